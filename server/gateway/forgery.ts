import { createMiddleware } from 'hono/factory';
import { isLoopbackHost } from './host-check.ts';
import { ProblemError } from './problem-error.ts';
import type { GatewayEnvironment } from './request-variables.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that a page of ours did not send: they need a header that a form cannot set, a JSON content
 * type, and a browser's word that they are same-origin. `same-site` is not enough: a vendor's wizard on another port or
 * sub-domain is same-site, and a browser sends it even a Strict cookie.
 */
export function refuseForgery(publicOrigin: string) {
  return createMiddleware<GatewayEnvironment>(async (context, next) => {
    const { req: request } = context;
    if (!safeMethods.has(request.method)) {
      if (!isSentByOwnPage(request.raw.headers, ownOrigins(publicOrigin, request.header('host') ?? '')))
        throw new ProblemError('forged');
    }
    await next();
  });
}

/** The public origin, and on this machine, where people use any of its names, the one this request was addressed to. */
function ownOrigins(publicOrigin: string, host: string): string[] {
  return isLoopbackHost(host) ? [publicOrigin, `http://${host}`] : [publicOrigin];
}

/** Whether an unsafe request comes from a page at one of these origins. */
export function isSentByOwnPage(headers: Headers, origins: string[]): boolean {
  if (!headers.get('x-requested-with')) return false;
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) return false;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  return origin !== null && origins.includes(origin);
}

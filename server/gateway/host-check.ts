import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from './request-variables.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a `Host` header names this machine itself, whatever the port. */
export function isLoopbackHost(host: string): boolean {
  return loopbackNames.has(host.replace(/:\d+$/, '').toLowerCase());
}

/**
 * Answers only to names that are ours (else 421, RFC 9110 section 15.5.20), so that a foreign name pointed at this
 * machine cannot read it (DNS rebinding). Health checks come from infrastructure that uses any name.
 */
export function checkHost(publicOrigin: string) {
  const publicHost = new URL(publicOrigin).host;
  return createMiddleware<GatewayEnvironment>(async (context, next) => {
    const host = context.req.header('host') ?? '';
    const isOurs = isLoopbackHost(host) || host.toLowerCase() === publicHost;
    if (!isOurs && !context.req.path.startsWith('/api/health/')) return context.text('Misdirected request', 421);
    return next();
  });
}

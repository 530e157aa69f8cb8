import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from './request-variables.ts';

/**
 * What every answer carries. The opener policy must let popups keep their opener: the vendors' wizards answer through it.
 */
export function secureHeaders(wizardOrigins: string[]) {
  return createMiddleware<GatewayEnvironment>(async (context, next) => {
    const nonce = randomBytes(16).toString('base64');
    context.set('nonce', nonce);
    await next();
    context.header('Content-Security-Policy', contentSecurityPolicy(nonce, wizardOrigins));
    context.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
    context.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('X-Request-Id', context.get('requestId'));
    if (context.req.path.startsWith('/api/')) context.header('Cache-Control', 'no-store');
  });
}

function contentSecurityPolicy(nonce: string, wizardOrigins: string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `frame-src ${wizardOrigins.join(' ') || "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

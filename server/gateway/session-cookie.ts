import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

/**
 * The session's cookie. Over https it carries the `__Host-` prefix, which ties it to this very host (RFC 6265bis); on a
 * plain-http loopback address browsers would refuse that, so there it goes without.
 */
function cookieOf(publicOrigin: string): { name: string; options: CookieOptions } {
  const isSecure = publicOrigin.startsWith('https:');
  return {
    name: isSecure ? '__Host-session' : 'session',
    options: { httpOnly: true, sameSite: 'Strict', path: '/', secure: isSecure },
  };
}

export function readSessionCookie(context: Context, publicOrigin: string): string | undefined {
  return getCookie(context, cookieOf(publicOrigin).name);
}

export function writeSessionCookie(context: Context, publicOrigin: string, id: string, expiresAt: Date): void {
  const { name, options } = cookieOf(publicOrigin);
  setCookie(context, name, id, { ...options, expires: expiresAt });
}

export function clearSessionCookie(context: Context, publicOrigin: string): void {
  const { name, options } = cookieOf(publicOrigin);
  deleteCookie(context, name, options);
}

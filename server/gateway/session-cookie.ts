import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

/** `session` says who is signed in; `sign-in` ties a sign-in with the identity provider to the browser that began it. */
type CookiePurpose = 'session' | 'sign-in';

/**
 * Our cookies. Over https they carry the `__Host-` prefix, which ties them to this very host (RFC 6265bis); on a
 * plain-http loopback address browsers would refuse that, so there they go without. Strict holds for the way back from
 * an identity provider too: that navigation only fetches the document, whose own request then carries the cookie.
 */
function cookieOf(purpose: CookiePurpose, publicOrigin: string): { name: string; options: CookieOptions } {
  const isSecure = publicOrigin.startsWith('https:');
  return {
    name: isSecure ? `__Host-${purpose}` : purpose,
    options: { httpOnly: true, sameSite: 'Strict', path: '/', secure: isSecure },
  };
}

export function readSessionCookie(context: Context, publicOrigin: string): string | undefined {
  return getCookie(context, cookieOf('session', publicOrigin).name);
}

export function writeSessionCookie(context: Context, publicOrigin: string, id: string, expiresAt: Date): void {
  const { name, options } = cookieOf('session', publicOrigin);
  setCookie(context, name, id, { ...options, expires: expiresAt });
}

export function clearSessionCookie(context: Context, publicOrigin: string): void {
  const { name, options } = cookieOf('session', publicOrigin);
  deleteCookie(context, name, options);
}

/** The secret of a browser that began to sign in with the identity provider. */
export function readSignInCookie(context: Context, publicOrigin: string): string | undefined {
  return getCookie(context, cookieOf('sign-in', publicOrigin).name);
}

export function writeSignInCookie(context: Context, publicOrigin: string, secret: string, maxAgeMs: number): void {
  const { name, options } = cookieOf('sign-in', publicOrigin);
  setCookie(context, name, secret, { ...options, maxAge: Math.ceil(maxAgeMs / 1_000) });
}

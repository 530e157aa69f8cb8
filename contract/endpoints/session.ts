import * as z from 'zod/mini';
import type { Person } from '../people.ts';
import { endpoint } from './endpoint.ts';

export interface SessionResponse {
  person: Person | null;
}

const text = (longest: number) => z.string().check(z.minLength(1, 'required'), z.maxLength(longest, 'too_long'));

/** Who is signed in: 200 with `{"person": null}` when nobody is. */
export const getSession = endpoint<SessionResponse>()('GET', '/api/session', null);

/** Signs in: as a demo person (sandbox), or with a token that the company's own product has signed (live). */
export const postSession = endpoint<SessionResponse>()(
  'POST',
  '/api/session',
  z.union([z.strictObject({ demo: text(100) }), z.strictObject({ token: text(8_000) })]),
);

export const deleteSession = endpoint<SessionResponse>()('DELETE', '/api/session', null);

/** Begins a sign-in with the identity provider: where the browser must go. `returnTo` is a path of ours. */
export const postOpenIdSignIn = endpoint<{ url: string }>()(
  'POST',
  '/api/session/openid',
  z.strictObject({ returnTo: z.optional(z.string().check(z.maxLength(2_000, 'too_long'))) }),
);

/**
 * What a third party sent to `/return`, handed over by the page; the state is good for one use. It ends a sign-in, or the
 * consent that an instance's credentials needed; then only for the person who began it.
 */
export const postReturn = endpoint<SessionResponse & { returnTo: string }>()(
  'POST',
  '/api/return',
  z.strictObject({ code: text(4_000), state: text(500), iss: z.optional(text(500)) }),
);

/** One of the signed-in person's own sessions. Times are ISO 8601. */
export interface OwnSession {
  id: string;
  /** The browser and its system, such as `Firefox on Linux`; null when it did not say. */
  device: string | null;
  startedAt: string;
  /** When it last asked for something, to the minute. */
  lastSeenAt: string;
  /** The session that asks. */
  isThis: boolean;
}

/** The signed-in person's own sessions, the one that asks first. */
export const getOwnSessions = endpoint<{ sessions: OwnSession[] }>()('GET', '/api/sessions', null);

/** Ends one of one's own sessions, at once. */
export const deleteOwnSession = endpoint<{ ended: number }>()('DELETE', '/api/sessions/:id', null);

/** Ends all of one's own sessions but the one that asks. */
export const deleteOtherSessions = endpoint<{ ended: number }>()('DELETE', '/api/sessions', null);

/** Ends every session of a person, at once. Admins only. */
export const deletePersonSessions = endpoint<{ ended: number }>()('DELETE', '/api/people/:id/sessions', null);

/** A fresh, empty account with one person, for tests and demonstrations. Sandbox only. */
export const postDemoAccount = endpoint<{ account: string; demo: string }>()('POST', '/api/demo/accounts', null);

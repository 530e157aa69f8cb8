import * as z from 'zod/mini';
import type { Person } from '../people.ts';
import { endpoint } from './endpoint.ts';

export interface SessionResponse {
  person: Person | null;
}

/** Who is signed in: 200 with `{"person": null}` when nobody is. */
export const getSession = endpoint<SessionResponse>()('GET', '/api/session', null);

export const postSession = endpoint<SessionResponse>()(
  'POST',
  '/api/session',
  z.strictObject({ demo: z.string().check(z.minLength(1, 'required'), z.maxLength(100, 'too_long')) }),
);

export const deleteSession = endpoint<SessionResponse>()('DELETE', '/api/session', null);

/** A fresh, empty account with one person, for tests and demonstrations. Sandbox only. */
export const postDemoAccount = endpoint<{ account: string; demo: string }>()('POST', '/api/demo/accounts', null);

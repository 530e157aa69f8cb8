import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import type { SessionResponse } from './session.ts';

/** How long an administrator looks as an account before it ends by itself. */
export const viewAsMs = 60 * 60_000;

/**
 * Has the administrator's session look as this account, as somebody who may look only would see it. The log has it before anything is
 * read; `reason` is kept there. Nothing can be changed until it ends. Admins only.
 */
export const postViewAs = endpoint<SessionResponse>()(
  'POST',
  '/api/session/view-as',
  z.strictObject({
    accountId: z.string().check(z.minLength(1, 'required'), z.maxLength(100, 'too_long')),
    reason: z.optional(z.string().check(z.trim(), z.maxLength(500, 'too_long'), z.regex(/^\P{Cc}*$/u, 'malformed'))),
  }),
);

/** The session is the administrator's own again. */
export const deleteViewAs = endpoint<SessionResponse>()('DELETE', '/api/session/view-as', null);

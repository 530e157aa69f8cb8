import * as z from 'zod/mini';
import { type LinkOutcome, mostFolderPrefixes } from '../links.ts';
import type { AccountReference } from '../people.ts';
import { endpoint } from './endpoint.ts';

/** One line: what is shown has no use for control characters, and PostgreSQL holds no U+0000. */
const line = (longest: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'required'), z.maxLength(longest, 'too_long'), z.regex(/^\P{Cc}*$/u, 'malformed'));

/**
 * Finds the account with this external id or makes it, and then its owner at each vendor that can tell it. A vendor that fails
 * undoes nothing: it can be tried again. Admins only, as are all that follow.
 */
export const postAccount = endpoint<{
  account: AccountReference;
  /** It was there before, and keeps the name that it had. */
  isKnown: boolean;
  links: LinkOutcome[];
}>()('POST', '/api/accounts', z.strictObject({ name: line(200), externalId: line(200) }));

/** Finds or makes the account's owner at this vendor, also after its link was removed. A link that stands stays as it is. */
export const postAccountLink = endpoint<{ link: LinkOutcome }>()('POST', '/api/accounts/:id/links/:vendor', null);

/**
 * Enters who the account is at this vendor, once the vendor has taken it: `bad_input` names the field that it does not take, and
 * nothing is saved. What the vendor does not ask for is left out, and a credential that is to stay as well. The credential is
 * sealed, and part of no answer.
 */
export const putAccountLink = endpoint<{ vendorAccountId: string }>()(
  'PUT',
  '/api/accounts/:id/links/:vendor',
  z.strictObject({
    vendorAccountId: z.optional(line(500)),
    credential: z.optional(line(4_000)),
    folderPrefixes: z.optional(z.array(line(2_000)).check(z.maxLength(mostFolderPrefixes, 'too_long'))),
  }),
);

/** Asks the vendor once more whether the link is good, and keeps what it says. */
export const postAccountLinkCheck = endpoint<{ problemCode: string | null }>()(
  'POST',
  '/api/accounts/:id/links/:vendor/check',
  null,
);

/**
 * Forgets who the account is at this vendor, with the credential. Its instances are left at the vendor as they are, and leave
 * the account's list. `busy` while something is being done to one of them.
 */
export const deleteAccountLink = endpoint<{ instances: number }>()('DELETE', '/api/accounts/:id/links/:vendor', null);

/** Ends every session of the account's people, at once. */
export const deleteAccountSessions = endpoint<{ ended: number }>()('DELETE', '/api/accounts/:id/sessions', null);

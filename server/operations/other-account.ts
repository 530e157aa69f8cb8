import type { AuthenticationRecord } from '../vendors/adapter.ts';

/** What the comparison needs of an authentication. */
export type ComparedAuthentication = Pick<AuthenticationRecord, 'id' | 'accountName' | 'serviceId'>;

/**
 * Whether a connection leads to another outside account than the one before it, so that a person has to say that they
 * want it. Names of authentications are free text that people edit, so they decide nothing: only what the vendor tells of
 * the account itself counts, without regard to case and surrounding space.
 *
 * - Nothing before: no other account.
 * - Another service: another account, even under the same name.
 * - Both accounts told: they differ or not.
 * - One not told, and the same authentication as before: no evidence of a change, so none is claimed.
 * - One not told, and another authentication: it may be anybody's, so it is asked.
 */
export function isOtherAccount(before: ComparedAuthentication | null, after: ComparedAuthentication): boolean {
  if (before === null) return false;
  if (before.serviceId !== null && after.serviceId !== null && before.serviceId !== after.serviceId) return true;
  if (before.accountName !== null && after.accountName !== null) {
    return comparable(before.accountName) !== comparable(after.accountName);
  }
  return before.id !== after.id;
}

function comparable(accountName: string): string {
  return accountName.normalize('NFKC').trim().toLowerCase();
}

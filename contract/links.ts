import type { ProblemCode } from './problems.ts';
import type { Vendor } from './vendors.ts';

/** What an administrator may have to enter to say who an account is at a vendor. */
export const linkFields = ['vendorAccountId', 'credential', 'folderPrefixes'] as const;

export type LinkField = (typeof linkFields)[number];

/** More folders than this are no link but a list. */
export const mostFolderPrefixes = 50;

/** What became of finding or making an account's owner at one vendor. */
export interface LinkOutcome {
  vendor: Vendor;
  /** `not_connected`: the vendor does not tell who an account is, so that an administrator has to enter it. */
  state: 'linked' | 'not_connected' | 'failed';
  /** Why it failed; null otherwise. */
  problemCode: ProblemCode | null;
}

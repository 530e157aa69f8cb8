import type { OwnerRecord } from './adapter.ts';

/**
 * The credentials of a vendor whose owners have each one of their own. Each is opened for one call and belongs to one
 * owner: no other owner's may ever stand in for a missing one.
 */
export interface OwnerCredentials {
  /** The owner's credential, by the vendor's id of the owner; null when nobody has entered one. */
  find(vendorAccountId: string): Promise<string | null>;
  /** Whether the owner's credential stands in the environment, which comes before any other. */
  isInEnvironment(vendorAccountId: string): boolean;
  /** Every owner that has a credential. */
  owners(): Promise<OwnerRecord[]>;
}

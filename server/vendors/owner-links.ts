import type { LinkField } from '#contract/links.ts';

/** Who an account is at a vendor, as somebody entered it. */
export interface EnteredOwner {
  vendorAccountId: string;
  /** The owner's own credential, where owners have one; null elsewhere. */
  credential: string | null;
}

/** How an account comes to its owner at a vendor. */
export interface OwnerLinks {
  /** What an administrator enters. Without `vendorAccountId` the owner's id is the account's external id. */
  readonly fields: readonly LinkField[];
  /** The vendor finds or makes owners by the account's external id, so that nobody needs to enter them. */
  readonly canBeFound: boolean;
  /** Whether this owner's credential stands in the environment, before any that is entered. */
  isInEnvironment(vendorAccountId: string): boolean;
  /**
   * Asks the vendor whether there is such an owner, and whether it takes the credential, which is used for this and kept nowhere.
   * Nothing is changed. Throws `VendorError`: `gone` when there is no such owner, `vendor_unauthorized` and `vendor_forbidden` when
   * the credential is not taken.
   */
  check(owner: EnteredOwner): Promise<void>;
}

import type { Vendor } from '#contract/vendors.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';

/** What becomes of an account's rows in the index when its link changes. The index does it, in the link's transaction. */
export interface LinkedRows {
  /** Something is being done to one of them now. */
  isBusy(transaction: Kysely<Tables>, link: { vendor: Vendor; accountId: string }): Promise<boolean>;
  /** Takes them out, and answers how many there were. At the vendor they stay as they are. */
  takeOut(transaction: Kysely<Tables>, link: { vendor: Vendor; accountId: string }): Promise<number>;
  /** Hands them over to the account whose owner theirs turned out to be. */
  handOver(
    transaction: Kysely<Tables>,
    link: { vendor: Vendor; accountId: string; toAccountId: string },
  ): Promise<void>;
}

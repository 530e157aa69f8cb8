import { type Health, healths } from '#contract/row-cause.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** An account's rows at one vendor. */
export interface AccountCount {
  vendor: Vendor;
  count: number;
  /** In their own order; what has no rows is left out. */
  healths: { health: Health; count: number }[];
}

/** How many rows these accounts have, per vendor and health, the vendors in their own order. Who has none is not in it. */
export async function countOfAccounts(
  database: JackfieldDatabase,
  accountIds: readonly string[],
): Promise<Map<string, AccountCount[]>> {
  if (accountIds.length === 0) return new Map();
  // All of a kind are of one vendor and one health; in the counts a kind may stand several times.
  const { rows: groups } = await sql<{ accountId: string; vendor: Vendor; health: Health; count: number }>`
    select listed.account_id as "accountId", kind.vendor, kind.health, count(*)::integer as count
    from listed_instances as listed
    cross join lateral (
      select vendor, health from instance_counts where instance_counts.kind = listed.kind limit 1
    ) as kind
    where listed.account_id = any (${[...accountIds]}::uuid[])
    group by listed.account_id, kind.vendor, kind.health`.execute(database);
  const counts = new Map<string, AccountCount[]>();
  for (const accountId of accountIds) {
    const own = groups.filter((group) => group.accountId === accountId);
    const ofVendors = vendors.flatMap((vendor) => {
      const known = own
        .filter((group) => group.vendor === vendor)
        .map(({ health, count }) => ({ health, count }))
        .toSorted((one, other) => healths.indexOf(one.health) - healths.indexOf(other.health));
      const count = known.reduce((sum, one) => sum + one.count, 0);
      return count === 0 ? [] : [{ vendor, count, healths: known }];
    });
    if (ofVendors.length > 0) counts.set(accountId, ofVendors);
  }
  return counts;
}

/** The same of all vendors together. */
export function sumOfVendors(counts: readonly AccountCount[]): Omit<AccountCount, 'vendor'> {
  const known = healths.flatMap((health) => {
    const count = counts
      .flatMap((one) => one.healths)
      .reduce((sum, one) => (one.health === health ? sum + one.count : sum), 0);
    return count === 0 ? [] : [{ health, count }];
  });
  return { count: known.reduce((sum, one) => sum + one.count, 0), healths: known };
}

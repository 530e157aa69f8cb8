import { type Health, healths } from '#contract/row-cause.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** Everybody's rows of each vendor that has any, per health, the healths in their own order; what has no rows is left out. */
export async function countHealths(
  database: JackfieldDatabase,
): Promise<Map<Vendor, { health: Health; count: number }[]>> {
  const groups = await database
    .selectFrom('instance_counts')
    .groupBy(['vendor', 'health'])
    .having((row) => row.fn.sum('count'), '<>', 0)
    .select((row) => ['vendor', 'health', row.fn.sum<number>('count').as('count')])
    .execute();
  const counts = new Map<Vendor, { health: Health; count: number }[]>();
  for (const { vendor, health, count } of groups) {
    counts.set(vendor, [...(counts.get(vendor) ?? []), { health, count }]);
  }
  for (const ofVendor of counts.values()) {
    ofVendor.sort((one, other) => healths.indexOf(one.health) - healths.indexOf(other.health));
  }
  return counts;
}

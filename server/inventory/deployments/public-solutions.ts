import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../../platform/database/schema.ts';

/**
 * Whether the vendor shows this instance to everybody, and the person's account has a link to that vendor: a fact for
 * `mayReach`. False for what was removed.
 */
export async function isPublicTo(
  database: JackfieldDatabase,
  { person, instanceId }: { person: Pick<Person, 'account'>; instanceId: string },
): Promise<boolean> {
  if (person.account === null) return false;
  const found = await database
    .selectFrom('deployments')
    .innerJoin('instances', 'instances.id', 'deployments.instance_id')
    .innerJoin('vendor_links', 'vendor_links.vendor', 'instances.vendor')
    .where('deployments.instance_id', '=', instanceId)
    .where('deployments.is_public', '=', true)
    .where('instances.removed_at', 'is', null)
    .where('vendor_links.account_id', '=', person.account.id)
    .select('instances.id')
    .executeTakeFirst();
  return found !== undefined;
}

/** The accounts in which the index keeps what is everybody's at this vendor; none before the first was seen. */
export async function accountsOfEverybody(database: JackfieldDatabase, vendor: Vendor): Promise<string[]> {
  const found = await database
    .selectFrom('deployments')
    .innerJoin('instances', 'instances.id', 'deployments.instance_id')
    .where('instances.vendor', '=', vendor)
    .where('deployments.is_public', '=', true)
    .select('instances.account_id')
    .distinct()
    .execute();
  return found.map((row) => row.account_id);
}

import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import { mayReach } from '../accounts/ownership.ts';
import { ownerFor } from '../accounts/vendor-links.ts';
import { findInstance, type IndexedInstance } from '../inventory/indexed-instance.ts';
import { isPublicTo } from '../inventory/deployments/public-solutions.ts';
import { hasDeployments, type WithDeployments } from '../inventory/deployments/read-deployments.ts';
import type { VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import type { Services } from './services.ts';

/** The vendor whose instances are deployed solutions; null where none is set up. */
export function deploymentAdapter({ adapters }: Pick<Services, 'adapters'>): WithDeployments | null {
  return [...adapters.values()].find(hasDeployments) ?? null;
}

/** The adapter of this vendor. Throws `VendorError` `unsupported` where it deploys no solutions. */
export function deploymentAdapterOf({ adapters }: Pick<Services, 'adapters'>, vendor: Vendor): WithDeployments {
  const adapter = adapters.get(vendor);
  if (!adapter || !hasDeployments(adapter)) throw new VendorError(vendor, 'unsupported', { wasDone: 'no' });
  return adapter;
}

/**
 * With whose credential this person looks at a solution and runs it: their own people with their account's, also what is
 * everybody's; an administrator with that of whose it is.
 */
export function ownerToLookAs(services: Services, person: Person, instance: IndexedInstance): Promise<VendorOwner> {
  return ownerFor(services.database, instance.vendor, person.account?.id ?? instance.account.id, person);
}

/** Below which folders the person's account may read and write; null for administrators, who may anywhere. */
export async function foldersOf(services: Services, person: Person, vendor: Vendor): Promise<string[] | null> {
  if (person.role === 'admin') return null;
  const link = await services.database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', person.account?.id ?? null)
    .select('folder_prefixes')
    .executeTakeFirst();
  return link?.folder_prefixes ?? [];
}

/** The rows of these solutions that the person may see, by the vendor's ids. */
export async function reachableRows(
  services: Services,
  person: Person,
  { vendor, vendorIds }: { vendor: Vendor; vendorIds: string[] },
): Promise<Map<string, IndexedInstance>> {
  const { database } = services;
  if (vendorIds.length === 0) return new Map();
  const found = await database
    .selectFrom('instances')
    .where('vendor', '=', vendor)
    .where('vendor_id', 'in', vendorIds)
    .where('removed_at', 'is', null)
    .select(['id', 'account_id'])
    .execute();
  const rows = await Promise.all(
    found.map(async ({ id, account_id: accountId }) => {
      const isReached =
        mayReach(person, accountId) ||
        mayReach(person, accountId, await isPublicTo(database, { person, instanceId: id }));
      return isReached ? findInstance(database, id) : null;
    }),
  );
  return new Map(rows.flatMap((row) => (row === null ? [] : [[row.vendorId, row]])));
}

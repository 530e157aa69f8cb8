import type { Vendor } from '#contract/vendors.ts';
import { accountsOfOwners } from '../../accounts/vendor-links.ts';
import { adapterOf, type WorkContext } from '../work-context.ts';

/**
 * Our account behind an owner at the vendor, for an administrator who acts for it: the one that a link names, or else one of
 * its own, introduced now as a reading of everybody's instances would. Null when the vendor knows no such owner, of whom
 * nothing is kept. Throws `VendorError`.
 */
export async function accountOfOwner(context: WorkContext, vendor: Vendor, ownerId: string): Promise<string | null> {
  const { database, clock } = context;
  const { reader } = adapterOf(context, vendor);
  const link = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('vendor_account_id', '=', ownerId)
    .select('account_id')
    .executeTakeFirst();
  if (link) return link.account_id;
  const owner = (await reader.listOwners()).find(({ vendorAccountId }) => vendorAccountId === ownerId);
  if (!owner) return null;
  const source = { vendor, listOwners: () => Promise.resolve([owner]) };
  return (await accountsOfOwners(database, source, [ownerId], clock)).get(ownerId) ?? null;
}

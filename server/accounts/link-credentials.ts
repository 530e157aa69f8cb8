import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Keys } from '../platform/keys.ts';
import type { OwnerCredentials } from '../vendors/owner-credentials.ts';

/** The one account whose credential is in the environment. */
export interface OwnAccount {
  /** Its external id. */
  account: string;
  /** Who it is at the vendor. */
  vendorAccountId: string;
  apiKey: string;
  folderPrefixes?: string[];
}

/**
 * The credentials that were entered for accounts, sealed in the links; of the environment's own account, the environment's.
 * Nothing opened is kept. What was sealed with a secret that is no longer known counts as not entered.
 */
export function createLinkCredentials(parts: {
  database: JackfieldDatabase;
  vendor: Vendor;
  keys: Keys;
  own: OwnAccount | null;
}): OwnerCredentials {
  const { database, vendor, keys, own } = parts;
  return {
    isInEnvironment: (vendorAccountId) => own !== null && vendorAccountId === own.vendorAccountId,
    find: async (vendorAccountId) => {
      if (own !== null && vendorAccountId === own.vendorAccountId) return own.apiKey;
      const link = await database
        .selectFrom('vendor_links')
        .where('vendor', '=', vendor)
        .where('vendor_account_id', '=', vendorAccountId)
        .select('sealed_credential')
        .executeTakeFirst();
      return link?.sealed_credential ? open(keys, link.sealed_credential) : null;
    },
    owners: async () => {
      const links = await database
        .selectFrom('vendor_links')
        .innerJoin('accounts', 'accounts.id', 'vendor_links.account_id')
        .where('vendor', '=', vendor)
        .select(['vendor_account_id', 'sealed_credential', 'accounts.name', 'accounts.external_id'])
        .orderBy('vendor_account_id')
        .execute();
      const entered = links.filter(
        (link) => link.sealed_credential !== null && link.vendor_account_id !== own?.vendorAccountId,
      );
      const owners = entered.map((link) => ({
        vendorAccountId: link.vendor_account_id,
        name: link.name,
        externalId: link.external_id,
      }));
      if (own === null) return owners;
      // Its people need not have signed in yet for admins to see what it has.
      const { account, vendorAccountId, folderPrefixes } = own;
      const known = links.find((link) => link.vendor_account_id === vendorAccountId);
      const first = { vendorAccountId, name: known?.name ?? account, externalId: account };
      return [folderPrefixes === undefined ? first : { ...first, folderPrefixes }, ...owners];
    },
  };
}

function open(keys: Keys, sealed: Buffer): string | null {
  try {
    return keys.unseal(sealed);
  } catch {
    return null;
  }
}

import type { LinkField } from '#contract/links.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { ownExternalId } from './vendor-links.ts';

/** Who an account is at one vendor, as an administrator may see it: of the credential only whether there is one. */
export interface AccountLink {
  vendor: Vendor;
  fields: readonly LinkField[];
  canBeFound: boolean;
  vendorAccountId: string | null;
  folderPrefixes: string[];
  hasCredential: boolean;
  isInEnvironment: boolean;
  isOfUnlinkedOwner: boolean;
  enteredAt: Date | null;
  enteredBy: string | null;
  checkedAt: Date | null;
  problemCode: ProblemCode | null;
  removedAt: Date | null;
}

/** One for each vendor that is set up, whether there is a link or not. */
export async function listLinks(
  database: JackfieldDatabase,
  adapters: VendorAdapter[],
  account: { id: string; externalId: string },
): Promise<AccountLink[]> {
  const [links, removed] = await Promise.all([
    database
      .selectFrom('vendor_links')
      .leftJoin('people', 'people.id', 'vendor_links.entered_by')
      .where('vendor_links.account_id', '=', account.id)
      .select([
        'vendor',
        'vendor_account_id as vendorAccountId',
        'folder_prefixes as folderPrefixes',
        'entered_at as enteredAt',
        'people.name as enteredBy',
        'checked_at as checkedAt',
        'check_problem as problemCode',
      ])
      // The credential itself stays where it is.
      .select((row) => row('sealed_credential', 'is not', null).as('hasCredential'))
      .execute(),
    database
      .selectFrom('removed_links')
      .where('account_id', '=', account.id)
      .select(['vendor', 'removed_at as removedAt'])
      .execute(),
  ]);
  return adapters.map(({ vendor, ownerLinks: { fields, canBeFound, ...ownerLinks } }) => {
    const link = links.find((one) => one.vendor === vendor);
    const common = { vendor, fields, canBeFound };
    const removedAt = removed.find((one) => one.vendor === vendor)?.removedAt ?? null;
    if (!link) return { ...common, ...noLink, removedAt };
    const { vendorAccountId } = link;
    return {
      ...common,
      ...link,
      hasCredential: Boolean(link.hasCredential),
      isInEnvironment: ownerLinks.isInEnvironment(vendorAccountId),
      isOfUnlinkedOwner: account.externalId === ownExternalId(vendor, vendorAccountId),
      removedAt,
    };
  });
}

const noLink = {
  vendorAccountId: null,
  folderPrefixes: [],
  hasCredential: false,
  isInEnvironment: false,
  isOfUnlinkedOwner: false,
  enteredAt: null,
  enteredBy: null,
  checkedAt: null,
  problemCode: null,
};

import { type Kysely, sql } from 'kysely';
import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { VendorAdapter, VendorOwner, VendorReader } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import type { Clock } from '../platform/clock.ts';

/** Who the account is at the vendor. Throws `VendorError` `not_connected` when no link names it. */
export async function ownerAt(database: JackfieldDatabase, vendor: Vendor, accountId: string): Promise<VendorOwner> {
  const link = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', accountId)
    .select('vendor_account_id')
    .executeTakeFirst();
  if (!link) throw new VendorError(vendor, 'not_connected', { wasDone: 'no' });
  return { vendorAccountId: link.vendor_account_id };
}

/**
 * The same, with the credential with which this person acts for the account: their own people with the account's, an
 * administrator with the operator's where the vendor tells the two apart. The one place that decides it.
 */
export async function ownerFor(
  database: JackfieldDatabase,
  vendor: Vendor,
  accountId: string,
  person: Pick<Person, 'role'>,
): Promise<VendorOwner> {
  const owner = await ownerAt(database, vendor, accountId);
  return person.role === 'admin' ? { ...owner, credential: 'operator' } : owner;
}

/**
 * Who the account is at the vendor, linked now when no link names it though people of the account sign in: at the first sign-in the vendor may
 * have been down. Throws `VendorError`, with the vendor's own reason when it still cannot be asked.
 */
export async function ownerOrLink(
  database: JackfieldDatabase,
  adapter: VendorAdapter,
  accountId: string,
): Promise<VendorOwner> {
  try {
    return await ownerAt(database, adapter.vendor, accountId);
  } catch (error) {
    if (!(error instanceof VendorError) || error.code !== 'not_connected') throw error;
  }
  const account = await database
    .selectFrom('accounts')
    .innerJoin('people', 'people.account_id', 'accounts.id')
    .where('accounts.id', '=', accountId)
    .where('people.subject', 'is not', null)
    .select(['accounts.id', 'accounts.external_id as externalId', 'accounts.name'])
    .limit(1)
    .executeTakeFirst();
  if (account) await linkAccount(database, adapter, account);
  return ownerAt(database, adapter.vendor, accountId);
}

/**
 * Finds or makes the account's owner at the vendor and keeps the link. The vendor's id is stored, so this asks once. A
 * vendor may make two owners of one external id when asked twice at once, so one asks after the other. Throws `VendorError`,
 * `not_connected` also where an administrator has taken the link away. `makeRoom` is done just before the link is kept.
 */
export async function linkAccount(
  database: JackfieldDatabase,
  adapter: VendorAdapter,
  account: { id: string; externalId: string; name: string },
  makeRoom: (transaction: Kysely<Tables>, vendorAccountId: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { vendor } = adapter;
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`link:${vendor}:${account.id}`}, 0))`.execute(
      transaction,
    );
    const known = await transaction
      .selectFrom('vendor_links')
      .where('vendor', '=', vendor)
      .where('account_id', '=', account.id)
      .select('vendor_account_id')
      .executeTakeFirst();
    if (known) return;
    const removed = await transaction
      .selectFrom('removed_links')
      .where('vendor', '=', vendor)
      .where('account_id', '=', account.id)
      .select('removed_at')
      .executeTakeFirst();
    if (removed) throw new VendorError(vendor, 'not_connected', { wasDone: 'no' });
    const owner = await adapter.writer.findOrCreateOwner(account);
    await makeRoom(transaction, owner.vendorAccountId);
    await transaction
      .insertInto('vendor_links')
      .values({
        account_id: account.id,
        vendor,
        vendor_account_id: owner.vendorAccountId,
        sealed_credential: owner.sealedCredential ?? null,
        folder_prefixes: owner.folderPrefixes ?? [],
      })
      .execute();
  });
}

/**
 * The accounts behind owners that a vendor named, by the vendor's id. An owner whom no link names becomes an account of
 * its own without people, which only admins see.
 */
export async function accountsOfOwners(
  database: JackfieldDatabase,
  source: { vendor: Vendor; listOwners: VendorReader['listOwners'] },
  vendorAccountIds: string[],
  clock: Clock,
): Promise<Map<string, string>> {
  const { vendor } = source;
  const accounts = await findLinkedAccounts(database, vendor, vendorAccountIds);
  const unknown = vendorAccountIds.filter((id) => !accounts.has(id));
  if (unknown.length === 0) return accounts;
  const named = new Map((await source.listOwners()).map((owner) => [owner.vendorAccountId, owner]));
  const newcomers = unknown.map((vendorAccountId) => {
    const owner = named.get(vendorAccountId);
    return {
      vendorAccountId,
      externalId: owner?.externalId ?? ownExternalId(vendor, vendorAccountId),
      name: owner?.name ?? vendorAccountId,
      folderPrefixes: owner?.folderPrefixes ?? [],
    };
  });
  await addAccounts(database, vendor, newcomers, clock);
  const linked = await findLinkedAccounts(database, vendor, vendorAccountIds);
  const namesakes = newcomers.filter((newcomer) => !linked.has(newcomer.vendorAccountId));
  if (namesakes.length === 0) return linked;
  // Their external id belongs to an account that has another owner already: an account of their own, not that one.
  const renamed = namesakes.map((newcomer) => ({
    ...newcomer,
    externalId: ownExternalId(vendor, newcomer.vendorAccountId),
  }));
  await addAccounts(database, vendor, renamed, clock);
  return findLinkedAccounts(database, vendor, vendorAccountIds);
}

/** The external id of an account that was made for an owner whom no link named. */
export function ownExternalId(vendor: Vendor, vendorAccountId: string): string {
  return `${vendor}:${vendorAccountId}`;
}

async function findLinkedAccounts(
  database: JackfieldDatabase,
  vendor: Vendor,
  vendorAccountIds: string[],
): Promise<Map<string, string>> {
  if (vendorAccountIds.length === 0) return new Map();
  const links = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('vendor_account_id', 'in', vendorAccountIds)
    .select(['vendor_account_id', 'account_id'])
    .execute();
  return new Map(links.map((link) => [link.vendor_account_id, link.account_id]));
}

async function addAccounts(
  database: JackfieldDatabase,
  vendor: Vendor,
  newcomers: { vendorAccountId: string; externalId: string; name: string; folderPrefixes: string[] }[],
  clock: Clock,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('accounts')
      .values(newcomers.map(({ externalId, name }) => ({ external_id: externalId, name, created_at: clock.now() })))
      .onConflict((conflict) => conflict.column('external_id').doNothing())
      .execute();
    const accounts = await transaction
      .selectFrom('accounts')
      .where(
        'external_id',
        'in',
        newcomers.map((newcomer) => newcomer.externalId),
      )
      .select(['id', 'external_id'])
      .execute();
    const idOf = new Map(accounts.map((account) => [account.external_id, account.id]));
    // What an administrator has taken away is linked by nothing else again.
    const removed = await transaction
      .selectFrom('removed_links')
      .where('vendor', '=', vendor)
      .where('account_id', 'in', [...idOf.values()])
      .select('account_id')
      .execute();
    const isRemoved = new Set(removed.map((link) => link.account_id));
    const links = newcomers.flatMap(({ vendorAccountId, externalId, folderPrefixes }) => {
      const accountId = idOf.get(externalId);
      if (accountId === undefined || isRemoved.has(accountId)) return [];
      return [{ account_id: accountId, vendor, vendor_account_id: vendorAccountId, folder_prefixes: folderPrefixes }];
    });
    if (links.length === 0) return;
    await transaction
      .insertInto('vendor_links')
      .values(links)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

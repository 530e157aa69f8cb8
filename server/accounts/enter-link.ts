import { partsOfPath } from '#contract/folder-paths.ts';
import type { AccountReference } from '#contract/people.ts';
import type { FieldProblem } from '#contract/problems.ts';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Keys } from '../platform/keys.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { LinkRefusal } from './link-refusal.ts';
import type { LinkedRows } from './linked-rows.ts';
import { ownExternalId } from './vendor-links.ts';

export interface LinkContext {
  database: JackfieldDatabase;
  keys: Keys;
  clock: Clock;
  rows: LinkedRows;
}

/** What is noted in the transaction of a change, so that there is neither without the other. */
export type Note<Told = void> = (transaction: Kysely<Tables>, told: Told) => Promise<void>;

/** What was entered. What is left out stays as it is. */
export interface EnteredLink {
  vendorAccountId?: string | undefined;
  credential?: string | undefined;
  folderPrefixes?: string[] | undefined;
}

interface Link {
  vendorAccountId: string;
  /** Null: none, or the one that is kept already. */
  credential: string | null;
  folderPrefixes: string[];
}

/**
 * Says who an account is at a vendor, once the vendor has taken it, and answers the vendor's id of the owner. Throws
 * `LinkRefusal` beside the field that is wrong or not taken, and `VendorError` when the vendor cannot be asked; then nothing is
 * saved.
 */
export async function enterLink(
  context: LinkContext,
  adapter: VendorAdapter,
  { account, entered, personId }: { account: AccountReference; entered: EnteredLink; personId: string },
  note: Note,
): Promise<string> {
  const { database, keys, clock } = context;
  const { vendor } = adapter;
  const link = await readEntered(database, adapter, account, entered);
  await demandFree(database, adapter, account.id, link.vendorAccountId);
  await demandTaken(adapter, link);
  await database.transaction().execute(async (transaction) => {
    // The owner first, so that of two who enter the same one the second is told that it is taken.
    for (const held of [`owner:${vendor}:${link.vendorAccountId}`, `link:${vendor}:${account.id}`]) {
      // oxlint-disable-next-line no-await-in-loop -- in this order, by everybody
      await sql`select pg_advisory_xact_lock(hashtextextended(${held}, 0))`.execute(transaction);
    }
    await freeOwner(context, transaction, adapter, { account, vendorAccountId: link.vendorAccountId });
    const now = clock.now();
    const kept = {
      vendor_account_id: link.vendorAccountId,
      folder_prefixes: link.folderPrefixes,
      entered_at: now,
      entered_by: personId,
      checked_at: now,
      check_problem: null,
      ...(link.credential === null ? {} : { sealed_credential: keys.seal(link.credential) }),
    };
    await transaction
      .insertInto('vendor_links')
      .values({ sealed_credential: null, ...kept, account_id: account.id, vendor })
      .onConflict((conflict) => conflict.columns(['account_id', 'vendor']).doUpdateSet(kept))
      .execute();
    await transaction
      .deleteFrom('removed_links')
      .where('account_id', '=', account.id)
      .where('vendor', '=', vendor)
      .execute();
    await note(transaction);
  });
  return link.vendorAccountId;
}

/** The whole link, of what was entered and of what stands. */
async function readEntered(
  database: JackfieldDatabase,
  { vendor, ownerLinks }: VendorAdapter,
  account: AccountReference,
  entered: EnteredLink,
): Promise<Link> {
  const former = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', account.id)
    .select(['vendor_account_id', 'sealed_credential', 'folder_prefixes'])
    .executeTakeFirst();
  const asks = new Set<string>(ownerLinks.fields);
  const fields: Record<string, FieldProblem> = {};
  for (const [field, value] of Object.entries(entered)) {
    if (value !== undefined && !asks.has(field)) fields[field] = 'unknown_value';
  }
  const given = asks.has('vendorAccountId') ? entered.vendorAccountId : account.externalId;
  const vendorAccountId = given ?? former?.vendor_account_id;
  if (vendorAccountId === undefined) fields['vendorAccountId'] ??= 'required';
  const isSameOwner = vendorAccountId === former?.vendor_account_id;
  const isInEnvironment = vendorAccountId !== undefined && ownerLinks.isInEnvironment(vendorAccountId);
  if (asks.has('credential')) {
    // The environment's comes first, so that one that is entered would never be used.
    if (isInEnvironment && entered.credential !== undefined) fields['credential'] = 'unknown_value';
    const isKept = isSameOwner && former?.sealed_credential != null;
    if (entered.credential === undefined && !isKept && !isInEnvironment) fields['credential'] ??= 'required';
  }
  const folderPrefixes = entered.folderPrefixes ?? former?.folder_prefixes ?? [];
  if (asks.has('folderPrefixes')) {
    if (folderPrefixes.length === 0) fields['folderPrefixes'] = 'required';
    else if (folderPrefixes.some((prefix) => partsOfPath(prefix) === null)) fields['folderPrefixes'] = 'malformed';
  }
  if (vendorAccountId === undefined || Object.keys(fields).length > 0)
    throw new LinkRefusal(vendor, 'bad_input', { fields });
  return { vendorAccountId, credential: entered.credential ?? null, folderPrefixes: [...new Set(folderPrefixes)] };
}

/** Whom the owner belongs to now, if it is another account; `isMade`: an account that was made because no link named the owner. */
async function holderOf(
  database: Kysely<Tables>,
  { vendor }: VendorAdapter,
  accountId: string,
  vendorAccountId: string,
): Promise<{ accountId: string; isMade: boolean } | null> {
  const holder = await database
    .selectFrom('vendor_links')
    .innerJoin('accounts', 'accounts.id', 'vendor_links.account_id')
    .where('vendor', '=', vendor)
    .where('vendor_account_id', '=', vendorAccountId)
    .where('account_id', '!=', accountId)
    .select(['account_id', 'accounts.external_id'])
    .executeTakeFirst();
  if (!holder) return null;
  return { accountId: holder.account_id, isMade: holder.external_id === ownExternalId(vendor, vendorAccountId) };
}

async function demandFree(
  database: Kysely<Tables>,
  adapter: VendorAdapter,
  accountId: string,
  vendorAccountId: string,
): Promise<void> {
  const holder = await holderOf(database, adapter, accountId, vendorAccountId);
  if (!holder || holder.isMade) return;
  throw new LinkRefusal(adapter.vendor, 'bad_input', { fields: { vendorAccountId: 'taken' } });
}

/** Asks the vendor. What it does not take is said beside its field. */
async function demandTaken({ vendor, ownerLinks }: VendorAdapter, link: Link): Promise<void> {
  try {
    await ownerLinks.check(link);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const isAboutCredential = ownerLinks.fields.includes('credential');
    const isRefused = error.code === 'vendor_unauthorized' || error.code === 'vendor_forbidden';
    const field = error.code === 'gone' ? 'vendorAccountId' : isRefused && isAboutCredential ? 'credential' : null;
    if (field === null) throw error;
    const { vendorMessage } = error;
    throw new LinkRefusal(vendor, 'bad_input', { fields: { [field]: 'not_taken' }, vendorMessage });
  }
}

/** Makes room for the link: the account's former owner is let go, and one that no link named comes over with its rows. */
export async function freeOwner(
  { rows }: Pick<LinkContext, 'rows'>,
  transaction: Kysely<Tables>,
  adapter: VendorAdapter,
  { account, vendorAccountId }: { account: AccountReference; vendorAccountId: string },
): Promise<void> {
  const { vendor } = adapter;
  const former = await transaction
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', account.id)
    .select('vendor_account_id')
    .executeTakeFirst();
  if (former && former.vendor_account_id !== vendorAccountId) {
    if (await rows.isBusy(transaction, { vendor, accountId: account.id })) throw new LinkRefusal(vendor, 'busy');
    await rows.takeOut(transaction, { vendor, accountId: account.id });
  }
  await demandFree(transaction, adapter, account.id, vendorAccountId);
  const holder = await holderOf(transaction, adapter, account.id, vendorAccountId);
  if (!holder) return;
  if (await rows.isBusy(transaction, { vendor, accountId: holder.accountId })) throw new LinkRefusal(vendor, 'busy');
  await transaction
    .deleteFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', holder.accountId)
    .execute();
  await rows.handOver(transaction, { vendor, accountId: holder.accountId, toAccountId: account.id });
}

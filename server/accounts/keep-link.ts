import type { LinkOutcome } from '#contract/links.ts';
import type { AccountReference } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { sql } from 'kysely';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { freeOwner, type LinkContext, type Note } from './enter-link.ts';
import { LinkRefusal } from './link-refusal.ts';
import { linkAccount, ownExternalId } from './vendor-links.ts';

type AtVendor = Pick<LinkContext, 'database' | 'clock'>;

/**
 * Finds or makes the account's owner at the vendor, also where its link was removed before. Says what became of it. Of a link that
 * stands the vendor is asked nothing, so what it said of it last stands too.
 */
export async function findLink(
  { database, clock, rows }: Pick<LinkContext, 'database' | 'clock' | 'rows'>,
  adapter: VendorAdapter,
  account: AccountReference,
): Promise<LinkOutcome> {
  const { vendor } = adapter;
  const removed = await database
    .deleteFrom('removed_links')
    .where('account_id', '=', account.id)
    .where('vendor', '=', vendor)
    .returning('removed_at')
    .executeTakeFirst();
  let isNew = false;
  try {
    await linkAccount(database, adapter, account, (transaction, vendorAccountId) => {
      isNew = true;
      return freeOwner({ rows }, transaction, adapter, { account, vendorAccountId });
    });
    if (isNew) await keepCheck({ database, clock }, adapter, { accountId: account.id, problem: null });
    return { vendor, state: 'linked', problemCode: null };
  } catch (error) {
    if (!(error instanceof VendorError) && !(error instanceof LinkRefusal)) throw error;
    if (removed) {
      const { removed_at: removedAt } = removed;
      await database
        .insertInto('removed_links')
        .values({ account_id: account.id, vendor, removed_at: removedAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    if (error.code === 'not_connected') return { vendor, state: 'not_connected', problemCode: null };
    const isTaken = error instanceof LinkRefusal && error.code === 'bad_input';
    return { vendor, state: 'failed', problemCode: isTaken ? 'conflict' : error.code };
  }
}

/**
 * Asks the vendor whether the account's link is still good, keeps what it says, and answers it: null when it is. Throws
 * `LinkRefusal` `not_found` where there is none, and `VendorError` when the vendor cannot be asked, which says nothing of it.
 */
export async function checkLink(
  { database, clock }: AtVendor,
  adapter: VendorAdapter,
  accountId: string,
): Promise<ProblemCode | null> {
  const { vendor, ownerLinks } = adapter;
  const link = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('account_id', '=', accountId)
    .select('vendor_account_id as vendorAccountId')
    .executeTakeFirst();
  if (!link) throw new LinkRefusal(vendor, 'not_found');
  const problem = await ownerLinks.check({ ...link, credential: null }).then(() => null, verdictOf);
  await keepCheck({ database, clock }, adapter, { accountId, problem });
  return problem;
}

/** What the vendor says about the link. Anything else, such as its silence, is thrown on. */
function verdictOf(error: unknown): ProblemCode {
  const isVerdict =
    error instanceof VendorError &&
    ['gone', 'vendor_unauthorized', 'vendor_forbidden', 'not_connected'].includes(error.code);
  if (isVerdict) return error.code;
  throw error;
}

async function keepCheck(
  { database, clock }: AtVendor,
  { vendor }: VendorAdapter,
  { accountId, problem }: { accountId: string; problem: ProblemCode | null },
): Promise<void> {
  await database
    .updateTable('vendor_links')
    .set({ checked_at: clock.now(), check_problem: problem })
    .where('vendor', '=', vendor)
    .where('account_id', '=', accountId)
    .execute();
}

/**
 * Forgets who the account is at the vendor, with the credential, and answers how many rows left its list. Nothing but an
 * administrator links it again. Throws `LinkRefusal`: `not_found` without a link, `busy` while something is being done there, and
 * `unsupported` for an account that stands for an owner whom no link names.
 */
export async function removeLink(
  { database, clock, rows }: Pick<LinkContext, 'database' | 'clock' | 'rows'>,
  { vendor }: VendorAdapter,
  account: AccountReference,
  note: Note<number>,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`link:${vendor}:${account.id}`}, 0))`.execute(
      transaction,
    );
    const link = await transaction
      .deleteFrom('vendor_links')
      .where('vendor', '=', vendor)
      .where('account_id', '=', account.id)
      .returning('vendor_account_id')
      .executeTakeFirst();
    if (!link) throw new LinkRefusal(vendor, 'not_found');
    if (account.externalId === ownExternalId(vendor, link.vendor_account_id)) {
      throw new LinkRefusal(vendor, 'unsupported');
    }
    const place = { vendor, accountId: account.id };
    if (await rows.isBusy(transaction, place)) throw new LinkRefusal(vendor, 'busy');
    await transaction
      .insertInto('removed_links')
      .values({ account_id: account.id, vendor, removed_at: clock.now() })
      .onConflict((conflict) => conflict.columns(['account_id', 'vendor']).doUpdateSet({ removed_at: clock.now() }))
      .execute();
    const taken = await rows.takeOut(transaction, place);
    await note(transaction, taken);
    return taken;
  });
}

import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { accountsOfOwners } from '../accounts/vendor-links.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { EverybodyReads, VendorAdapter } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { deploymentPages, hasDeployments, settleVisibility } from './deployments/read-deployments.ts';
import type { ReadClaim } from './sync-state.ts';
import { pause, type ReadContext, sweep, walk } from './walk.ts';

/** How one read in its scope ended. */
export type ReadEnd =
  | { state: 'read'; found: number }
  /** `retryAfterMs`: how long the vendor is to be left alone, where that is known. */
  | { state: 'failed'; code: ProblemCode; retryAfterMs: number | null }
  | { state: 'stopped' };

/** What a reading of everybody has at hand. */
export interface EverybodyReading {
  context: ReadContext;
  adapter: VendorAdapter;
  claim: ReadClaim;
  /** Reads one account with its own credential, in a scope of its own. Null: somebody else does so now. */
  readAccount(accountId: string): Promise<ReadEnd | null>;
}

/** What a reading of everybody came to. `checkedAt`: what it tells is no older than that. */
export interface EverybodyResult {
  checkedAt: Date;
  found: number;
  missing: number;
}

/** A reading of everybody's instances at one vendor. It throws `VendorError` when it failed as a whole. */
export type ReadEverybody = (reading: EverybodyReading) => Promise<EverybodyResult>;

/** The ways there are. A vendor's adapter says which one is right for it. */
export const everybodyReaders: Record<EverybodyReads, ReadEverybody> = {
  operator: readAsOperator,
  'per-owner': readPerOwner,
};

/** The operator's credential was not shown what the owners' own credentials see. */
export class OwnersHiddenError extends Error {
  override readonly name = 'OwnersHiddenError';
}

/** One walk over everybody's instances with the operator's credential. */
async function readAsOperator(reading: EverybodyReading): Promise<EverybodyResult> {
  const { context, adapter, claim } = reading;
  const result = await walk(context, adapter, claim, {
    ...(hasDeployments(adapter)
      ? deploymentPages(adapter, claim, { as: 'operator', filter: {} })
      : { nextPage: (after: string | null) => adapter.reader.listAllInstances(after) }),
    accountId: null,
    isFirstRead: claim.checkedAt === null,
  });
  if (hasDeployments(adapter)) await settleVisibility(context, adapter, claim, { as: 'operator', owner: null });
  if (result.known === 0) await demandSight(reading);
  await sweep(context, claim, null, result);
  return { checkedAt: claim.startedAt, found: result.found, missing: result.missing };
}

/**
 * A walk that saw none of the instances that the index knows may not have been shown them: then one owner's own credential
 * sees what the operator's does not. Only when each of them sees nothing either is everything gone.
 */
async function demandSight(reading: EverybodyReading): Promise<void> {
  const { context, claim } = reading;
  const accounts = await context.database
    .selectFrom('instances')
    .innerJoin('instance_checks', 'instance_checks.instance_id', 'instances.id')
    .where('instances.vendor', '=', claim.vendor)
    .where('instances.removed_at', 'is', null)
    .where('instance_checks.checked_at', '<', claim.startedAt)
    .select('account_id')
    .distinct()
    .execute();
  for (const { account_id: accountId } of accounts) {
    // oxlint-disable-next-line no-await-in-loop -- the first who sees something settles it
    const end = await reading.readAccount(accountId);
    if (end?.state !== 'read' || end.found > 0) throw new OwnersHiddenError();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await pause(context, claim, ownerIntervalMs);
  }
}

/** An owner takes up to two requests: one for a token of the owner's, one for the list. */
const ownerIntervalMs = 100;

/** So many owners in a row who could not be read for want of a vendor end the reading; the next goes on with those left. */
const mostFailuresInARow = 5;

/**
 * Lists the owners with the operator's credential and reads each with that owner's own, those first whose data is the
 * oldest. Each is a scope of its own: what was read before a crash is not read again, and one owner's failure is not the
 * others'. Who met a limit is asked for once more when all others have had their turn.
 */
async function readPerOwner(reading: EverybodyReading): Promise<EverybodyResult> {
  const { context, claim } = reading;
  await linkOwners(reading);
  const accounts = await accountsToRead(context.database, claim.vendor, claim.underWaySince);
  const first = await readInTurn(reading, accounts);
  const second = await readInTurn(reading, first.limited);
  const missing = first.missing + second.missing + second.limited.length + second.unread;
  return { checkedAt: claim.underWaySince, found: await countLive(context.database, claim.vendor), missing };
}

/** Reads one account after the other. Throws `VendorError` when it is not these owners but the vendor that has trouble. */
async function readInTurn(
  reading: EverybodyReading,
  accounts: string[],
): Promise<{ missing: number; limited: string[]; unread: number }> {
  const { context, adapter, claim } = reading;
  const limited: string[] = [];
  let missing = 0;
  // Somebody else reads them, or they rest after a failure.
  let unread = 0;
  let failuresInARow = 0;
  for (const accountId of accounts) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the vendor keeps room for people
    await pause(context, claim, ownerIntervalMs);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const end = await reading.readAccount(accountId);
    context.demandGoing();
    if (end === null) unread += 1;
    if (end?.state !== 'failed') {
      failuresInARow = 0;
      continue;
    }
    const { code, retryAfterMs } = end;
    if (code === 'rate_limited') limited.push(accountId);
    else missing += 1;
    if (code !== 'rate_limited' && code !== 'vendor_unavailable') {
      failuresInARow = 0;
      continue;
    }
    failuresInARow += 1;
    if (failuresInARow === mostFailuresInARow) {
      throw new VendorError(adapter.vendor, code, { wasDone: 'no', retryAfterMs });
    }
  }
  return { missing, limited, unread };
}

const ownersAtOnce = 1_000;

/** Gives every owner whom the vendor knows an account. */
async function linkOwners({ context, adapter, claim }: EverybodyReading): Promise<void> {
  const owners = await adapter.reader.listOwners(() => pause(context, claim));
  const source = { vendor: adapter.vendor, listOwners: () => Promise.resolve(owners) };
  const ids = [...new Set(owners.map((owner) => owner.vendorAccountId))];
  for (let from = 0; from < ids.length; from += ownersAtOnce) {
    // oxlint-disable-next-line no-await-in-loop -- statements of a size that PostgreSQL takes
    await accountsOfOwners(context.database, source, ids.slice(from, from + ownersAtOnce), context.clock);
  }
}

/** Every linked account that was not read since, the one whose data is the oldest first. */
async function accountsToRead(database: JackfieldDatabase, vendor: Vendor, since: Date): Promise<string[]> {
  const rows = await database
    .selectFrom('vendor_links')
    .leftJoin('sync_states', (join) =>
      join
        .onRef('sync_states.vendor', '=', 'vendor_links.vendor')
        .on((on) => on('sync_states.scope', '=', on.cast<string>('vendor_links.account_id', 'text'))),
    )
    .where('vendor_links.vendor', '=', vendor)
    .where((row) => row.or([row('sync_states.checked_at', 'is', null), row('sync_states.checked_at', '<', since)]))
    .orderBy('sync_states.checked_at', (order) => order.asc().nullsFirst())
    .orderBy('vendor_links.account_id')
    .select('vendor_links.account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

async function countLive(database: JackfieldDatabase, vendor: Vendor): Promise<number> {
  const { live } = await database
    .selectFrom('instances')
    .where('vendor', '=', vendor)
    .where('removed_at', 'is', null)
    .select((row) => row.fn.countAll<number>().as('live'))
    .executeTakeFirstOrThrow();
  return live;
}

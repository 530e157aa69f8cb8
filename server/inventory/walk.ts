import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { accountsOfOwners } from '../accounts/vendor-links.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoredWalk, Tables } from '../platform/database/schema.ts';
import { onlyOnce } from '../platform/only-once.ts';
import type { InstancePage, InstanceRecord, OwnerRecord, VendorAdapter } from '../vendors/adapter.ts';
import { BrokenListError, VendorError, type VendorErrorCode } from '../vendors/vendor-error.ts';
import { type MergeContext, mergeRead, sweepUnseen } from './merge-read.ts';
import { type PagesAhead, readAhead } from './read-ahead.ts';
import { beginAnew, claimMs, extendRead, keepWalk, type ReadClaim } from './sync-state.ts';

/** The server is stopping, and a read that could take minutes ends at its next page. */
export class ReadStoppedError extends Error {
  override readonly name = 'ReadStoppedError';
}

/** What reads of any kind work with. */
export interface ReadContext extends MergeContext {
  clock: Clock;
  /** Throws `ReadStoppedError` once the reads have been told to stop. */
  demandGoing(): void;
}

/** More pages than any organisation fills. A vendor that never ends its list is not answering the question. */
const mostPages = 10_000;

/** What a walk over all pages of a list came to. */
export interface WalkResult {
  found: number;
  /** Of these rows, how many the index had known before. */
  known: number;
  /** How many the vendor said there are besides those that came and could be read; at least one when its list was broken. */
  missing: number;
  /**
   * False when rows may have come or gone meanwhile, unseen: the vendor counted differently from page to page, or the pages
   * were read in two goes.
   */
  isSteady: boolean;
}

/** A list whose pages are put into the index. */
export interface WalkedList {
  nextPage: (after: string | null) => Promise<InstancePage>;
  /** What is to be done together with putting these pages into the index. */
  onMerged?: (transaction: Kysely<Tables>, pages: InstancePage[]) => Promise<void>;
  /** Whose rows these are; null: the rows say so. */
  accountId: string | null;
  isFirstRead: boolean;
}

/**
 * Keeps the claim between two pages, and ends a read that was told to stop. How fast pages are asked for is the matter of
 * the vendor's budget, in which reads of this kind give way to clicks; `intervalMs` slows down further.
 */
export async function pause(context: ReadContext, claim: ReadClaim, intervalMs = 0): Promise<void> {
  if (intervalMs > 0) await delay(intervalMs);
  context.demandGoing();
  await extendRead(context.database, claim, context.clock.now());
}

/**
 * Puts every page of a list into the index, beginning where a walk before was broken off. A list that goes round in a circle,
 * never ends or counts less than it has shown is incomplete: what came of it stands, and nothing else is known. Any other
 * trouble is thrown, and the next walk goes on behind the pages that are in the index.
 */
export async function walk(
  context: ReadContext,
  adapter: VendorAdapter,
  claim: ReadClaim,
  list: WalkedList,
): Promise<WalkResult> {
  const begun = claim.walk;
  if (begun === null) return walkFrom(context, adapter, claim, list, null);
  try {
    return await walkFrom(context, adapter, claim, list, { ...begun, isSteady: false });
  } catch (error) {
    if (!(error instanceof CursorRefusedError)) throw error;
    context.logger.info({ vendor: claim.vendor, scope: claim.scope }, 'a stored cursor is good no more');
    beginAnew(claim, context.clock.now());
    return walkFrom(context, adapter, claim, list, null);
  }
}

/** The vendor does not take the cursor at which a walk was to go on. */
class CursorRefusedError extends Error {
  override readonly name = 'CursorRefusedError';
}

/** How far a walk is, as it is stored, but that the page that comes next may be the first. */
type Progress = Omit<StoredWalk, 'after'> & { hasBroken: boolean };

async function walkFrom(
  context: ReadContext,
  adapter: VendorAdapter,
  claim: ReadClaim,
  list: WalkedList,
  begun: StoredWalk | null,
): Promise<WalkResult> {
  const pages = readAhead(guarded(context, claim, list, begun), begun?.after ?? null);
  const listOwners = onlyOnce(() => adapter.reader.listOwners(() => pause(context, claim)));
  const seen = new Set<string>();
  let progress: Progress = { ...(begun ?? nothingYet(claim)), hasBroken: false };
  try {
    for (let count = 0; count < mostPages && !progress.hasBroken;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they come
      const came = await takeUnbroken(pages);
      if (came === 'broken') return toResult({ ...progress, hasBroken: true });
      if (came === null) return toResult(progress);
      // oxlint-disable-next-line no-await-in-loop -- as above
      progress = await merge(context, adapter, claim, list, { pages: came, progress, seen, listOwners });
      count += came.length;
    }
    return toResult({ ...progress, hasBroken: true });
  } finally {
    pages.stop();
  }
}

function nothingYet(claim: ReadClaim): Omit<StoredWalk, 'after'> {
  return { startedAt: claim.startedAt.toISOString(), found: 0, known: 0, unreadable: 0, total: null, isSteady: true };
}

/** The list as it is read ahead: kept in hand, and with a word of its own for a stored cursor that is not taken. */
function guarded(context: ReadContext, claim: ReadClaim, list: WalkedList, begun: StoredWalk | null) {
  let extendedAt = context.clock.now().getTime();
  return {
    mayGoOn: async () => {
      context.demandGoing();
      const now = context.clock.now();
      if (now.getTime() - extendedAt < claimMs / 4) return;
      extendedAt = now.getTime();
      await extendRead(context.database, claim, now);
    },
    nextPage: async (after: string | null) => {
      try {
        return await list.nextPage(after);
      } catch (error) {
        const isStored = after !== null && after === begun?.after;
        throw isStored && error instanceof VendorError && meansCursor(error) ? new CursorRefusedError() : error;
      }
    },
  };
}

/** Whether the vendor has understood the request and does not want it as it is. */
function meansCursor(error: VendorError): boolean {
  const ofRequest: readonly VendorErrorCode[] = ['refused', 'gone', 'bad_input'];
  return error instanceof BrokenListError || ofRequest.includes(error.code);
}

async function takeUnbroken(pages: PagesAhead): Promise<InstancePage[] | 'broken' | null> {
  try {
    return await pages.take();
  } catch (error) {
    if (error instanceof BrokenListError) return 'broken';
    throw error;
  }
}

/** Puts pages into the index, and with them how far the walk has come. */
async function merge(
  context: ReadContext,
  adapter: VendorAdapter,
  claim: ReadClaim,
  list: WalkedList,
  step: {
    pages: InstancePage[];
    progress: Progress;
    /** The vendor's ids of what has come since this process goes on with the walk. */
    seen: Set<string>;
    listOwners: () => Promise<OwnerRecord[]>;
  },
): Promise<Progress> {
  const { vendor } = adapter;
  const records = step.pages.flatMap((page) => page.records);
  const accounts = await accountsOf(context, vendor, records, list.accountId, step.listOwners);
  let progress = step.progress;
  let came = new Set<string>();
  await mergeRead(context, {
    vendor,
    rows: records.flatMap((record) => {
      const accountId = accounts.get(record.vendorAccountId);
      return accountId ? [{ accountId, record }] : [];
    }),
    readStartedAt: claim.startedAt,
    isFirstRead: list.isFirstRead,
    alongside: async (transaction, merged) => {
      // What another process has read of this walk is known by its moment alone.
      const repeated = claim.walk === null ? new Set<string>() : merged.repeated;
      // A transaction may be done anew, so that what is seen is kept only when it has ended.
      came = new Set();
      const before = { ...step.progress, known: step.progress.known + merged.known };
      progress = advance(before, step.pages, came, (vendorId) => step.seen.has(vendorId) || repeated.has(vendorId));
      const after = step.pages.at(-1)?.next ?? null;
      const { hasBroken, ...walked } = progress;
      await list.onMerged?.(transaction, step.pages);
      await keepWalk(transaction, claim, {
        now: context.clock.now(),
        // A list that leads nowhere is begun anew.
        walk: after === null || hasBroken ? null : { ...walked, after },
      });
    },
  });
  for (const vendorId of came) step.seen.add(vendorId);
  return progress;
}

/**
 * Counts what pages brought. One of which every row had come before, though more are to follow, leads round in a circle; and
 * a list that counts fewer rows than it has shown, and goes on, has lost some or is another one by now. `came` takes up what the
 * pages bring.
 */
function advance(
  before: Progress,
  pages: InstancePage[],
  came: Set<string>,
  wasSeen: (vendorId: string) => boolean,
): Progress {
  const now = { ...before };
  for (const page of pages) {
    const cameBefore = came.size;
    for (const { vendorId } of page.records) if (!wasSeen(vendorId)) came.add(vendorId);
    const fresh = came.size - cameBefore;
    const unreadable = page.unreadableCount ?? 0;
    now.found += fresh;
    now.unreadable += unreadable;
    if (now.total !== null && page.totalCount !== now.total) now.isSteady = false;
    now.total = page.totalCount;
    const hasShrunk = page.totalCount !== null && page.totalCount < now.found;
    if (page.next !== null && (hasShrunk || fresh + unreadable === 0)) now.hasBroken = true;
  }
  return now;
}

function toResult({ found, known, unreadable, total, isSteady, hasBroken }: Progress): WalkResult {
  const missing = Math.max(unreadable, (total ?? 0) - found, hasBroken ? 1 : 0);
  return { found, known, missing, isSteady };
}

/**
 * Takes what a whole walk did not find out of the index. Where the walk is unsure of itself, a row has to be missed by the read
 * before as well, which must have been whole; where rows are known to lack, none is taken for gone.
 */
export async function sweep(
  context: MergeContext,
  claim: ReadClaim,
  accountId: string | null,
  result: WalkResult,
): Promise<void> {
  if (result.missing > 0) return;
  const before = claim.wasWhole ? claim.checkedAt : null;
  const unseenSince = result.isSteady ? claim.startedAt : before;
  if (unseenSince === null) return;
  await sweepUnseen(context, { vendor: claim.vendor, accountId, readStartedAt: claim.startedAt, unseenSince });
}

async function accountsOf(
  context: ReadContext,
  vendor: VendorAdapter['vendor'],
  records: InstanceRecord[],
  accountId: string | null,
  listOwners: () => Promise<OwnerRecord[]>,
): Promise<Map<string, string>> {
  const owners = [...new Set(records.map((record) => record.vendorAccountId))];
  if (accountId !== null) return new Map(owners.map((owner) => [owner, accountId]));
  return accountsOfOwners(context.database, { vendor, listOwners }, owners, context.clock);
}

import { setTimeout as delay } from 'node:timers/promises';
import { accountsOfOwners } from '../accounts/vendor-links.ts';
import type { Clock } from '../platform/clock.ts';
import { onlyOnce } from '../platform/only-once.ts';
import type { InstancePage, OwnerRecord, VendorAdapter } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { type MergeContext, mergeRead, sweepUnseen } from './merge-read.ts';
import { extendRead, type ReadClaim } from './sync-state.ts';

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
  /** How many the vendor said there are besides those that came and could be read. */
  missing: number;
  /** False when the vendor counted differently from page to page: rows came or went meanwhile. */
  isSteady: boolean;
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
 * Puts every page of a list into the index. Ends with `VendorError` `vendor_garbled` when a list goes round in a circle
 * or never ends, whatever its cursors look like.
 */
export async function walk(
  context: ReadContext,
  adapter: VendorAdapter,
  claim: ReadClaim,
  list: {
    nextPage: (after: string | null) => Promise<InstancePage>;
    /** What is to be done once the page that came last is in the index. */
    onMerged?: () => Promise<void>;
    /** Whose rows these are; null: the rows say so. */
    accountId: string | null;
    isFirstRead: boolean;
  },
): Promise<WalkResult> {
  const { vendor } = adapter;
  const seen = new Set<string>();
  const result = { found: 0, known: 0, missing: 0, isSteady: true };
  const listOwners = onlyOnce(() => adapter.reader.listOwners(() => pause(context, claim)));
  let unreadable = 0;
  let after: string | null = null;
  let total: number | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const page: InstancePage = await list.nextPage(after);
    const seenBefore = seen.size;
    for (const record of page.records) seen.add(record.vendorId);
    if (page.next !== null && seen.size === seenBefore && (page.unreadableCount ?? 0) === 0) throw endless(vendor);

    // oxlint-disable-next-line no-await-in-loop -- as above
    const accounts = await accountsOf(context, vendor, page, list.accountId, listOwners);
    const rows = page.records.flatMap((record) => {
      const accountId = accounts.get(record.vendorAccountId);
      return accountId ? [{ accountId, record }] : [];
    });
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { known } = await mergeRead(context, {
      vendor,
      rows,
      readStartedAt: claim.startedAt,
      isFirstRead: list.isFirstRead,
    });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await list.onMerged?.();
    result.known += known;
    unreadable += page.unreadableCount ?? 0;
    if (total !== null && page.totalCount !== total) result.isSteady = false;
    total = page.totalCount;
    after = page.next;
    if (after === null) {
      return { ...result, found: seen.size, missing: Math.max(unreadable, (total ?? 0) - seen.size) };
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    await pause(context, claim);
  }
  throw endless(vendor);
}

/**
 * Takes what a whole walk did not find out of the index. Where the vendor's count changed meanwhile, a row has to be
 * missed by the read before as well; where rows are known to lack, none is taken for gone.
 */
export async function sweep(
  context: MergeContext,
  claim: ReadClaim,
  accountId: string | null,
  result: WalkResult,
): Promise<void> {
  if (result.missing > 0) return;
  const unseenSince = result.isSteady ? claim.startedAt : claim.checkedAt;
  if (unseenSince === null) return;
  await sweepUnseen(context, { vendor: claim.vendor, accountId, readStartedAt: claim.startedAt, unseenSince });
}

async function accountsOf(
  context: ReadContext,
  vendor: VendorAdapter['vendor'],
  page: InstancePage,
  accountId: string | null,
  listOwners: () => Promise<OwnerRecord[]>,
): Promise<Map<string, string>> {
  const owners = [...new Set(page.records.map((record) => record.vendorAccountId))];
  if (accountId !== null) return new Map(owners.map((owner) => [owner, accountId]));
  return accountsOfOwners(context.database, { vendor, listOwners }, owners, context.clock);
}

function endless(vendor: VendorAdapter['vendor']): VendorError {
  const cause = new Error('The pages of a list repeat');
  return new VendorError(vendor, 'vendor_garbled', { wasDone: 'no', cause });
}

import { randomUUID } from 'node:crypto';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import type { JackfieldDatabase, StoredWalk, Tables } from '../platform/database/schema.ts';

/** One kind of read: of everybody, of one account, or of the catalogue. */
export interface Scope {
  vendor: Vendor;
  scope: string;
}

/** A read in its scope that is ours and nobody else's until it ends, fails, or is not extended for a minute. */
export interface ReadClaim extends Scope {
  token: string;
  /** By what moment rows are judged: when the read began, or the one whose walk this one goes on with. */
  startedAt: Date;
  /** Where a walk that was broken off had come to; null to begin with the first page. */
  walk: StoredWalk | null;
  /** When the last good read of the scope began; null before the first. */
  checkedAt: Date | null;
  /** The last good read lacked nothing that it knew of. */
  wasWhole: boolean;
  /** When the read began that this one goes on with, because the process that did it is gone; else now. */
  underWaySince: Date;
}

/** Another reader has the scope now: this one held its claim for too long and must write nothing more. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/** A read that was not extended for so long is taken to have died with its process. */
export const claimMs = 60_000;

/** A round over all owners that was begun longer ago than this is begun anew. */
const resumableMs = 60 * 60_000;

/**
 * A walk that was begun longer ago than this is begun anew: its first pages tell of a time long gone, and the longer it takes, the
 * more rows have moved from pages that are still to come into pages that came already.
 */
const resumableWalkMs = 30 * 60_000;

/**
 * Claims a read for the caller: not null at most once at a time over all replicas, and only when the last good read is
 * older than `olderThanMs`. A read that failed rests for a moment, so that a page that polls does not hammer a broken
 * vendor.
 */
export async function claimRead(
  database: JackfieldDatabase,
  input: Scope & { now: Date; olderThanMs: number },
): Promise<ReadClaim | null> {
  const { vendor, scope, now } = input;
  const staleBefore = new Date(now.getTime() - input.olderThanMs);
  const claim = { claim: randomUUID(), claimed_until: new Date(now.getTime() + claimMs) };
  const resumableSince = new Date(now.getTime() - resumableMs);
  const claimed = await database
    .insertInto('sync_states')
    .values({ vendor, scope, ...claim, under_way_since: now })
    .onConflict((conflict) =>
      conflict
        .columns(['vendor', 'scope'])
        .doUpdateSet({
          ...claim,
          under_way_since: sql<Date>`case
            when sync_states.under_way_since > ${resumableSince} then sync_states.under_way_since else ${now} end`,
        })
        .where((row) =>
          row.and([
            row.or([row('sync_states.claimed_until', 'is', null), row('sync_states.claimed_until', '<', now)]),
            row.or([row('sync_states.checked_at', 'is', null), row('sync_states.checked_at', '<=', staleBefore)]),
          ]),
        ),
    )
    .returning(['checked_at', 'under_way_since', 'missing_count', 'walk'])
    .executeTakeFirst();
  if (!claimed) return null;
  const walk = isResumable(claimed.walk, now) ? claimed.walk : null;
  return {
    vendor,
    scope,
    token: claim.claim,
    startedAt: walk === null ? now : new Date(walk.startedAt),
    walk,
    checkedAt: claimed.checked_at,
    wasWhole: claimed.missing_count === null,
    underWaySince: claimed.under_way_since ?? now,
  };
}

function isResumable(walk: StoredWalk | null, now: Date): boolean {
  return walk !== null && now.getTime() - new Date(walk.startedAt).getTime() < resumableWalkMs;
}

/** The walk that the read was to go on with leads nowhere any more: from now on it is a read of its own. */
export function beginAnew(claim: ReadClaim, now: Date): void {
  claim.walk = null;
  claim.startedAt = now;
}

/**
 * Notes how far a walk has come, in the transaction that puts its pages into the index, and keeps its claim with it. Throws
 * `ClaimLostError` when somebody else has taken the scope up meanwhile: then nothing of these pages may be written.
 */
export async function keepWalk(
  transaction: Kysely<Tables>,
  claim: ReadClaim,
  { now, walk }: { now: Date; walk: StoredWalk | null },
): Promise<void> {
  const kept = await held(transaction, claim)
    .set({
      claimed_until: new Date(now.getTime() + claimMs),
      walk: walk === null ? null : JSON.stringify(walk),
    })
    .returning('claim')
    .executeTakeFirst();
  if (!kept) throw new ClaimLostError();
}

/** Keeps a long read's claim. Throws `ClaimLostError` when somebody else has taken the scope up meanwhile. */
export async function extendRead(database: JackfieldDatabase, claim: ReadClaim, now: Date): Promise<void> {
  const { numUpdatedRows } = await held(database, claim)
    .set({ claimed_until: new Date(now.getTime() + claimMs) })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ClaimLostError();
}

/**
 * Records a read that came to its end. `missing`: how many accounts or rows it knows it lacks; then it counts as read,
 * in part. Does nothing when the claim is somebody else's by now, as do all that follow.
 */
export async function endRead(
  database: JackfieldDatabase,
  claim: ReadClaim,
  end: { checkedAt: Date; found: number; missing: number },
): Promise<void> {
  const isWhole = end.missing === 0;
  await held(database, claim)
    .set({
      ...released,
      under_way_since: null,
      walk: null,
      checked_at: end.checkedAt,
      found: end.found,
      missing_count: isWhole ? null : end.missing,
      failed_since: isWhole ? null : sql<Date>`coalesce(failed_since, ${end.checkedAt})`,
      failure_code: isWhole ? null : 'incomplete',
    })
    .execute();
}

export const pauseAfterFailureMs = 2_000;

/**
 * Records a read that failed. What was read before stands, and the next goes on where this one stopped. It is not tried again before the vendor's `retryAfterMs` is
 * over, where it told one.
 */
export async function failRead(
  database: JackfieldDatabase,
  claim: ReadClaim,
  failure: { now: Date; code: ProblemCode; retryAfterMs: number | null },
): Promise<void> {
  await held(database, claim)
    .set({
      claim: null,
      claimed_until: new Date(failure.now.getTime() + Math.max(pauseAfterFailureMs, failure.retryAfterMs ?? 0)),
      missing_count: null,
      failed_since: sql<Date>`coalesce(failed_since, ${failure.now})`,
      failure_code: failure.code,
    })
    .execute();
}

/** Lets go of a read that was told to stop: whoever comes next goes on with it at once. */
export async function leaveRead(database: JackfieldDatabase, claim: ReadClaim): Promise<void> {
  await held(database, claim).set(released).execute();
}

const released = { claim: null, claimed_until: null };

/** An update that reaches the scope only while the claim is the caller's. */
function held(database: Kysely<Tables>, claim: ReadClaim) {
  return database
    .updateTable('sync_states')
    .where('vendor', '=', claim.vendor)
    .where('scope', '=', claim.scope)
    .where('claim', '=', claim.token);
}

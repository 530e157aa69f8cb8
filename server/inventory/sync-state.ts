import { randomUUID } from 'node:crypto';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** One kind of read: of everybody, of one account, or of the catalogue. */
export interface Scope {
  vendor: Vendor;
  scope: string;
}

/** A read in its scope that is ours and nobody else's until it ends, fails, or is not extended for a minute. */
export interface ReadClaim extends Scope {
  token: string;
  startedAt: Date;
  /** When the last good read of the scope began; null before the first. */
  checkedAt: Date | null;
  /** When the read began that this one goes on with, because the process that did it is gone; else now. */
  underWaySince: Date;
}

/** Another reader has the scope now: this one held its claim for too long and must write nothing more. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/** A read that was not extended for so long is taken to have died with its process. */
export const claimMs = 60_000;

/** What was left under way longer ago than this is begun anew. */
const resumableMs = 60 * 60_000;

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
  const claimed = await database
    .insertInto('sync_states')
    .values({ vendor, scope, ...claim, under_way_since: now })
    .onConflict((conflict) =>
      conflict
        .columns(['vendor', 'scope'])
        .doUpdateSet({ ...claim, under_way_since: sql<Date>`coalesce(sync_states.under_way_since, ${now})` })
        .where((row) =>
          row.and([
            row.or([row('sync_states.claimed_until', 'is', null), row('sync_states.claimed_until', '<', now)]),
            row.or([row('sync_states.checked_at', 'is', null), row('sync_states.checked_at', '<=', staleBefore)]),
          ]),
        ),
    )
    .returning(['checked_at', 'under_way_since'])
    .executeTakeFirst();
  if (!claimed) return null;
  const since = claimed.under_way_since ?? now;
  const isResumable = now.getTime() - since.getTime() < resumableMs;
  return {
    vendor,
    scope,
    token: claim.claim,
    startedAt: now,
    checkedAt: claimed.checked_at,
    underWaySince: isResumable ? since : now,
  };
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
 * Records a read that failed. What was read before stands. It is not tried again before the vendor's `retryAfterMs` is
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
      under_way_since: null,
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
function held(database: JackfieldDatabase, claim: ReadClaim) {
  return database
    .updateTable('sync_states')
    .where('vendor', '=', claim.vendor)
    .where('scope', '=', claim.scope)
    .where('claim', '=', claim.token);
}

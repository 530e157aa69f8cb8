import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** One kind of read: of everybody, of one account, or of the catalogue. */
interface Scope {
  vendor: Vendor;
  scope: string;
}

/** A read that has not ended by then is taken to have died with its process. */
const claimMs = 120_000;

/**
 * Claims a read for the caller: true at most once at a time over all replicas, and only when the last good read is older
 * than `olderThanMs`. A read that failed waits five seconds, so that a page that polls does not hammer a broken vendor.
 */
export async function claimRead(
  database: JackfieldDatabase,
  input: Scope & { now: Date; olderThanMs: number },
): Promise<boolean> {
  const staleBefore = new Date(input.now.getTime() - input.olderThanMs);
  const claimedUntil = new Date(input.now.getTime() + claimMs);
  const claimed = await database
    .insertInto('sync_states')
    .values({ vendor: input.vendor, scope: input.scope, claimed_until: claimedUntil })
    .onConflict((conflict) =>
      conflict
        .columns(['vendor', 'scope'])
        .doUpdateSet({ claimed_until: claimedUntil })
        .where((row) =>
          row.and([
            row.or([row('sync_states.claimed_until', 'is', null), row('sync_states.claimed_until', '<', input.now)]),
            row.or([row('sync_states.checked_at', 'is', null), row('sync_states.checked_at', '<=', staleBefore)]),
          ]),
        ),
    )
    .returning('scope')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function endRead(
  database: JackfieldDatabase,
  input: Scope & { startedAt: Date; found: number },
): Promise<void> {
  await database
    .updateTable('sync_states')
    .set({
      checked_at: input.startedAt,
      found: input.found,
      failed_since: null,
      failure_code: null,
      claimed_until: null,
    })
    .where('vendor', '=', input.vendor)
    .where('scope', '=', input.scope)
    .execute();
}

const pauseAfterFailureMs = 2_000;

export async function failRead(
  database: JackfieldDatabase,
  input: Scope & { now: Date; code: ProblemCode },
): Promise<void> {
  await database
    .updateTable('sync_states')
    .set({
      failed_since: sql<Date>`coalesce(failed_since, ${input.now})`,
      failure_code: input.code,
      claimed_until: new Date(input.now.getTime() + pauseAfterFailureMs),
    })
    .where('vendor', '=', input.vendor)
    .where('scope', '=', input.scope)
    .execute();
}

/** How reading one vendor went, as `VendorOutcome` of the schema; whether nothing was found is for the caller to say. */
export interface ReadOutcome {
  vendor: Vendor;
  state: 'ok' | 'pending' | 'failed' | 'not_connected';
  code: ProblemCode | null;
  checkedAt: Date | null;
  failedSince: Date | null;
  refreshing: boolean;
}

/**
 * The outcome over several scopes that feed the same view: the newest good read counts, and so does a failure after it.
 * Reads that began before `since` say nothing about the view.
 */
export async function readOutcome(
  database: JackfieldDatabase,
  view: { vendor: Vendor; scopes: string[]; now: Date; since: Date | null },
): Promise<ReadOutcome> {
  const states = await database
    .selectFrom('sync_states')
    .where('vendor', '=', view.vendor)
    .where('scope', 'in', view.scopes)
    .selectAll()
    .execute();
  const checkedAt = newest(states.map((state) => state.checked_at).filter((time) => isSince(time, view.since)));
  const failed = states.find((state) => state.failed_since !== null && Number(state.failed_since) >= Number(checkedAt));
  // A read holds its claim for much longer than the pause after a failure does.
  const refreshing = states.some(
    (state) => Number(state.claimed_until) - Number(view.now) > (state.failure_code === null ? 0 : pauseAfterFailureMs),
  );
  const shared = { vendor: view.vendor, checkedAt, refreshing };
  if (failed) {
    const state = failed.failure_code === 'not_connected' ? 'not_connected' : 'failed';
    return { ...shared, state, code: failed.failure_code, failedSince: failed.failed_since };
  }
  return { ...shared, state: checkedAt === null ? 'pending' : 'ok', code: null, failedSince: null };
}

function isSince(time: Date | null, since: Date | null): boolean {
  return since === null || Number(time) >= since.getTime();
}

function newest(times: (Date | null)[]): Date | null {
  return times.reduce((latest, time) => (Number(time) > Number(latest) ? time : latest), null);
}

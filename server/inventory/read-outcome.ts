import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { Selectable } from 'kysely';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import { readVendorTrouble, type VendorTrouble } from '../vendors/vendor-states.ts';
import { pauseAfterFailureMs } from './sync-state.ts';

/** How reading one vendor went, as `VendorOutcome` of the schema; whether nothing was found is for the caller to say. */
export interface ReadOutcome {
  vendor: Vendor;
  state: 'ok' | 'pending' | 'failed' | 'not_connected';
  /** `incomplete`: the vendor answered, but `missingCount` accounts or rows are not in what it said. */
  code: ProblemCode | null;
  missingCount: number | null;
  checkedAt: Date | null;
  failedSince: Date | null;
  /** When it is asked again, while it is left alone. */
  retryAt: Date | null;
  refreshing: boolean;
}

type SyncState = Selectable<Tables['sync_states']>;

/**
 * The outcome over several scopes that feed the same view, the view's own scope first: the newest good read counts, and so
 * does a failure after it. Reads of the wider scopes that began before `since` say nothing about the view.
 */
export async function readOutcome(
  database: JackfieldDatabase,
  view: { vendor: Vendor; scopes: string[]; now: Date; since: Date | null },
): Promise<ReadOutcome> {
  const found = await database
    .selectFrom('sync_states')
    .where('vendor', '=', view.vendor)
    .where('scope', 'in', view.scopes)
    .selectAll()
    .execute();
  // What a wider read lacks may be somebody else's, so it tells this view nothing, good or bad.
  const states = found.filter((state) => state.scope === view.scopes[0] || state.missing_count === null);
  const telling = states.filter((state) => state.scope === view.scopes[0] || isSince(state.checked_at, view.since));
  const checkedAt = newest(telling.map((state) => state.checked_at));
  const failed = states.find((state) => isAfter(state, checkedAt));
  const refreshing = found.some((state) => state.claim !== null && Number(state.claimed_until) > view.now.getTime());
  const shared = { vendor: view.vendor, checkedAt, refreshing };
  const trouble = await readVendorTrouble(database, view.vendor, view.now);
  if (trouble.failedSince !== null && failed?.failure_code !== 'not_connected') {
    // It answers nobody, so this view will not be read either, however young it still is.
    const failedSince = earliest(failed?.failed_since ?? null, trouble.failedSince);
    return {
      ...shared,
      state: 'failed',
      code: 'vendor_unavailable',
      missingCount: null,
      failedSince,
      retryAt: trouble.retryAt,
    };
  }
  if (failed) {
    return {
      ...shared,
      state: failed.failure_code === 'not_connected' ? 'not_connected' : 'failed',
      code: failed.failure_code,
      missingCount: failed.missing_count,
      failedSince: failed.failed_since,
      retryAt: retryOf(failed, trouble, view.now),
    };
  }
  const state = checkedAt === null ? 'pending' : 'ok';
  return { ...shared, state, code: null, missingCount: null, failedSince: null, retryAt: null };
}

/** Later than the pause that follows each failure: only what somebody asked for is worth telling. */
function retryOf(failed: SyncState, trouble: VendorTrouble, now: Date): Date | null {
  const own = failed.claim === null ? failed.claimed_until : null;
  const isLong = own !== null && own.getTime() - now.getTime() > pauseAfterFailureMs;
  return newest([isLong ? own : null, trouble.retryAt]);
}

function earliest(one: Date | null, other: Date): Date {
  return one !== null && one < other ? one : other;
}

/** Whether this scope failed, or came in part, and no other has brought a whole read since. */
function isAfter(state: SyncState, checkedAt: Date | null): boolean {
  if (state.failed_since === null) return false;
  const failedAt = state.missing_count === null ? state.failed_since : state.checked_at;
  return Number(failedAt) >= Number(checkedAt);
}

function isSince(time: Date | null, since: Date | null): boolean {
  return since === null || Number(time) >= since.getTime();
}

function newest(times: (Date | null)[]): Date | null {
  return times.reduce((latest, time) => (Number(time) > Number(latest) ? time : latest), null);
}

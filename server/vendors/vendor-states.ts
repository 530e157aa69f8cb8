import { sql } from 'kysely';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { afterFailure, type CallFailure } from './circuit.ts';

/** How much a vendor may be asked. Stay below what it documents: our clock and its clock count differently. */
export interface VendorLimits {
  perSecond: number;
  /** How many calls may go at once after a rest. */
  burst: number;
  /** So many of the burst are never used up by background work, so that a click finds some at once. */
  clickReserve: number;
}

/** What came of asking for calls. */
export interface Taken {
  clicks: number;
  background: number;
  /** How many calls are left. */
  level: number;
  /** Failures are on record, so that an answer is worth telling. */
  hasFailures: boolean;
  openUntil: Date | null;
  backgroundPausedUntil: Date | null;
}

/** One vendor's row, shared by all replicas. Every time in it is by our clock. */
export interface VendorStates {
  /** Takes calls out of the budget: as many clicks as there are calls left, then background above the reserve. */
  take(wanted: { clicks: number; background: number; now: Date }): Promise<Taken>;
  /** Claims the one call that may try while the circuit is open; false when it is too early or another has it. */
  claimProbe(now: Date): Promise<boolean>;
  recordFailure(failure: CallFailure): Promise<void>;
  recordAnswer(): Promise<void>;
  pauseBackground(until: Date): Promise<void>;
}

/** Longer than any call lasts. */
const probeMs = 30_000;

export function createVendorStates(database: JackfieldDatabase, vendor: Vendor, limits: VendorLimits): VendorStates {
  let introduced: Promise<unknown> | null = null;

  /** A vendor begins with its whole burst. */
  function introduce(now: Date): Promise<unknown> {
    introduced ??= database
      .insertInto('vendor_states')
      .values({ vendor, tokens: limits.burst, filled_at: now })
      .onConflict((conflict) => conflict.column('vendor').doNothing())
      .execute()
      .catch((error: unknown) => {
        introduced = null;
        throw error;
      });
    return introduced;
  }

  async function take({ clicks, background, now }: Parameters<VendorStates['take']>[0]): Promise<Taken> {
    await introduce(now);
    // One statement, so that replicas cannot both see the same calls: the row stays locked from reading to writing.
    const { rows } = await sql<Taken>`
      with held as materialized (
        select vendor, open_until, background_paused_until, failed_since,
          least(${limits.burst}::float8,
            tokens + ${limits.perSecond}::float8 * greatest(0, extract(epoch from ${now}::timestamptz - filled_at))) as level
        from vendor_states where vendor = ${vendor} for update
      ),
      clicked as materialized (
        select *, case when open_until is not null then 0 else least(${clicks}::int, floor(level)::int) end as clicks
        from held
      ),
      shared as materialized (
        select *, case when open_until is not null or background_paused_until > ${now}::timestamptz then 0
          else least(${background}::int, greatest(0, floor(level - clicks - ${limits.clickReserve}::int)::int)) end as background
        from clicked
      )
      update vendor_states as state
      set tokens = shared.level - shared.clicks - shared.background,
        filled_at = greatest(state.filled_at, ${now}::timestamptz)
      from shared where state.vendor = shared.vendor
      returning shared.clicks, shared.background, state.tokens as level, shared.failed_since is not null as "hasFailures",
        shared.open_until as "openUntil", shared.background_paused_until as "backgroundPausedUntil"`.execute(database);
    const [taken] = rows;
    if (!taken) throw new Error(`the state of ${vendor} is not in the database`);
    return taken;
  }

  return {
    take,
    claimProbe: async (now) => {
      const claimed = await database
        .updateTable('vendor_states')
        .set({ probe_until: new Date(now.getTime() + probeMs) })
        .where('vendor', '=', vendor)
        .where('open_until', '<=', now)
        .where((row) => row.or([row('probe_until', 'is', null), row('probe_until', '<=', now)]))
        .returning('vendor')
        .executeTakeFirst();
      return claimed !== undefined;
    },
    recordFailure: (failure) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('vendor_states')
          .where('vendor', '=', vendor)
          .select(['failing', 'failed_since as failedSince', 'open_until as openUntil', 'pause_ms as pauseMs'])
          .forUpdate()
          .executeTakeFirstOrThrow();
        const circuit = afterFailure(row, failure);
        await transaction
          .updateTable('vendor_states')
          .set({
            failing: JSON.stringify(circuit.failing),
            failed_since: circuit.failedSince,
            open_until: circuit.openUntil,
            pause_ms: circuit.pauseMs,
            ...(failure.isProbe ? { probe_until: null } : {}),
          })
          .where('vendor', '=', vendor)
          .execute();
      }),
    recordAnswer: async () => {
      await database
        .updateTable('vendor_states')
        .set({ failing: '{}', failed_since: null, open_until: null, pause_ms: null, probe_until: null })
        .where('vendor', '=', vendor)
        .where('failed_since', 'is not', null)
        .execute();
    },
    pauseBackground: async (until) => {
      await database
        .updateTable('vendor_states')
        .set({ background_paused_until: sql<Date>`greatest(background_paused_until, ${until}::timestamptz)` })
        .where('vendor', '=', vendor)
        .execute();
    },
  };
}

/** What is amiss with a vendor, for those who show it. */
export interface VendorTrouble {
  /** Since when it answers nobody; null while it is asked. */
  failedSince: Date | null;
  /** When it is asked again, or when background work is; null when that is now. */
  retryAt: Date | null;
}

/** Whether a vendor is left alone at present. */
export async function readVendorTrouble(
  database: JackfieldDatabase,
  vendor: Vendor,
  now: Date,
): Promise<VendorTrouble> {
  const row = await database
    .selectFrom('vendor_states')
    .where('vendor', '=', vendor)
    .select(['failed_since', 'open_until', 'background_paused_until'])
    .executeTakeFirst();
  const isOpen = row?.open_until != null;
  const until = isOpen ? row.open_until : (row?.background_paused_until ?? null);
  return {
    failedSince: isOpen ? row.failed_since : null,
    retryAt: until !== null && until > now ? until : null,
  };
}

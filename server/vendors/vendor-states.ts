import { sql } from 'kysely';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { openOwnerBudget, type Taken, takeCalls, type VendorLimits, type WantedCalls } from './call-budget.ts';
import { afterFailure, type CallFailure } from './circuit.ts';

/** One vendor's row and its owners' budgets, shared by all replicas. Every time in them is by our clock. */
export interface VendorStates {
  /** Takes calls out of the budget: as many clicks as there are calls left, then background above the reserve. */
  take(wanted: WantedCalls): Promise<Taken>;
  /** Claims the one call that may try while the circuit is open; false when it is too early or another has it. */
  claimProbe(now: Date): Promise<boolean>;
  recordFailure(failure: CallFailure): Promise<void>;
  recordAnswer(): Promise<void>;
  /** Notes how long the vendor takes over its answers. */
  recordAnswerTime(answerMs: number, at: Date): Promise<void>;
  /** Holds the background calls of one owner, by its key, or with null those of everybody. A shorter pause ends no longer one. */
  pauseBackground(until: Date, owner: string | null): Promise<void>;
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

  async function take(wanted: WantedCalls): Promise<Taken> {
    await introduce(wanted.now);
    const taken = (await takeCalls(database, vendor, limits, wanted)) ?? (await takeFirst(wanted));
    if (!taken) throw new Error(`the state of ${vendor} is not in the database`);
    return taken;
  }

  /** An owner who was never asked for has no row yet. Asking the database costs less than remembering every owner here. */
  async function takeFirst(wanted: WantedCalls): Promise<Taken | null> {
    const { owner, now } = wanted;
    if (owner === null) return null;
    await openOwnerBudget(database, vendor, limits, { owner, now });
    return takeCalls(database, vendor, limits, wanted);
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
    recordAnswerTime: async (answerMs, at) => {
      await database
        .updateTable('vendor_states')
        .set({ answer_ms: Math.round(answerMs), answered_at: at })
        .where('vendor', '=', vendor)
        .execute();
    },
    pauseBackground: async (until, owner) => {
      const pause = { background_paused_until: sql<Date>`greatest(background_paused_until, ${until}::timestamptz)` };
      await (owner === null
        ? database.updateTable('vendor_states').set(pause).where('vendor', '=', vendor).execute()
        : database
            .updateTable('owner_budgets')
            .set(pause)
            .where('vendor', '=', vendor)
            .where('owner_key', '=', owner)
            .execute());
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

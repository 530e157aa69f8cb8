import { setTimeout as delay } from 'node:timers/promises';
import type { Vendor } from '#contract/vendors.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { VendorLimits } from './call-budget.ts';
import type { Admission } from './call-gate.ts';
import { createCallGates } from './call-gates.ts';
import { createAnswerTimes } from './answer-times.ts';
import { operatorKey } from './circuit.ts';
import { presentUrgency } from './urgency.ts';
import { isTemporary, VendorError, VendorPausedError } from './vendor-error.ts';
import { createVendorStates, type VendorStates } from './vendor-states.ts';

/** What the guard must know of a call. */
export interface GuardedCall {
  /** The vendor's id of the owner for whom it is; null for nobody in particular, with the operator's credential. */
  account: string | null;
  /** Whether the call changes something. Only reads are tried again here: what a lost write did must be looked at first. */
  effect: 'read' | 'write';
}

/**
 * What every call to one vendor passes: it waits for its turn in the budget, fails at once while the vendor is
 * left alone, and is tried again where that is safe. Throws `VendorError`, with `retryAt` where it is known.
 */
export interface CallGuard {
  send<Answer>(call: GuardedCall, attempt: () => Promise<Answer>): Promise<Answer>;
}

/** Makes the guard of a vendor. An adapter is given this and names its own limits. */
export type CallGuards = (vendor: Vendor, limits: VendorLimits) => CallGuard;

const mostAttempts = 3;
const firstDelayMs = 200;
/** Nobody waits longer than this for a second try: then it is better to say when to ask again. */
const patienceMs = 3_000;
/** When a limit that is watched here is reached and the vendor does not say for how long. */
const shortestPauseMs = 1_000;

/**
 * `database` is best a pool of the guards' own: their statements must not queue behind work that holds connections while
 * it waits for a guard.
 */
export function createCallGuards(parts: { database: JackfieldDatabase; clock: Clock; logger: Logger }): CallGuards {
  return (vendor, limits) => {
    const states = createVendorStates(parts.database, vendor, limits);
    return createCallGuard({ ...parts, vendor, limits, states });
  };
}

/** `wait` is there for tests that have a time of their own. */
export function createCallGuard(options: {
  vendor: Vendor;
  limits: VendorLimits;
  states: VendorStates;
  clock: Clock;
  logger: Logger;
  wait?: (milliseconds: number) => Promise<void>;
}): CallGuard {
  const { vendor, limits, states, clock, logger, wait = (milliseconds) => delay(milliseconds) } = options;
  const gate = createCallGates(options);
  const answerTimes = createAnswerTimes(states, clock);

  async function sendOnce<Answer>(call: GuardedCall, attempt: () => Promise<Answer>): Promise<Answer> {
    const key = call.account ?? operatorKey;
    const admission = await gate.admit(key, presentUrgency());
    const sentAt = performance.now();
    try {
      const answer = await attempt();
      await note(() => answerTimes.record(performance.now() - sentAt));
      await note(() => recordAnswer(admission));
      return answer;
    } catch (error) {
      await note(() => recordTrouble(error, key, admission));
      throw error;
    }
  }

  async function recordAnswer(admission: Admission): Promise<void> {
    if (admission.hasFailures) await states.recordAnswer();
  }

  async function recordTrouble(error: unknown, key: string, admission: Admission): Promise<void> {
    const now = clock.now();
    const vendorError = error instanceof VendorError ? error : null;
    if (vendorError?.retryAfterMs != null) vendorError.retryAt = new Date(now.getTime() + vendorError.retryAfterMs);
    const isVendorWide = vendorError?.isVendorWide ?? false;
    if (vendorError !== null && hasAnswered(vendorError)) {
      await recordAnswer(admission);
      if (vendorError.code === 'rate_limited') await recordLimit(vendorError, key, now);
    } else if (vendorError?.code === 'vendor_unavailable' || admission.isProbe) {
      await states.recordFailure({ key, at: now, isProbe: admission.isProbe, isVendorWide });
    }
  }

  /** A limit was reached, ours notwithstanding: the background keeps away from it, all of it or that of one owner. */
  async function recordLimit({ retryAfterMs, isVendorWide }: VendorError, key: string, now: Date): Promise<void> {
    const until = new Date(now.getTime() + Math.max(retryAfterMs ?? 0, shortestPauseMs));
    if (isVendorWide) await states.pauseBackground(until, null);
    else if (limits.per === 'owner') await states.pauseBackground(until, key);
    else if (key === operatorKey) await states.pauseBackground(until, null);
  }

  /** What cannot be written down must not take the place of the vendor's answer. */
  async function note(record: () => Promise<void>): Promise<void> {
    await record().catch((error: unknown) => logger.warn({ err: error, vendor }, 'a vendor’s state was not recorded'));
  }

  return {
    send: async (call, attempt) => {
      const beganAt = clock.now().getTime();
      for (let attempts = 1; ; attempts += 1) {
        try {
          // oxlint-disable-next-line no-await-in-loop -- one try follows from the failure of the one before
          return await sendOnce(call, attempt);
        } catch (error) {
          const delayMs = call.effect === 'read' && attempts < mostAttempts ? retryDelayMs(error, attempts) : null;
          if (delayMs === null || clock.now().getTime() - beganAt + delayMs > patienceMs) throw error;
          // oxlint-disable-next-line no-await-in-loop -- as above
          await wait(delayMs);
        }
      }
    },
  };
}

/** Whatever the vendor said, it said something that can be read: it is there. */
function hasAnswered(error: VendorError): boolean {
  return error.code !== 'vendor_unavailable' && error.code !== 'vendor_garbled';
}

/**
 * How long to wait before the next try: what the vendor asked for, and at least three times as long each time, with
 * jitter. Null when time will not help, or when the call was never sent because the vendor is left alone.
 */
function retryDelayMs(error: unknown, attempts: number): number | null {
  if (!(error instanceof VendorError) || !isTemporary(error) || error instanceof VendorPausedError) return null;
  const backoffMs = firstDelayMs * 3 ** (attempts - 1) * (0.75 + Math.random() / 4);
  return Math.round(Math.max(error.retryAfterMs ?? 0, backoffMs));
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Vendor } from '#contract/vendors.ts';
import type { Clock } from '../platform/clock.ts';
import { createFairQueue, type FairQueue } from '../platform/fair-queue.ts';
import type { Taken, VendorLimits } from './call-budget.ts';
import type { Urgency } from './urgency.ts';
import { VendorPausedError } from './vendor-error.ts';
import type { VendorStates } from './vendor-states.ts';

/** Leave to send one call. */
export interface Admission {
  /** It is the one call that tries whether the vendor answers again. */
  isProbe: boolean;
  /** Failures are on record, so that an answer must be told. */
  hasFailures: boolean;
}

/** Where calls wait for their turn in a budget. */
export interface CallGate {
  /**
   * Resolves when the call may be sent. `key` is whom it is for: keys take turns. Rejects with `VendorPausedError` while
   * the vendor is left alone.
   */
  admit(key: string, urgency: Urgency): Promise<Admission>;
}

interface Waiter {
  admit(admission: Admission): void;
  refuse(error: unknown): void;
}

/** However many clicks wait, background work gets a turn this often: a few calls a second, so that it never starves. */
const backgroundTurnMs = 250;
/** A pause that is over so soon is waited for. */
const shortPauseMs = 3_000;
/** While another call tries whether the vendor answers. */
const askAgainMs = 1_000;
/** A click that comes while the background waits must not sleep with it. */
const longestWaitMs = 100;

/** What every gate of a vendor is made with. `wait` is there for tests that have a time of their own. */
export interface CallGateOptions {
  vendor: Vendor;
  limits: VendorLimits;
  states: VendorStates;
  clock: Clock;
  wait?: (milliseconds: number) => Promise<void>;
}

/**
 * The gate of one budget: that of the owner with this key, or with null the one that all share. It tells each time when
 * nobody waits any more; then it holds nothing that a new one would lack.
 */
export function createCallGate(
  options: CallGateOptions,
  owner: string | null = null,
  onIdle: () => void = () => {},
): CallGate {
  const { vendor, limits, states, clock, wait = (milliseconds) => delay(milliseconds) } = options;
  const clicks = createFairQueue<Waiter>();
  const background = createFairQueue<Waiter>();
  let backgroundTurnAt = 0;
  let isBackgroundPaused = false;
  let isPumping = false;

  /** Hands out what the budget gives until nobody waits. One statement at a time: under load it takes many calls at once. */
  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    try {
      while (clicks.size + background.size > 0) {
        // oxlint-disable-next-line no-await-in-loop -- each round hands out what the one before left waiting
        const waitMs = await handOut();
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (clicks.size + background.size > 0 && waitMs > 0) await wait(waitMs);
      }
    } catch (error) {
      for (const waiter of [...clicks.drain(), ...background.drain()]) waiter.refuse(error);
    } finally {
      isPumping = false;
      onIdle();
    }
  }

  async function handOut(): Promise<number> {
    const now = clock.now();
    const isOverdue = now.getTime() - backgroundTurnAt >= backgroundTurnMs;
    const early = background.size > 0 && isOverdue && !isBackgroundPaused ? 1 : 0;
    const taken = await states.take({
      owner,
      clicks: clicks.size + early,
      background: background.size - early,
      now,
    });
    if (taken.openUntil !== null) {
      await handOutProbe(taken.openUntil, now);
      return 0;
    }
    isBackgroundPaused = taken.backgroundPausedUntil !== null && taken.backgroundPausedUntil > now;
    const earlyTurns = isBackgroundPaused ? 0 : Math.min(early, taken.clicks);
    grant(background, earlyTurns + taken.background, taken);
    grant(clicks, taken.clicks - earlyTurns, taken);
    if (earlyTurns + taken.background > 0) backgroundTurnAt = now.getTime();
    if (isBackgroundPaused) refuseBackground(taken.backgroundPausedUntil, now);
    return untilNext(taken.level);
  }

  function grant(queue: FairQueue<Waiter>, count: number, { hasFailures }: Taken): void {
    for (let granted = 0; granted < count; granted += 1) queue.next()?.item.admit({ isProbe: false, hasFailures });
  }

  /** The circuit is open: one call may try when its time has come, everybody else is told at once. */
  async function handOutProbe(openUntil: Date, now: Date): Promise<void> {
    if (openUntil <= now && (await states.claimProbe(now))) {
      (clicks.next() ?? background.next())?.item.admit({ isProbe: true, hasFailures: true });
    }
    const retryAfterMs = Math.max(openUntil.getTime() - now.getTime(), askAgainMs);
    for (const waiter of [...clicks.drain(), ...background.drain()]) {
      waiter.refuse(new VendorPausedError(vendor, 'vendor_unavailable', now, retryAfterMs));
    }
  }

  function refuseBackground(until: Date | null, now: Date): void {
    const leftMs = (until?.getTime() ?? 0) - now.getTime();
    if (leftMs <= shortPauseMs) return;
    for (const waiter of background.drain()) waiter.refuse(new VendorPausedError(vendor, 'rate_limited', now, leftMs));
  }

  /** How long until the budget has a call for whoever waits first; zero when it has one now, for those who came meanwhile. */
  function untilNext(level: number): number {
    if (clicks.size === 0 && isBackgroundPaused) return longestWaitMs;
    const lacking = (clicks.size > 0 ? 1 : 1 + limits.clickReserve) - level;
    return lacking <= 0 ? 0 : Math.min(Math.ceil((lacking / limits.perSecond) * 1000), longestWaitMs);
  }

  return {
    admit: (key, urgency) =>
      new Promise((resolve, reject) => {
        const queue = urgency === 'click' ? clicks : background;
        if (urgency === 'background' && background.size === 0) backgroundTurnAt = clock.now().getTime();
        queue.add(key, { admit: resolve, refuse: reject });
        void pump();
      }),
  };
}

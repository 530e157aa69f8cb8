import { afterFailure, type Circuit } from '../circuit.ts';
import type { VendorLimits, VendorStates } from '../vendor-states.ts';

const closed: Circuit = { failing: {}, failedSince: null, openUntil: null, pauseMs: null };

/** A vendor's row in memory, for tests with a time of their own. What it does in the database has tests of its own. */
export function createMemoryStates(limits: VendorLimits): VendorStates & { circuit(): Circuit } {
  let tokens = limits.burst;
  let filledAt: number | null = null;
  let circuit = closed;
  let isProbing = false;
  let pausedUntil: Date | null = null;
  return {
    circuit: () => circuit,
    take: (wanted) => {
      const now = wanted.now.getTime();
      const level = Math.min(limits.burst, tokens + (Math.max(0, now - (filledAt ?? now)) / 1000) * limits.perSecond);
      const isOpen = circuit.openUntil !== null;
      const clicks = isOpen ? 0 : Math.min(wanted.clicks, Math.floor(level));
      const spare = Math.max(0, Math.floor(level - clicks - limits.clickReserve));
      const isPaused = pausedUntil !== null && pausedUntil > wanted.now;
      const background = isOpen || isPaused ? 0 : Math.min(wanted.background, spare);
      tokens = level - clicks - background;
      filledAt = Math.max(filledAt ?? now, now);
      return Promise.resolve({
        clicks,
        background,
        level: tokens,
        hasFailures: circuit.failedSince !== null,
        openUntil: circuit.openUntil,
        backgroundPausedUntil: pausedUntil,
      });
    },
    claimProbe: (now) => {
      if (isProbing || circuit.openUntil === null || circuit.openUntil > now) return Promise.resolve(false);
      isProbing = true;
      return Promise.resolve(true);
    },
    recordFailure: (failure) => {
      circuit = afterFailure(circuit, failure);
      if (failure.isProbe) isProbing = false;
      return Promise.resolve();
    },
    recordAnswer: () => {
      circuit = closed;
      isProbing = false;
      return Promise.resolve();
    },
    pauseBackground: (until) => {
      pausedUntil = until;
      return Promise.resolve();
    },
  };
}

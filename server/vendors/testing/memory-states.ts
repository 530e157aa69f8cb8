import type { VendorLimits } from '../call-budget.ts';
import { afterFailure, type Circuit } from '../circuit.ts';
import type { VendorStates } from '../vendor-states.ts';

const closed: Circuit = { failing: {}, failedSince: null, openUntil: null, pauseMs: null };

interface Budget {
  tokens: number;
  filledAt: number | null;
  pausedUntil: Date | null;
}

/** A vendor's rows in memory, for tests with a time of their own. What they do in the database has tests of its own. */
export function createMemoryStates(limits: VendorLimits): VendorStates & { circuit(): Circuit } {
  const budgets = new Map<string | null, Budget>();
  let circuit = closed;
  let isProbing = false;

  const budgetOf = (owner: string | null): Budget => {
    const budget = budgets.get(owner) ?? { tokens: limits.burst, filledAt: null, pausedUntil: null };
    budgets.set(owner, budget);
    return budget;
  };

  return {
    circuit: () => circuit,
    take: (wanted) => {
      const budget = budgetOf(wanted.owner);
      const now = wanted.now.getTime();
      const restMs = Math.max(0, now - (budget.filledAt ?? now));
      const level = Math.min(limits.burst, budget.tokens + (restMs / 1000) * limits.perSecond);
      const isOpen = circuit.openUntil !== null;
      const clicks = isOpen ? 0 : Math.min(wanted.clicks, Math.floor(level));
      const spare = Math.max(0, Math.floor(level - clicks - limits.clickReserve));
      const pausedUntil = later(budget.pausedUntil, budgetOf(null).pausedUntil);
      const isPaused = pausedUntil !== null && pausedUntil > wanted.now;
      const background = isOpen || isPaused ? 0 : Math.min(wanted.background, spare);
      budget.tokens = level - clicks - background;
      budget.filledAt = Math.max(budget.filledAt ?? now, now);
      return Promise.resolve({
        clicks,
        background,
        level: budget.tokens,
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
    recordAnswerTime: () => Promise.resolve(),
    pauseBackground: (until, owner) => {
      const budget = budgetOf(owner);
      budget.pausedUntil = later(budget.pausedUntil, until);
      return Promise.resolve();
    },
  };
}

function later(one: Date | null, other: Date | null): Date | null {
  return one === null || (other !== null && other > one) ? other : one;
}

import type { Clock } from '#server/platform/clock.ts';

import { createRateLimiter, type Rate, type RateLimiter } from '../rate-limit.ts';

/** About 20 requests a second are let through for each caller. */
const vendorRate: Rate = { bucket: 20, refillPerSecond: 20 };

const keptCallers = 10_000;

/** Limits each caller by itself; the controls set all of them at once. */
export interface CallerRates {
  take(caller: string): boolean;
  controlled: RateLimiter;
}

export function createCallerRates(clock: Clock): CallerRates {
  const limiters = new Map<string, RateLimiter>();
  let rate: Rate | null = vendorRate;

  function take(caller: string): boolean {
    if (rate === null) return true;
    if (limiters.size >= keptCallers) limiters.clear();
    const limiter = limiters.get(caller) ?? createRateLimiter(rate, clock);
    limiters.set(caller, limiter);
    return limiter.take();
  }
  function set(next: Rate | null): void {
    rate = next;
    limiters.clear();
  }
  return {
    take,
    controlled: { take: () => take(''), current: () => rate, set, restore: () => set(vendorRate) },
  };
}

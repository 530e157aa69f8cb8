import { z } from 'zod';

import type { Clock } from '#server/platform/clock.ts';

export const rateSchema = z.strictObject({
  bucket: z.number().int().min(1),
  refillPerSecond: z.number().positive(),
});

/** How many requests may come at once, and how fast the bucket fills again. */
export type Rate = z.infer<typeof rateSchema>;

/** A token bucket for one organisation of a vendor. It runs on the sandbox's clock. */
export interface RateLimiter {
  /** Takes one token; false when none is left. */
  take(): boolean;
  /** The rate in force; null when lifted. */
  current(): Rate | null;
  set(rate: Rate | null): void;
  /** Back to the vendor's own rate, with a full bucket. */
  restore(): void;
}

/** Starts with a full bucket at the vendor's own rate. */
export function createRateLimiter(vendorRate: Rate, clock: Clock): RateLimiter {
  let rate: Rate | null = vendorRate;
  let tokens = vendorRate.bucket;
  let filledAt = clock.now().getTime();

  function set(next: Rate | null): void {
    rate = next;
    tokens = next?.bucket ?? 0;
    filledAt = clock.now().getTime();
  }

  return {
    take: () => {
      if (!rate) return true;
      const now = clock.now().getTime();
      tokens = Math.min(rate.bucket, tokens + (Math.max(0, now - filledAt) / 1000) * rate.refillPerSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    current: () => rate,
    set,
    restore: () => set(vendorRate),
  };
}

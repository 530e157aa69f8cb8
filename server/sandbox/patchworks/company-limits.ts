import type { Clock } from '#server/platform/clock.ts';

import { createRateLimiter, type Rate, type RateLimiter } from '../rate-limit.ts';

/** Every subscription tier allows a company 240 calls a minute. */
export const patchworksRate: Rate = { bucket: 240, refillPerSecond: 4 };

/** One bucket per company at one common rate; as a limiter by itself it is that of the calls that name no company. */
export interface CompanyLimits extends RateLimiter {
  takeFor(companyId: number): boolean;
  /** How long a caller that was refused should wait. */
  retryAfterSeconds(): number;
}

/** Starts at the vendor's own rate, with full buckets. */
export function createCompanyLimits(clock: Clock): CompanyLimits {
  const withoutCompany = createRateLimiter(patchworksRate, clock);
  const companies = new Map<number, RateLimiter>();

  return {
    ...withoutCompany,
    takeFor: (companyId) => {
      const known = companies.get(companyId);
      if (known) return known.take();
      const limiter = createRateLimiter(patchworksRate, clock);
      limiter.set(withoutCompany.current());
      companies.set(companyId, limiter);
      return limiter.take();
    },
    retryAfterSeconds: () => Math.ceil(1 / (withoutCompany.current()?.refillPerSecond ?? 1)),
    set: (rate) => {
      withoutCompany.set(rate);
      companies.clear();
    },
    restore: () => {
      withoutCompany.restore();
      companies.clear();
    },
  };
}

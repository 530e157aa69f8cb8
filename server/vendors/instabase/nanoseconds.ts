import type { ExactTime } from '../deployments.ts';
import { anything } from './wire-values.ts';

const perMillisecond = 1_000_000n;
/** The last moment that a `Date` can hold. */
const latestMs = 8_640_000_000_000_000n;
/** More digits than any moment or duration has; `BigInt` on megabytes of digits would hold up everything. */
const longestDigits = 24;

/**
 * Digits of a number that no JavaScript number can hold. As documented it is a decimal string; a JSON number has lost its
 * last digits on the way and is read as what is left. What stands in a run that has not ended is not documented: absent,
 * null, `""`, `"0"` and 0 all mean nothing yet.
 */
const digits = anything.transform((value): bigint | null => {
  const text = typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : value;
  if (typeof text !== 'string' || text.length > longestDigits || !/^\d+$/.test(text)) return null;
  const count = BigInt(text);
  return count === 0n ? null : count;
});

/** A moment in nanoseconds since 1970. */
export const wireMoment = digits.transform((count): ExactTime | null => {
  if (count === null || count / perMillisecond > latestMs) return null;
  return { at: new Date(Number(count / perMillisecond)), nanoseconds: count.toString() };
});

/** A duration in nanoseconds, for all that its name may say. */
export const wireDuration = digits.transform((count) => count?.toString() ?? null);

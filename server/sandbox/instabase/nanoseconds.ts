import { createHash } from 'node:crypto';

const perMillisecond = 1_000_000n;

/** A moment as nanoseconds since 1970, in decimal digits. */
export function nanosecondsOf(moment: Date): string {
  return String(BigInt(moment.getTime()) * perMillisecond);
}

/**
 * The same moment with a sub-millisecond part that depends on `key`: a client that reads nanoseconds as a JavaScript number
 * loses these digits.
 */
export function finelyStamped(moment: Date, key: string): string {
  const fraction = createHash('sha1').update(key).digest().readUInt32BE(0) % 1_000_000;
  return String(BigInt(moment.getTime()) * perMillisecond + BigInt(fraction));
}

/** The whole seconds of a time in nanoseconds. */
export function secondsOf(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1_000_000_000n);
}

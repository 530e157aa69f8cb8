import { locale } from '#src/lib/i18n.ts';

const nanosecondsPerSecond = 1_000_000_000n;
const digits = /^\d+$/;

/**
 * A moment in nanoseconds since 1970 as ISO 8601 in UTC, to the nanosecond; the text as it came where it is no such number.
 * No JavaScript number can hold it.
 */
export function exactTimeText(nanoseconds: string): string {
  if (!digits.test(nanoseconds)) return nanoseconds;
  const value = BigInt(nanoseconds);
  const date = new Date(Number(value / 1_000_000n));
  if (Number.isNaN(date.getTime())) return nanoseconds;
  const fraction = String(value % nanosecondsPerSecond).padStart(9, '0');
  return date.toISOString().replace(/\.\d{3}Z$/, `.${fraction}Z`);
}

/** "7.03 s", "4 min 12 s", "2 h 5 min": how long a job took, as people say it; null where the digits are none. */
export function durationWords(nanoseconds: string): string | null {
  if (!digits.test(nanoseconds)) return null;
  const value = BigInt(nanoseconds);
  const seconds = value / nanosecondsPerSecond;
  if (seconds < 60n) return unit(Number(value / 1_000_000n) / 1000, 'second', seconds < 10n ? 2 : 1);
  const minutes = seconds / 60n;
  if (minutes < 60n) return `${unit(Number(minutes), 'minute')} ${unit(Number(seconds % 60n), 'second')}`;
  return `${unit(Number(minutes / 60n), 'hour')} ${unit(Number(minutes % 60n), 'minute')}`;
}

/** "7.025218861 s": the same without anything left out. */
export function exactDurationText(nanoseconds: string): string {
  if (!digits.test(nanoseconds)) return nanoseconds;
  const value = BigInt(nanoseconds);
  return `${value / nanosecondsPerSecond}.${String(value % nanosecondsPerSecond).padStart(9, '0')} s`;
}

/** The same in seconds, for drawing; null where the digits are none. */
export function secondsOf(nanoseconds: string | null): number | null {
  if (nanoseconds === null || !digits.test(nanoseconds)) return null;
  return Number(BigInt(nanoseconds) / 1_000_000n) / 1000;
}

function unit(value: number, name: 'second' | 'minute' | 'hour', maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(locale.get(), {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits,
  }).format(value);
}

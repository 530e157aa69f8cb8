import { locale } from './i18n.ts';
import { timeZone } from './preferences.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// Vendors send dates such as year 9999 or the epoch; beyond this range a relative time says nothing.
const relativeRangeMs = 5 * 365 * dayMs;

/** The moment of an ISO 8601 text, or null when there is none or it cannot be read. */
export function momentOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment;
}

/** Making one takes about a hundred times as long as using it, and rows that scroll by want several each. */
const made = new Map<string, unknown>();

function once<Formatter>(kind: string, make: () => Formatter): Formatter {
  const key = `${locale.get()} ${timeZone.get()} ${kind}`;
  if (!made.has(key)) made.set(key, make());
  // Each kind is made by one and the same function.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return made.get(key) as Formatter;
}

export function formatNumber(value: number): string {
  return once('number', () => new Intl.NumberFormat(locale.get())).format(value);
}

/** Date and time with seconds and zone, for where the exact moment is asked for. */
export function formatMoment(moment: number): string {
  return inZone({ dateStyle: 'medium', timeStyle: 'long' }).format(moment);
}

export function formatDate(moment: number): string {
  return inZone({ dateStyle: 'medium' }).format(moment);
}

export function formatClock(moment: number): string {
  return inZone({ timeStyle: 'medium' }).format(moment);
}

function inZone(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = timeZone.get() && { timeZone: timeZone.get() };
  return once(JSON.stringify(style), () => new Intl.DateTimeFormat(locale.get(), { ...style, ...zone }));
}

/** "20 sec. ago", "3 min. ago", "2 days ago". What lies in the future by a clock's disagreement counts as now. */
export function formatRelative(moment: number, now: number): string {
  const agoMs = Math.max(0, now - moment);
  if (agoMs > relativeRangeMs) return formatDate(moment);
  const style = { style: 'short' } as const;
  const words = once('ago in words', () => new Intl.RelativeTimeFormat(locale.get(), { ...style, numeric: 'auto' }));
  const format = once('ago', () => new Intl.RelativeTimeFormat(locale.get(), style));
  if (agoMs < minuteMs) return words.format(-Math.floor(agoMs / 1000), 'second');
  if (agoMs < hourMs) return format.format(-Math.floor(agoMs / minuteMs), 'minute');
  if (agoMs < dayMs) return format.format(-Math.floor(agoMs / hourMs), 'hour');
  if (agoMs < 30 * dayMs) return words.format(-Math.floor(agoMs / dayMs), 'day');
  if (agoMs < 365 * dayMs) return format.format(-Math.floor(agoMs / (30 * dayMs)), 'month');
  return format.format(-Math.floor(agoMs / (365 * dayMs)), 'year');
}

/** "4 s", "2 min": how long something has lasted or took. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const [value, unit] = seconds < 100 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return new Intl.NumberFormat(locale.get(), { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** "Slack, Salesforce, and HubSpot". */
export function formatList(parts: readonly string[]): string {
  return new Intl.ListFormat(locale.get(), { type: 'conjunction' }).format(parts);
}

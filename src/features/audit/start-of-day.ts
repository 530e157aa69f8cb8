const dayMs = 24 * 60 * 60_000;
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A date as a field holds it (`2026-11-22`), or null when the text is none. */
export function readDate(text: string | null): string | null {
  if (text === null || !dateForm.test(text)) return null;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== text ? null : text;
}

/**
 * The first moment of a date in a time zone (IANA; empty: the browser's own), in milliseconds. Where clocks are put forward at
 * midnight that is later than 0:00, and where they are put back there it is the second of the two.
 */
export function startOfDay(date: string, timeZone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`);
  const offsets = [asUtc - dayMs, asUtc + dayMs].map((moment) => wallClock(moment, timeZone) - moment);
  const moments = offsets.map((offset) => asUtc - offset).toSorted((one, other) => one - other);
  const isOfDate = (moment: number) => new Date(wallClock(moment, timeZone)).toISOString().startsWith(date);
  return moments.find(isOfDate) ?? moments[0] ?? asUtc;
}

/** The date that a moment is of in a time zone, as a field holds it. */
export function dateOf(moment: number, timeZone: string): string {
  return new Date(wallClock(moment, timeZone)).toISOString().slice(0, 10);
}

/** The date after this one. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** What clocks in a zone show at a moment, as if it were UTC. */
function wallClock(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    ...(timeZone && { timeZone }),
  }).formatToParts(moment);
  const numberOf = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const asUtc = Date.UTC(
    0,
    numberOf('month') - 1,
    numberOf('day'),
    numberOf('hour'),
    numberOf('minute'),
    numberOf('second'),
  );
  // `Date.UTC` takes years below 100 for those of the last century.
  return new Date(asUtc).setUTCFullYear(numberOf('year'), numberOf('month') - 1, numberOf('day'));
}

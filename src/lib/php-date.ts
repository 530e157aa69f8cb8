const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A moment as the clocks of a time zone show it. */
interface Local {
  moment: number;
  timeZone: string;
  /** Reads as the zone's clock when it is read as UTC. */
  clock: Date;
  offsetMs: number;
}

type Letter = (local: Local) => string | number;

/**
 * What PHP's `date()` makes of a format: letters stand for parts of the date, a backslash takes the next letter as it is,
 * everything else stands for itself (php.net, DateTimeInterface::format). Names are English, as there. `moment` in
 * milliseconds; `timeZone` an IANA name. Throws `RangeError` for an unknown zone.
 */
export function formatPhpDate(format: string, moment: number, timeZone: string): string {
  return write(format, localOf(moment, timeZone));
}

/** Whether any part of the date stands in the format: without one it would write the same for every date. */
export function hasDateLetter(format: string): boolean {
  return Array.from(format.replaceAll(/\\./gsu, '')).some((character) => letters.has(character));
}

function write(format: string, local: Local): string {
  return format.replaceAll(/\\(.)|\\$|(.)/gsu, (whole, escaped?: string, character?: string) => {
    if (escaped !== undefined) return escaped;
    const letter = character === undefined ? undefined : letters.get(character);
    return letter ? String(letter(local)) : whole;
  });
}

const letters: ReadonlyMap<string, Letter> = new Map<string, Letter>([
  // Day.
  ['d', ({ clock }) => two(clock.getUTCDate())],
  ['D', ({ clock }) => dayName(clock).slice(0, 3)],
  ['j', ({ clock }) => clock.getUTCDate()],
  ['l', ({ clock }) => dayName(clock)],
  ['N', ({ clock }) => isoDay(clock)],
  ['S', ({ clock }) => ordinal(clock.getUTCDate())],
  ['w', ({ clock }) => clock.getUTCDay()],
  ['z', ({ clock }) => dayOfYear(clock)],
  // Week.
  ['W', ({ clock }) => two(isoWeek(clock).week)],
  // Month.
  ['F', ({ clock }) => monthName(clock)],
  ['m', ({ clock }) => two(clock.getUTCMonth() + 1)],
  ['M', ({ clock }) => monthName(clock).slice(0, 3)],
  ['n', ({ clock }) => clock.getUTCMonth() + 1],
  ['t', ({ clock }) => new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 0)).getUTCDate()],
  // Year.
  ['L', ({ clock }) => (isLeap(clock.getUTCFullYear()) ? 1 : 0)],
  ['o', ({ clock }) => isoWeek(clock).year],
  ['X', ({ clock }) => expandedYear(clock.getUTCFullYear(), true)],
  ['x', ({ clock }) => expandedYear(clock.getUTCFullYear(), false)],
  ['Y', ({ clock }) => fourDigits(clock.getUTCFullYear())],
  ['y', ({ clock }) => two(Math.abs(clock.getUTCFullYear()) % 100)],
  // Time.
  ['a', ({ clock }) => (clock.getUTCHours() < 12 ? 'am' : 'pm')],
  ['A', ({ clock }) => (clock.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['B', ({ moment }) => padded(internetBeats(moment), 3)],
  ['g', ({ clock }) => clock.getUTCHours() % 12 || 12],
  ['G', ({ clock }) => clock.getUTCHours()],
  ['h', ({ clock }) => two(clock.getUTCHours() % 12 || 12)],
  ['H', ({ clock }) => two(clock.getUTCHours())],
  ['i', ({ clock }) => two(clock.getUTCMinutes())],
  ['s', ({ clock }) => two(clock.getUTCSeconds())],
  ['u', ({ clock }) => `${padded(clock.getUTCMilliseconds(), 3)}000`],
  ['v', ({ clock }) => padded(clock.getUTCMilliseconds(), 3)],
  // Time zone.
  ['e', ({ timeZone }) => timeZone],
  ['I', (local) => (isSummerTime(local) ? 1 : 0)],
  ['O', ({ offsetMs }) => offset(offsetMs, '')],
  ['P', ({ offsetMs }) => offset(offsetMs, ':')],
  ['p', ({ offsetMs }) => (offsetMs === 0 ? 'Z' : offset(offsetMs, ':'))],
  ['T', abbreviation],
  ['Z', ({ offsetMs }) => offsetMs / 1000],
  // All of it.
  ['c', (local) => write('Y-m-d\\TH:i:sP', local)],
  ['r', (local) => write('D, d M Y H:i:s O', local)],
  ['U', ({ moment }) => Math.floor(moment / 1000)],
]);

function localOf(moment: number, timeZone: string): Local {
  const offsetMs = offsetAt(moment, timeZone);
  return { moment, timeZone, offsetMs, clock: new Date(moment + offsetMs) };
}

/** By how much the zone's clocks are ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(moment);
  const text = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(text(type));
  // The year 1 before Christ is the year 0 to `Date`.
  const year = text('era').startsWith('B') ? 1 - number('year') : number('year');
  const clock = new Date(0);
  clock.setUTCFullYear(year, number('month') - 1, number('day'));
  clock.setUTCHours(number('hour'), number('minute'), number('second'));
  return clock.getTime() - Math.floor(moment / 1000) * 1000;
}

function dayName(clock: Date): string {
  return days[clock.getUTCDay()] ?? '';
}

function monthName(clock: Date): string {
  return months[clock.getUTCMonth()] ?? '';
}

/** 1 for Monday to 7 for Sunday. */
function isoDay(clock: Date): number {
  return clock.getUTCDay() || 7;
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function dayOfYear(clock: Date): number {
  const day = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
  return Math.round((day - Date.UTC(clock.getUTCFullYear(), 0, 1)) / dayMs);
}

/** A week belongs to the year of its Thursday (ISO 8601). */
function isoWeek(clock: Date): { year: number; week: number } {
  const thursday = new Date(clock.getTime() + (4 - isoDay(clock)) * dayMs);
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 };
}

function fourDigits(year: number): string {
  return `${year < 0 ? '-' : ''}${padded(Math.abs(year), 4)}`;
}

function expandedYear(year: number, isAlwaysSigned: boolean): string {
  return year >= 0 && (isAlwaysSigned || year >= 10_000) ? `+${fourDigits(year)}` : fourDigits(year);
}

/** Thousandths of a day, an hour ahead of UTC. */
function internetBeats(moment: number): number {
  const sinceMidnightMs = (((moment + hourMs) % dayMs) + dayMs) % dayMs;
  return Math.floor((sinceMidnightMs / dayMs) * 1000);
}

function isSummerTime({ clock, timeZone, offsetMs }: Local): boolean {
  const year = clock.getUTCFullYear();
  const usual = Math.min(offsetAt(Date.UTC(year, 0, 1), timeZone), offsetAt(Date.UTC(year, 6, 1), timeZone));
  return offsetMs > usual;
}

function offset(offsetMs: number, between: string): string {
  const minutes = Math.floor(Math.abs(offsetMs) / minuteMs);
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${between}${two(minutes % 60)}`;
}

/** "CET" where the zone has letters for itself, else its offset, as PHP does. */
function abbreviation({ moment, timeZone, offsetMs }: Local): string {
  // Each English knows the letters of its own part of the world.
  for (const language of ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA']) {
    const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' }).formatToParts(moment);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]+$/.test(name)) return name;
  }
  const isWholeHour = offsetMs % hourMs === 0;
  return isWholeHour ? offset(offsetMs, '').slice(0, 3) : offset(offsetMs, '');
}

function two(number: number): string {
  return padded(number, 2);
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

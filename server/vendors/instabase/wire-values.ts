import { z } from 'zod';
import { longestName } from '../adapter.ts';

/** A field that may be anything, also missing. */
export const anything = z.unknown().optional();

/**
 * An id names things in addresses and in the database, so it may hold no control character, no half of a surrogate pair,
 * and not nothing but space.
 */
export const identifier = z
  .string()
  .max(200)
  .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u);

/** Text for people. What PostgreSQL cannot store, U+0000 and halves of surrogate pairs, becomes the replacement character. */
const plainText = z
  .string()
  .transform((given) => given.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD'))
  .catch('');

/** A name or title. It is cut where no list could show it any more. */
export const label = plainText.transform(cutLabel);

export const optionalText = plainText.transform((whole) => (whole.trim() === '' ? null : whole));

export const optionalLabel = label.transform((text) => (text.trim() === '' ? null : text));

export function cutLabel(whole: string): string {
  return whole.length <= longestName ? whole : `${whole.slice(0, longestName - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** A value that Instabase sends in an array of one, here and there, and elsewhere bare. Longer arrays are left as they are. */
export function single<Value>(value: z.ZodType<Value>): z.ZodType<Value> {
  return anything.transform(unwrapped).pipe(value);
}

function unwrapped(given: unknown): unknown {
  if (!Array.isArray(given) || given.length !== 1) return given;
  const [only]: unknown[] = given;
  return only;
}

/** A whole number, also as decimal digits in a string; null for anything else. */
export const wholeNumber = anything.transform((value): number | null => {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
});

/** A number of things, or null. */
export const count = wholeNumber.transform((number) => (number === null || number < 0 ? null : number));

/** The last moment that a `Date` can hold. */
const latestMs = 8_640_000_000_000_000;

/** Milliseconds since 1970. Nothing was deployed at the very beginning: a zero is no time. */
export const wireMilliseconds = wholeNumber.transform((milliseconds) =>
  milliseconds === null || milliseconds <= 0 || milliseconds > latestMs ? null : new Date(milliseconds),
);

/** Whole seconds since 1970, as the Job API tells times. */
export const wireSeconds = wholeNumber.transform((seconds) =>
  seconds === null || seconds <= 0 || seconds > latestMs / 1000 ? null : new Date(seconds * 1000),
);

/** The rows of a list that can be read, each once, with how many came and how many cannot be. */
export interface WireRows<Row> {
  rows: Row[];
  came: number;
  unreadableCount: number;
}

/** Reads a list row by row. Null when there are rows and none of them can be read: that is a failure, not an empty list. */
export function readRows<Row extends { id: string }>(values: unknown[], row: z.ZodType<Row>): WireRows<Row> | null {
  const rows = new Map<string, Row>();
  let unreadableCount = 0;
  for (const value of values) {
    const parsed = row.safeParse(value);
    if (!parsed.success) unreadableCount += 1;
    else if (!rows.has(parsed.data.id)) rows.set(parsed.data.id, parsed.data);
  }
  if (rows.size === 0 && unreadableCount > 0) return null;
  return { rows: [...rows.values()], came: values.length, unreadableCount };
}

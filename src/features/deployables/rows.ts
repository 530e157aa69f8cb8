import * as z from 'zod/mini';

/** A value with a name of its own. */
export interface Pair {
  key: string;
  value: string;
}

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rowsSchema = z.array(plain);
const pairsSchema = z.array(z.object({ key: plain, value: plain }));

/** The rows of a list that travels as JSON text; null for what is no list of plain values. An empty text is an empty list. */
export function readRows(text: string): string[] | null {
  const parsed = z.safeParse(rowsSchema, parse(text));
  return parsed.success ? parsed.data.map(toText) : null;
}

/** The same of values with names. */
export function readPairs(text: string): Pair[] | null {
  const parsed = z.safeParse(pairsSchema, parse(text));
  return parsed.success ? parsed.data.map(({ key, value }) => ({ key: toText(key), value: toText(value) })) : null;
}

/** Rows as they travel. No row at all is no value. */
export function writeRows(rows: readonly string[] | readonly Pair[]): string {
  return rows.length === 0 ? '' : JSON.stringify(rows);
}

function parse(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toText(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}

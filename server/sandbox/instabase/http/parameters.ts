import { InstabaseError } from '../instabase-errors.ts';
import type { Page } from '../store/solutions.ts';

const defaultLimit = 20;

/** `limit` and `offset`, of which no maximum is documented. */
export function pageOf(query: URLSearchParams): Page {
  return { limit: wholeNumber(query, 'limit', defaultLimit), offset: wholeNumber(query, 'offset', 0) };
}

/** A text, of which an empty one counts as not given. */
export function textOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

/** One of the known words, undefined when the parameter is not given, or an InstabaseError. */
export function wordOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = textOf(query, name);
  return text === undefined ? undefined : asWord(text, name, words);
}

/** A parameter that is repeated (`state=A&state=B`) and not joined with commas. */
export function wordsOf<Word extends string>(query: URLSearchParams, name: string, words: readonly Word[]): Word[] {
  return query.getAll(name).map((text) => asWord(text, name, words));
}

/** The word that `text` is, or an InstabaseError. */
export function asWord<Word extends string>(text: unknown, name: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new InstabaseError(400, `${name} must be one of ${words.join(', ')}`);
  return word;
}

/** A text of the body that must be there. */
export function requiredText(body: Record<string, unknown>, name: string): string {
  const value = optionalText(body, name);
  if (!value) throw new InstabaseError(400, `${name} is required`);
  return value;
}

/** A text of the body that may be missing; `null` counts as missing. */
export function optionalText(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new InstabaseError(400, `${name} must be a string`);
  return value;
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new InstabaseError(400, `${name} must be an integer and not negative`);
  return Number(text);
}

import { findJsonError, type JsonPlace } from './json-place.ts';

/**
 * What a config value is shown and edited as. Vendors' slots carry no type: it follows from what the slot holds, or from
 * its default.
 */
export type ValueForm = 'text' | 'number' | 'yesno' | 'json';

/** A config value as a person reads and edits it, with what is needed to write it back as it was held. */
export interface ConfigValue {
  form: ValueForm;
  /** Without the quotes of JSON: text as it reads, a number with the digits it has, `true` or `false`, or JSON text. */
  text: string;
  /** A text is held as JSON text, with quotes, and not as a bare word. */
  isQuoted: boolean;
  /** As the vendor holds it; null for a slot that was never set. */
  stored: string | null;
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads a value as the vendor holds it: JSON text, or a bare word. What says nothing (never set, empty, JSON's null) takes
 * its form from the default, with the default's text where nothing was ever set.
 */
export function readConfigValue(stored: string | null, defaultValue: string | null): ConfigValue {
  const own = stored === null ? null : formOf(stored);
  const usual = defaultValue === null ? null : formOf(defaultValue);
  // Beside a default that is a bare word, what looks like a number or like JSON is a bare text too.
  const isBareSlot = usual !== null && usual.form === 'text' && !usual.isQuoted && usual.text !== '';
  if (own !== null && stored !== null && isBareSlot && own.form !== 'text') {
    return { form: 'text', text: stored, isQuoted: false, stored };
  }
  if (own !== null && !isBlankValue(stored)) return { ...own, stored };
  const form = usual?.form ?? 'text';
  // "JSON text stays JSON text": an empty text in quotes, or null, is filled with a text in quotes.
  return { form, text: '', isQuoted: own !== null && stored?.trim() !== '', stored };
}

/** The text to show in a field for the default; empty where there is none. */
export function defaultTextOf(defaultValue: string | null): string {
  return isBlankValue(defaultValue) ? '' : readConfigValue(defaultValue, null).text;
}

/** Whether a slot that holds this counts as empty: never set, empty text or null, bare or as JSON text. */
export function isBlankValue(stored: string | null): boolean {
  return stored === null || ['', 'null', '""'].includes(stored.trim());
}

/** What a text lacks to be written in a form. `place` is where it stops being JSON. */
export type TextProblem = { code: 'not_number' } | { code: 'not_yes_or_no' } | { code: 'not_json'; place: JsonPlace };

/** Checks an edited text; null when it can be written. */
export function checkConfigText(form: ValueForm, text: string): TextProblem | null {
  switch (form) {
    case 'text':
      return null;
    case 'number':
      return number.test(text.trim()) ? null : { code: 'not_number' };
    case 'yesno':
      return text === 'true' || text === 'false' ? null : { code: 'not_yes_or_no' };
    case 'json': {
      const place = findJsonError(text);
      return place === null ? null : { code: 'not_json', place };
    }
  }
}

/**
 * An edited text in the form in which the value was read: never encoded twice, and the very same where nothing was
 * edited. The text has passed `checkConfigText`.
 */
export function writeConfigValue(value: ConfigValue, text: string): string {
  if (value.stored !== null && text === value.text) return value.stored;
  if (value.form === 'text') return value.isQuoted ? JSON.stringify(text) : text;
  return value.form === 'number' ? text.trim() : text;
}

/** Whether two values say the same: quotes around a text and space between JSON's tokens say nothing. */
export function isSameValue(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && meaningOf(one) === meaningOf(other));
}

function meaningOf(stored: string): string {
  const parsed = parse(stored);
  if (parsed === undefined) return `text ${stored}`;
  if (typeof parsed === 'string') return `text ${parsed}`;
  // The digits of a number are kept as they are: JavaScript's numbers would make long ones equal.
  return `JSON ${stored.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')}`;
}

function formOf(stored: string): Pick<ConfigValue, 'form' | 'text' | 'isQuoted'> {
  const parsed = parse(stored);
  switch (typeof parsed) {
    case 'string':
      return { form: 'text', text: parsed, isQuoted: true };
    case 'number':
      return { form: 'number', text: stored.trim(), isQuoted: false };
    case 'boolean':
      return { form: 'yesno', text: stored.trim(), isQuoted: false };
    case 'object':
      return parsed === null
        ? { form: 'text', text: '', isQuoted: true }
        : { form: 'json', text: stored, isQuoted: false };
    default:
      return { form: 'text', text: stored, isQuoted: false };
  }
}

/** Undefined for what is no JSON text. */
function parse(stored: string): unknown {
  try {
    const parsed: unknown = JSON.parse(stored);
    return parsed;
  } catch {
    return undefined;
  }
}

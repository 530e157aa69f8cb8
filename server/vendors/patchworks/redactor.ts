/** Stands in the place of every secret; its length says nothing about the secret's. */
export const mask = '••••••••';

/** Fewer characters of the beginning of a secret at the end of a text tell nothing. */
const shortestBeginning = 4;
/** Of more values than this no pairs are made: no method has so many, and pairs grow with the square. */
const mostPaired = 16;
/** Nor of longer ones, which no name and password are. Pairs of them are still found by what stands in their base64. */
const longestPaired = 256;

/** Takes known secrets out of text. */
export interface Redactor {
  text(text: string): string;
  /** The same for text that was cut off somewhere: also the beginning of a secret at its end goes. */
  cutText(text: string): string;
}

/**
 * Knows each secret as it is and in every form in which it travels: in an address, a form, JSON as JavaScript and as PHP
 * write it, a header, markup, base64, and as one half of the pair that a `Basic` header is made of.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const variants = secrets.flatMap((secret) => [secret, secret.trim(), printable(secret)]);
  const values = [...new Set(variants)].filter((value) => value !== '');
  const written = [...values.flatMap(formsOf), ...pairsOf(values).flatMap(inBase64)];
  const forms = [...new Set(written)].filter(isTelling).toSorted((one, other) => other.length - one.length);
  if (forms.length === 0) return { text: (text) => text, cutText: (text) => text };
  // One pass over all of them, the longest first: what was put in their place must not be searched again.
  const pattern = new RegExp(forms.map(escaped).join('|'), 'gi');
  const text = (given: string) => withoutHidden(given.replaceAll(pattern, mask), pattern);
  return { text, cutText: (given) => withoutBeginning(text(given), forms) };
}

/** Nothing that moves a cursor or cannot be stored. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, '').replaceAll(/\p{Cs}/gu, '\uFFFD');
}

function pairsOf(values: string[]): string[] {
  const short = values.filter(({ length }) => length <= longestPaired);
  if (short.length > mostPaired) return [];
  return short.flatMap((left) => short.map((right) => `${left}:${right}`));
}

function formsOf(value: string): string[] {
  const wellFormed = value.replaceAll(/\p{Cs}/gu, '\uFFFD');
  const inJson = JSON.stringify(value).slice(1, -1);
  const inAddress = encodeURIComponent(wellFormed);
  return [
    value,
    wellFormed,
    inAddress,
    inAddress.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
    new URLSearchParams({ value: wellFormed }).toString().slice('value='.length),
    inJson,
    // Quoted once more, where a body was put into another.
    JSON.stringify(inJson).slice(1, -1),
    inPhpJson(inJson),
    inPhpJson(inJson).replaceAll('/', '\\/'),
    inHeader(value),
    inMarkup(value, '&#39;'),
    inMarkup(value, '&#039;'),
    ...inBase64(value),
  ];
}

function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    Buffer.from(inHeader(value)).toString('base64').replace(/=+$/, ''),
  ];
}

/** PHP writes everything beyond ASCII as `\uXXXX`. */
function inPhpJson(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A header takes no other characters than these. */
function inHeader(value: string): string {
  return value.replaceAll(/[^ -~]/g, '?').trim();
}

function inMarkup(value: string, apostrophe: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

/** A form that is nothing but signs in the place of others is no secret any more. */
function isTelling(form: string): boolean {
  return /[^?\uFFFD\s]/u.test(form);
}

function escaped(form: string): string {
  return form.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
}

/** Runs of base64 or of escaped signs are looked into: a secret may stand in there together with anything else. */
function withoutHidden(text: string, pattern: RegExp): string {
  const hides = (decoded: string) => decoded.search(pattern) >= 0;
  return text
    .replaceAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g, (run) =>
      [0, 1, 2, 3].some((start) => hides(Buffer.from(run.slice(start), 'base64').toString())) ? mask : run,
    )
    .replaceAll(/(?:[^\s"'<>&=?#;%]|%[0-9A-Fa-f]{2})+/g, (run) => (hides(unescaped(run)) ? mask : run));
}

function unescaped(run: string): string {
  return run.replaceAll(/(%[0-9A-Fa-f]{2})+/g, (signs) => Buffer.from(signs.replaceAll('%', ''), 'hex').toString());
}

/** What is left of a secret where the other side cut its text off. */
function withoutBeginning(text: string, forms: string[]): string {
  const lengths = forms.map((form) => {
    if (form.length <= shortestBeginning) return 0;
    const beginning = form.slice(0, shortestBeginning);
    let at = text.indexOf(beginning, Math.max(0, text.length - form.length + 1));
    while (at >= 0 && !form.startsWith(text.slice(at))) at = text.indexOf(beginning, at + 1);
    return at < 0 ? 0 : text.length - at;
  });
  const longest = Math.max(0, ...lengths);
  return longest === 0 ? text : `${text.slice(0, -longest)}${mask}`;
}

import { isSecretName, lookalikeMask, withoutLookalikes } from '../../platform/lookalike-secrets.ts';

/** No text of a result is shown longer, nor any answer of a flow. */
export const longestShownText = 10_000;
/** Characters and entries of a whole result. More would be slow to draw, and nobody reads it. */
const mostShown = 200_000;
const deepest = 40;
const cutMark = '…';

/**
 * What a step handed on, as it may be shown: what goes by a secret's name is masked, texts are rid of what looks like a
 * secret, and what is too long or too much is cut, with a mark in its place.
 */
export function shownResult(content: unknown): { content: unknown; isShortened: boolean } {
  let left = mostShown;
  let isShortened = false;

  const cut = (): string => {
    isShortened = true;
    return cutMark;
  };

  function shownText(given: string): string {
    const text = shownForeignText(given, longestShownText);
    if (given.length > longestShownText) isShortened = true;
    left -= text.length;
    return text;
  }

  function shown(value: unknown, depth: number): unknown {
    left -= 1;
    if (left < 0 || depth === 0) return cut();
    if (typeof value === 'string') return shownText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return upToTheLimit(value).map((item: unknown) => shown(item, depth - 1));
    return Object.fromEntries(
      upToTheLimit(Object.entries(value)).map(([key, item]) => [shownText(key), shownEntry(key, item, depth - 1)]),
    );
  }

  function shownEntry(key: string, value: unknown, depth: number): unknown {
    if (!isSecretName(key)) return shown(value, depth);
    // Nothing and yes or no are no secrets; anything below such a name may be one.
    return value === null || value === '' || typeof value === 'boolean' ? value : lookalikeMask;
  }

  /** Entries beyond the limit are not even looked at. */
  function upToTheLimit<Item>(items: Item[]): Item[] {
    const most = Math.max(left, 0);
    if (items.length > most) isShortened = true;
    return items.slice(0, most);
  }

  const result = shown(content, deepest);
  return { content: result, isShortened };
}

/** A foreign text: nothing that looks like a secret, no more than so many characters, never half of one. */
export function shownForeignText(given: string, most: number): string {
  if (given.length <= most) return withoutLookalikes(given);
  return `${withoutLookalikes(given.slice(0, most).replace(/[\uD800-\uDBFF]$/, ''))}${cutMark}`;
}

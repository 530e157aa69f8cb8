/** Where a text stops being JSON. Lines and columns count from 1, columns in UTF-16 units. */
export interface JsonPlace {
  line: number;
  column: number;
  /** What stands there; null at the end of the text. */
  found: string | null;
}

const space = /[ \t\r\n]*/y;
const scalar =
  // oxlint-disable-next-line no-control-regex -- RFC 8259 allows them in a string only when escaped
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds the first place at which a text is not JSON by RFC 8259; null when it is. Parsers tell the place in words that
 * differ from browser to browser, and some do not tell it at all.
 */
export function findJsonError(text: string): JsonPlace | null {
  const offset = errorOffset(text);
  if (offset === null) return null;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const found = text.codePointAt(offset);
  return {
    line,
    column: offset - (before.lastIndexOf('\n') + 1) + 1,
    found: found === undefined ? null : String.fromCodePoint(found),
  };
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

/** Walks the text without recursion, so that no depth is too deep. */
function errorOffset(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = skip(space, text, 0);
  for (;;) {
    if (expected === 'comma or end' && open.length === 0) return offset === text.length ? null : offset;
    const character = text[offset] ?? '';
    const inner = open.at(-1);
    const closes = (inner === '{' && character === '}') || (inner === '[' && character === ']');
    if (closes && expected.endsWith('or end')) {
      open.pop();
      expected = 'comma or end';
    } else if (expected === 'comma or end' && character === ',') {
      expected = inner === '{' ? 'key' : 'value';
    } else if (expected === 'colon' && character === ':') {
      expected = 'value';
    } else if (expected.startsWith('value') && (character === '{' || character === '[')) {
      open.push(character);
      expected = character === '{' ? 'key or end' : 'value or end';
    } else {
      const takes = expected.startsWith('value') || (expected.startsWith('key') && character === '"');
      const end = takes ? skip(scalar, text, offset) : offset;
      if (end === offset) return offset;
      expected = expected.startsWith('key') ? 'colon' : 'comma or end';
      offset = skip(space, text, end);
      continue;
    }
    offset = skip(space, text, offset + 1);
  }
}

/** Where the pattern's match at this offset ends; the offset itself when there is none. */
function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}

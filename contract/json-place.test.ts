import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from './json-place.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('finds an error exactly where there is one', () => {
  const nearlyJson = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '0', ' ', '\\', '\n', ':', 'tru'))
    .map(([text, at, put]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + put + text.slice(offset + (put === '' ? 1 : 0));
    });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), nearlyJson), (text) => {
      expect(findJsonError(text) === null).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['', { line: 1, column: 1, found: null }],
  ['{"a": 1,\n "b": }', { line: 2, column: 7, found: '}' }],
  ['[1, 2', { line: 1, column: 6, found: null }],
  ['[1 2]', { line: 1, column: 4, found: '2' }],
  ['{a: 1}', { line: 1, column: 2, found: 'a' }],
  ['"\u{1F3AB}" x', { line: 1, column: 6, found: 'x' }],
  ['01', { line: 1, column: 2, found: '1' }],
])('%s', (text, place) => {
  expect(findJsonError(text)).toEqual(place);
});

test('no depth is too deep', () => {
  expect(findJsonError('['.repeat(20_000))).toMatchObject({ column: 20_001, found: null });
});

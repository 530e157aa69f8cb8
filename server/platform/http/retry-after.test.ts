import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = new Date('2026-03-02T10:00:00.000Z');

test.each([
  ['0', 0],
  ['3', 3_000],
  [' 7 ', 7_000],
  ['0.5', 500],
  ['600', 600_000],
  ['601', 600_000],
  ['99999999999999999999999', 600_000],
  ['Mon, 02 Mar 2026 10:00:20 GMT', 20_000],
  ['Monday, 02-Mar-26 10:00:20 GMT', 20_000],
  ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
  ['Tue, 02 Mar 2100 10:00:00 GMT', 600_000],
  ['Mon, not a date', null],
  ['-5', null],
  ['1e3', null],
  ['soon', null],
  ['2026-03-02T10:00:20Z', null],
  ['', null],
  [null, null],
])('reads %j as %j', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

test('any header gives null or a wait between zero and ten minutes', () => {
  assert(
    property(string(), (header) => {
      const waitMs = parseRetryAfter(header, now);
      expect(waitMs === null || (waitMs >= 0 && waitMs <= 600_000)).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationWords, exactDurationText, exactTimeText, secondsOf } from './exact-time.ts';

test.each([
  ['1700000000123456789', '2023-11-14T22:13:20.123456789Z'],
  ['1700000000000000001', '2023-11-14T22:13:20.000000001Z'],
  ['0', '1970-01-01T00:00:00.000000000Z'],
  ['', ''],
  ['-5', '-5'],
  ['9'.repeat(40), '9'.repeat(40)],
])('%s is the moment %s', (nanoseconds, text) => {
  expect(exactTimeText(nanoseconds)).toBe(text);
});

test('no digit of a moment is lost', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 4_000_000_000_000_000_000n), (value) => {
      const text = exactTimeText(String(value));
      const fraction = /\.(\d{9})Z$/.exec(text)?.[1] ?? '';
      const secondsMs = Date.parse(text.replace(/\.\d{9}Z$/, '.000Z'));
      expect(BigInt(secondsMs) * 1_000_000n + BigInt(fraction)).toBe(value);
    }),
  );
});

test.each([
  ['7025218861', '7.03 sec', '7.025218861 s'],
  ['999999', '0 sec', '0.000999999 s'],
  ['45123000000', '45.1 sec', '45.123000000 s'],
  ['252000000000', '4 min 12 sec', '252.000000000 s'],
  ['7500000000000', '2 hr 5 min', '7500.000000000 s'],
  ['nonsense', null, 'nonsense'],
])('%s took %s', (nanoseconds, words, exact) => {
  expect(durationWords(nanoseconds)).toBe(words);
  expect(exactDurationText(nanoseconds)).toBe(exact);
});

test('seconds are for drawing', () => {
  expect(secondsOf('7025218861')).toBe(7.025);
  expect(secondsOf(null)).toBeNull();
  expect(secondsOf('x')).toBeNull();
});

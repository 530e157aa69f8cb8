import { anything, assert, bigInt, constantFrom, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { wireDuration, wireMoment } from './nanoseconds.ts';

const latest = 8_640_000_000_000_000_999_999n;

test('every moment that a date can hold keeps all its digits and loses less than a millisecond as a date', () => {
  assert(
    property(bigInt({ min: 1n, max: latest }), (nanoseconds) => {
      const moment = wireMoment.parse(nanoseconds.toString());
      expect(moment?.nanoseconds).toBe(nanoseconds.toString());
      const lost = nanoseconds - BigInt(moment?.at.getTime() ?? 0) * 1_000_000n;
      expect(lost >= 0n && lost < 1_000_000n).toBe(true);
    }),
  );
});

test('two moments a nanosecond apart stay apart', () => {
  const moments = ['1717401065123456789', '1717401065123456790'].map((text) => wireMoment.parse(text));
  expect(moments.map((moment) => moment?.nanoseconds)).toEqual(['1717401065123456789', '1717401065123456790']);
  expect(Number('1717401065123456789')).toBe(Number('1717401065123456790'));
});

test.each([
  undefined,
  null,
  '',
  '0',
  0,
  '000',
  '-5',
  '1.5',
  ' 17',
  '1e18',
  'soon',
  true,
  {},
  ['17'],
  '9'.repeat(500_000),
])('nothing yet, or nothing that can be read: %j', (value) => {
  expect(wireMoment.parse(value)).toBeNull();
  expect(wireDuration.parse(value)).toBeNull();
});

test('what came as a number is read as what is left of it', () => {
  expect(wireMoment.parse(1_717_401_065_123_456_800)?.at).toEqual(new Date(1_717_401_065_123));
  expect(wireDuration.parse(5_123_456_766)).toBe('5123456766');
});

test('a moment beyond every date is none; whatever comes, a date is a date', () => {
  expect(wireMoment.parse((latest + 1n).toString())).toBeNull();
  const digits = constantFrom('1', '17', '86400', '8640000000000001000000', '999999999999999999999999');
  assert(
    property(oneof(anything(), digits), (value) => {
      const at = wireMoment.parse(value)?.at ?? null;
      expect(at === null || !Number.isNaN(at.getTime())).toBe(true);
    }),
  );
});

import { expect, test } from 'vitest';
import { formatPhpDate, hasDateLetter } from './php-date.ts';

const zone = 'Europe/Stockholm';
/** A Sunday in winter: 09:05:03.042 in Stockholm. */
const winter = Date.parse('2026-02-01T08:05:03.042Z');
/** A Wednesday in summer: 17:40:59.900 in Stockholm. */
const summer = Date.parse('2024-07-03T15:40:59.900Z');

test.each([
  ['d', '01', '03'],
  ['D', 'Sun', 'Wed'],
  ['j', '1', '3'],
  ['l', 'Sunday', 'Wednesday'],
  ['N', '7', '3'],
  ['S', 'st', 'rd'],
  ['w', '0', '3'],
  ['z', '31', '184'],
  ['W', '05', '27'],
  ['F', 'February', 'July'],
  ['m', '02', '07'],
  ['M', 'Feb', 'Jul'],
  ['n', '2', '7'],
  ['t', '28', '31'],
  ['L', '0', '1'],
  ['o', '2026', '2024'],
  ['X', '+2026', '+2024'],
  ['x', '2026', '2024'],
  ['Y', '2026', '2024'],
  ['y', '26', '24'],
  ['a', 'am', 'pm'],
  ['A', 'AM', 'PM'],
  ['B', '378', '695'],
  ['g', '9', '5'],
  ['G', '9', '17'],
  ['h', '09', '05'],
  ['H', '09', '17'],
  ['i', '05', '40'],
  ['s', '03', '59'],
  ['u', '042000', '900000'],
  ['v', '042', '900'],
  ['e', 'Europe/Stockholm', 'Europe/Stockholm'],
  ['I', '0', '1'],
  ['O', '+0100', '+0200'],
  ['P', '+01:00', '+02:00'],
  ['p', '+01:00', '+02:00'],
  ['T', 'CET', 'CEST'],
  ['Z', '3600', '7200'],
  ['c', '2026-02-01T09:05:03+01:00', '2024-07-03T17:40:59+02:00'],
  ['r', 'Sun, 01 Feb 2026 09:05:03 +0100', 'Wed, 03 Jul 2024 17:40:59 +0200'],
  ['U', '1769933103', '1720021259'],
])('%s is %s in winter and %s in summer', (letter, inWinter, inSummer) => {
  expect(formatPhpDate(letter, winter, zone)).toBe(inWinter);
  expect(formatPhpDate(letter, summer, zone)).toBe(inSummer);
});

test.each([
  ['Y-m-d\\TH:i:sP', '2026-02-01T09:05:03+01:00'],
  ['\\Y\\\\Y', 'Y\\2026'],
  ['jS \\o\\f F', '1st of February'],
  ['Y\\', '2026\\'],
  ['d.m.Y, H:i [q]', '01.02.2026, 09:05 [q]'],
  ['日d', '日01'],
  ['\\\u{1F4C5}Y', '\u{1F4C5}2026'],
  ['', ''],
])('%s takes letters as parts and everything else as it is', (format, written) => {
  expect(formatPhpDate(format, winter, zone)).toBe(written);
});

test.each([
  [1, 'st'],
  [2, 'nd'],
  [4, 'th'],
  [11, 'th'],
  [12, 'th'],
  [13, 'th'],
  [21, 'st'],
  [22, 'nd'],
  [23, 'rd'],
  [30, 'th'],
])('the ending of %i is %s', (day, ending) => {
  expect(formatPhpDate('S', Date.UTC(2026, 0, day, 12), 'UTC')).toBe(ending);
});

test.each([
  ['2021-01-03T12:00:00Z', '2020-53', 'the first Sunday belongs to the year before'],
  ['2024-12-30T12:00:00Z', '2025-01', 'the last Monday belongs to the year after'],
  ['2026-01-01T12:00:00Z', '2026-01', 'a Thursday begins its own year'],
])('%s lies in week %s: %s', (moment, week) => {
  expect(formatPhpDate('o-W', Date.parse(moment), 'UTC')).toBe(week);
});

test.each([
  ['UTC', 'H:i O P p T Z', '08:05 +0000 +00:00 Z UTC 0'],
  ['Asia/Kolkata', 'H:i P T Z', '13:35 +05:30 IST 19800'],
  ['America/New_York', 'H:i P T Z I', '03:05 -05:00 EST -18000 0'],
  ['America/St_Johns', 'H:i P', '04:35 -03:30'],
  ['Asia/Tashkent', 'T', '+05'],
  ['Asia/Kathmandu', 'T', '+0545'],
  ['Pacific/Kiritimati', 'Y-m-d H', '2026-02-01 22'],
  ['Pacific/Pago_Pago', 'Y-m-d H', '2026-01-31 21'],
])('in %s the clocks show their own time', (there, format, written) => {
  expect(formatPhpDate(format, winter, there)).toBe(written);
});

test('the hours of noon and midnight', () => {
  expect(formatPhpDate('g h G H a', Date.parse('2026-02-01T00:00:00Z'), 'UTC')).toBe('12 12 0 00 am');
  expect(formatPhpDate('g h G H A', Date.parse('2026-02-01T12:00:00Z'), 'UTC')).toBe('12 12 12 12 PM');
  expect(formatPhpDate('B', Date.parse('2026-02-01T23:30:00Z'), 'UTC')).toBe('020');
});

test('years beyond four digits, below them, and before Christ', () => {
  const inYear = (year: number) => new Date(0).setUTCFullYear(year, 5, 15);
  expect(formatPhpDate('Y X x y', inYear(10_191), 'UTC')).toBe('10191 +10191 +10191 91');
  expect(formatPhpDate('Y X x y', inYear(787), 'UTC')).toBe('0787 +0787 0787 87');
  expect(formatPhpDate('Y X x', inYear(-55), 'UTC')).toBe('-0055 -0055 -0055');
});

test('leap years follow the centuries', () => {
  expect(formatPhpDate('L', Date.UTC(2000, 5), 'UTC')).toBe('1');
  expect(formatPhpDate('L t', Date.UTC(2100, 1), 'UTC')).toBe('0 28');
});

test('a moment before 1970 keeps its milliseconds', () => {
  expect(formatPhpDate('Y-m-d H:i:s.v U', -1, 'UTC')).toBe('1969-12-31 23:59:59.999 -1');
});

test('an unknown zone is refused', () => {
  expect(() => formatPhpDate('c', winter, 'Mars/Base')).toThrow(RangeError);
});

test('tells whether any part of a date stands in it', () => {
  expect(hasDateLetter('d/m/Y')).toBe(true);
  expect(hasDateLetter('\\d\\m')).toBe(false);
  expect(hasDateLetter('?')).toBe(false);
});

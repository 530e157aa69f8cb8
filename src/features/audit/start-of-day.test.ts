import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayAfter, readDate, startOfDay } from './start-of-day.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
];

describe('the first moment of a date', () => {
  test.each([
    ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22', 'Europe/Berlin', '2026-11-21T23:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    // Put forward at midnight: the day begins at 1:00.
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    // Put back at 1:00 to 0:00, so that midnight comes once and the hour after it twice.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ])('%s in %s', (date, zone, moment) => {
    expect(new Date(startOfDay(date, zone)).toISOString()).toBe(moment);
  });

  test('is of that date, and the moment before is not', () => {
    const anyDay = fc
      .integer({ min: 0, max: 20_000 })
      .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...zones), (date, timeZone) => {
        // Samoa left this day out when it crossed the date line.
        fc.pre(!(timeZone === 'Pacific/Apia' && date === '2011-12-30'));
        const dateAt = (moment: number) =>
          new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
        const first = startOfDay(date, timeZone);
        expect(dateAt(first)).toBe(date);
        expect(dateOf(first, timeZone)).toBe(date);
        expect(dateOf(first - 1, timeZone)).toBe(dateAt(first - 1));
        expect(dateAt(first - 1) < date).toBe(true);
      }),
    );
  });
});

test.each(['', 'yesterday', '2026-02-30', '2026-1-1', '22.11.2026'])('%s is no date', (text) => {
  expect(readDate(text)).toBeNull();
});

test('the day after the last of a year is the first of the next', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect(readDate('2028-02-29')).toBe('2028-02-29');
});

import { expect, test } from 'vitest';
import { isTimeZone } from '#contract/time-zone.ts';

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Nowhere/Atall', false],
  ['', false],
  ['<script>', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

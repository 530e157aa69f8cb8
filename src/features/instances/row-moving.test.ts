import { expect, test } from 'vitest';
import { placeAfter } from './row-moving.ts';

const extent = { count: 5000, screenful: 16 };

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 4999, 4999],
  ['PageDown', 10, 25],
  ['PageUp', 10, 0],
  ['PageDown', 4990, 4999],
  ['Home', 4000, 0],
  ['End', 0, 4999],
])('%s from %i leads to %i', (key, from, to) => {
  expect(placeAfter(key, from, extent)).toBe(to);
});

test('a window lower than a row still moves by one, and other keys move nothing', () => {
  expect(placeAfter('PageDown', 3, { count: 10, screenful: 0 })).toBe(4);
  expect(placeAfter('Enter', 3, extent)).toBeNull();
  expect(placeAfter('toString', 3, extent)).toBeNull();
  expect(placeAfter('End', 0, { count: 0, screenful: 16 })).toBeNull();
});

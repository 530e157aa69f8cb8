import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useDrawnRows } from './use-drawn-rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = (first: number, count: number) => Array.from({ length: count }, (_, step) => `row ${first + step}`);
const letTaskPass = () => act(() => void vi.advanceTimersToNextTimer());

test('four rows come with each task, the first ones first, until all are there', () => {
  const { result } = renderHook(() => useDrawnRows(ids(0, 10)));
  expect([...result.current]).toEqual(ids(0, 4));
  letTaskPass();
  expect([...result.current]).toEqual(ids(0, 8));
  letTaskPass();
  expect([...result.current]).toEqual(ids(0, 10));
  letTaskPass();
  expect(vi.getTimerCount()).toBe(0);
});

test('what is drawn stays drawn, and what is not wanted any more is given up', () => {
  const { result, rerender } = renderHook(({ wanted }) => useDrawnRows(wanted), {
    initialProps: { wanted: ids(0, 4) },
  });
  letTaskPass();
  rerender({ wanted: ids(2, 5) });
  expect([...result.current]).toEqual(ids(2, 5));
});

test('drawings that follow each other in one task share what may be made in it', () => {
  const { result, rerender } = renderHook(({ wanted }) => useDrawnRows(wanted), {
    initialProps: { wanted: ids(0, 3) },
  });
  rerender({ wanted: ids(0, 8) });
  expect([...result.current]).toEqual(ids(0, 4));
  letTaskPass();
  expect([...result.current]).toEqual(ids(0, 8));
});

test('a leap takes the former rows away in one task, and brings others with the next', () => {
  const { result, rerender } = renderHook(({ wanted }) => useDrawnRows(wanted), {
    initialProps: { wanted: ids(0, 4) },
  });
  letTaskPass();
  rerender({ wanted: ids(500, 3) });
  expect([...result.current]).toEqual([]);
  letTaskPass();
  expect([...result.current]).toEqual(ids(500, 3));
});

test('nothing goes on after the list is gone', () => {
  const { unmount } = renderHook(() => useDrawnRows(ids(0, 12)));
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

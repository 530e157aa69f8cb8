import { act, render } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { isLive } from '#src/api/events.ts';
import * as refreshing from '#src/api/refresh.ts';
import { usePolling } from './use-polling.ts';

const minute = 60_000;

function Poller({ pace }: { pace: 'calm' | 'quick' }) {
  usePolling(pace);
  return null;
}

beforeEach(() => {
  vi.useFakeTimers();
  isLive.set(false);
});

/** How often is asked within a minute. */
function askedInAMinute(pace: 'calm' | 'quick'): number {
  const refresh = vi.spyOn(refreshing, 'refresh').mockImplementation(() => {});
  const { unmount } = render(<Poller pace={pace} />);
  vi.advanceTimersByTime(minute);
  unmount();
  const count = refresh.mock.calls.length;
  refresh.mockRestore();
  return count;
}

test('a page that is told of changes hardly asks; one that is not asks often', () => {
  expect([askedInAMinute('calm'), askedInAMinute('quick')]).toEqual([4, 60]);
  isLive.set(true);
  expect([askedInAMinute('calm'), askedInAMinute('quick')]).toEqual([1, 12]);
});

test('polling begins again when the stream breaks', () => {
  isLive.set(true);
  const refresh = vi.spyOn(refreshing, 'refresh').mockImplementation(() => {});
  render(<Poller pace="calm" />);
  vi.advanceTimersByTime(30_000);
  expect(refresh).not.toHaveBeenCalled();
  act(() => isLive.set(false));
  vi.advanceTimersByTime(15_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});

import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as refreshing from '#src/api/refresh.ts';
import { formatClock } from '#src/lib/format.ts';
import { outcome } from '#src/testing/fixtures.ts';
import { OutcomeBanners } from './OutcomeBanners.tsx';

const failedSince = '2026-03-02T14:02:00.000Z';
const checkedAt = '2026-03-02T14:01:00.000Z';
const retryAt = '2026-03-02T14:05:00.000Z';
const at = (time: string) => formatClock(Date.parse(time));
const down = outcome({ state: 'failed', code: 'vendor_unavailable', failedSince, checkedAt });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function wordsOf(change: Partial<typeof down>): string | null {
  render(<OutcomeBanners outcomes={[{ ...down, ...change }]} problem={null} />);
  return screen.getByRole('status').textContent;
}

test('says since when a vendor does not answer, how old is what is shown, and when it is asked again', () => {
  expect(wordsOf({ retryAt })).toContain(
    `Tray does not answer since ${at(failedSince)}. What you see was read at ${at(checkedAt)}. Trying again at ${at(retryAt)}.`,
  );
});

test('promises no moment where none is known, and claims nothing was read where nothing was', () => {
  const words = wordsOf({ checkedAt: null });
  expect(words).toContain('Nothing has been read from there yet.');
  expect(words).not.toContain('Trying again');
});

test('another failure keeps its own words', () => {
  expect(wordsOf({ code: 'rate_limited', retryAt })).toContain(
    `Tray is asked too much at the moment. Since ${at(failedSince)}. What you see was read at ${at(checkedAt)}. Trying again at ${at(retryAt)}.`,
  );
});

test('asks again by itself as long as something failed, and not when all is well', () => {
  const refresh = vi.spyOn(refreshing, 'refresh').mockImplementation(() => {});
  const { rerender, unmount } = render(<OutcomeBanners outcomes={[down]} problem={null} noun="template" />);
  vi.advanceTimersByTime(6_000);
  expect(refresh.mock.calls).toEqual([['template'], ['template']]);
  rerender(<OutcomeBanners outcomes={[outcome()]} problem={null} noun="template" />);
  vi.advanceTimersByTime(60_000);
  expect(refresh).toHaveBeenCalledTimes(2);
  unmount();
  refresh.mockRestore();
});

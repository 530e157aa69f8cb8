import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAdjustableClock } from './clock.ts';
import { createLogger } from './logger.ts';
import { repeat, repeatByClock } from './repeat.ts';

const logger = createLogger('silent');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a repeated task', () => {
  test('runs again after each interval, the first time after one', async () => {
    const task = vi.fn(() => Promise.resolve());
    const repeating = repeat(task, 1_000, logger);
    await vi.advanceTimersByTimeAsync(999);
    expect(task).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_001);
    expect(task).toHaveBeenCalledTimes(3);
    await repeating.stop();
  });

  test('never runs twice at once: the interval begins when it has ended', async () => {
    const ends: (() => void)[] = [];
    const task = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    const repeating = repeat(task, 1_000, logger);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(task).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await repeating.stop();
  });

  test('goes on after a failure, which is logged', async () => {
    const error = vi.spyOn(logger, 'error');
    const task = vi.fn(() => Promise.reject(new Error('no')));
    const repeating = repeat(task, 1_000, logger);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(task).toHaveBeenCalledTimes(2);
    expect(error).toHaveBeenCalledTimes(2);
    await repeating.stop();
  });

  test('ends when stopped, after the run that is under way', async () => {
    let end = () => {};
    const task = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const repeating = repeat(task, 1_000, logger);
    await vi.advanceTimersByTimeAsync(1_000);
    let isStopped = false;
    const stopping = repeating.stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isStopped).toBe(false);
    end();
    await stopping;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(1);
  });
});

describe('a task repeated by a clock that leaps', () => {
  test('runs within a second of the leap, and counts on from there', async () => {
    const clock = createAdjustableClock();
    const task = vi.fn(() => Promise.resolve());
    const repeating = repeatByClock(task, 60_000, clock, logger);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(task).not.toHaveBeenCalled();
    clock.advance(31_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(task).toHaveBeenCalledTimes(2);
    await repeating.stop();
  });

  test('a task that fails is tried after the interval, not at once', async () => {
    const clock = createAdjustableClock();
    const task = vi.fn(() => Promise.reject(new Error('no')));
    const repeating = repeatByClock(task, 60_000, clock, logger);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(1);
    await repeating.stop();
  });
});

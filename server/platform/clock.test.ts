import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAdjustableClock, systemClock } from './clock.ts';

const start = new Date('2026-03-29T00:59:59.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the adjustable clock', () => {
  test('runs with real time until it is moved', () => {
    const clock = createAdjustableClock();
    vi.advanceTimersByTime(1_500);
    expect(clock.now()).toEqual(systemClock.now());
  });

  test('adds up its moves and goes on running', () => {
    const clock = createAdjustableClock();
    clock.advance(60_000);
    clock.advance(1);
    vi.advanceTimersByTime(500);
    expect(clock.now().getTime()).toBe(start.getTime() + 60_501);
  });

  test('follows another clock, backwards too, and runs on from there', () => {
    const clock = createAdjustableClock();
    clock.advance(60_000);
    clock.follow(new Date('2020-01-01T00:00:00.000Z'));
    vi.advanceTimersByTime(250);
    expect(clock.now()).toEqual(new Date('2020-01-01T00:00:00.250Z'));
  });
});

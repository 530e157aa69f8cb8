import type { Clock } from '../../platform/clock.ts';

/** A time that passes only while something waits for it, so that minutes of waiting take no time. */
export interface MovedClock extends Clock {
  wait: (milliseconds: number) => Promise<void>;
  advance: (milliseconds: number) => void;
  elapsedMs: () => number;
}

export function createMovedClock(): MovedClock {
  const beganAt = Date.parse('2026-03-02T10:00:00.000Z');
  let elapsedMs = 0;
  const advance = (milliseconds: number) => {
    elapsedMs += milliseconds;
  };
  return {
    now: () => new Date(beganAt + elapsedMs),
    elapsedMs: () => elapsedMs,
    advance,
    wait: (milliseconds) => {
      advance(milliseconds);
      // Lets everybody who was told something act upon it first.
      return new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
  };
}

/** Where the time comes from. Everything that waits or expires asks this, never `Date.now()`, so tests can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs with real time from a distance that can be moved forward. */
export interface AdjustableClock extends Clock {
  advance(milliseconds: number): void;
  /** Makes `now()` be this moment, as told by somebody else's clock. */
  follow(now: Date): void;
}

export function createAdjustableClock(): AdjustableClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (milliseconds) => {
      offsetMs += milliseconds;
    },
    follow: (now) => {
      offsetMs = now.getTime() - Date.now();
    },
  };
}

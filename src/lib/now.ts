import { useStore } from '@nanostores/react';
import { atom, computed, onMount } from 'nanostores';
import type { ReadableAtom } from 'nanostores';

const seconds = atom(Date.now());

onMount(seconds, () => {
  seconds.set(Date.now());
  const timer = setInterval(() => seconds.set(Date.now()), 1000);
  return () => clearInterval(timer);
});

const bySecond = seconds;
const byFiveSeconds = rounded(5000);
const byHalfMinute = rounded(30_000);

function rounded(stepMs: number): ReadableAtom<number> {
  return computed(seconds, (now) => Math.floor(now / stepMs) * stepMs);
}

const clocks = { second: bySecond, fiveSeconds: byFiveSeconds, halfMinute: byHalfMinute };

/** The time now, in milliseconds, told again every `step`. All who listen share one timer. */
export function useNow(step: keyof typeof clocks): number {
  return useStore(clocks[step]);
}

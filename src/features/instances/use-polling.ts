import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import { isLive } from '#src/api/events.ts';
import { refresh } from '#src/api/refresh.ts';

const intervals = {
  /** While nobody tells what changes. */
  alone: { calm: 15_000, quick: 1000 },
  /** While changes are told: for the ages on show, and in case one was not told. */
  live: { calm: 60_000, quick: 5000 },
};

/** Asks again for instances on show while the page is in sight: `quick` while something is under way. */
export function usePolling(pace: keyof typeof intervals.alone): void {
  const mode = useStore(isLive) ? 'live' : 'alone';
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') refresh('instance');
    };
    const timer = setInterval(ask, intervals[mode][pace]);
    // While changes are told, a page that comes into sight asks for what it was told meanwhile.
    if (mode === 'alone') document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [mode, pace]);
}

import { useEffect } from 'react';
import { refresh } from '#src/api/refresh.ts';

const intervals = { calm: 15_000, quick: 1000 };

/** Asks again for instances on show while the page is in sight: `quick` while something is under way. */
export function usePolling(pace: keyof typeof intervals): void {
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') refresh('instance');
    };
    const timer = setInterval(ask, intervals[pace]);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [pace]);
}

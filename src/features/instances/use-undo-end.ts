import { useEffect } from 'react';
import { refresh } from '#src/api/refresh.ts';

const longestMs = 10_000;
/** After the moment is over by our clock the server is asked, which alone knows whether it is. */
const shortestMs = 500;

/**
 * Asks again when the moment in which something may be undone is over. The server decides when that is: its clock and the
 * browser's may differ, so the button stays until the server no longer offers it.
 */
export function useUndoEnd(undoUntil: string | null, noun: 'instance' | 'operation'): void {
  useEffect(() => {
    if (undoUntil === null) return undefined;
    const leftMs = Math.min(Math.max(Date.parse(undoUntil) - Date.now(), shortestMs), longestMs);
    const timer = setInterval(() => refresh(noun), leftMs + shortestMs);
    return () => clearInterval(timer);
  }, [undoUntil, noun]);
}

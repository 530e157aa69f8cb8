import { atom } from 'nanostores';
import { hasUnsaved } from './open-work.ts';

/** Somebody wants to leave what is not saved: what happens when they do, and when they stay. */
export interface LeaveQuestion {
  leave: () => void;
  stay: () => void;
}

const asked = atom<LeaveQuestion | null>(null);

/** The question on show; null while there is none. */
export const leaveQuestion = asked;

/** Does what leaves something unsaved: at once where nothing is, else when the person has said so. */
export function whenMayLeave(leave: () => void): void {
  if (!hasUnsaved.get()) {
    leave();
    return;
  }
  // The first question stands until it is answered.
  if (asked.get()) return;
  const close = () => asked.set(null);
  asked.set({
    stay: close,
    leave: () => {
      close();
      leave();
    },
  });
}

let onPop: ((event: PopStateEvent) => void) | null = null;

/** Puts in place what is told of back and forward before the router is. Null: nobody. */
export function holdPop(hold: typeof onPop): void {
  onPop = hold;
}

/**
 * Listens for back and forward. To be called before the router begins to: at the window listeners are called in the order
 * in which they came, the capturing ones not before the others. Returns what ends it.
 */
export function listenBeforeRouter(): () => void {
  const tell = (event: PopStateEvent) => onPop?.(event);
  window.addEventListener('popstate', tell);
  return () => window.removeEventListener('popstate', tell);
}

import * as z from 'zod/mini';
import { holdPop, whenMayLeave } from './leaving.ts';

/** The router numbers the entries it makes in the state that the browser keeps with each. */
const numberedSchema = z.object({ idx: z.number() });

const shown: { state: unknown; pathname: string; href: string } = { state: null, pathname: '', href: '' };

/** Moves of our own that the browser has not told of yet. */
let ownMoves = 0;

/**
 * Remembers the entry of the browser's history that is on show. To be called with the path that the router shows whenever
 * that is another: where the browser is elsewhere, it is on its way back from there.
 */
export function rememberEntry(pathname: string): void {
  if (pathname !== location.pathname) return;
  Object.assign(shown, { state: history.state, pathname: location.pathname, href: location.href });
}

/**
 * Holds back and forward, and the closing of the tab. The browser has already moved when it tells of back or forward, so it
 * is moved back to the entry on show, before the router hears of it; whoever then says to leave is moved on again. Returns
 * what ends the guard.
 */
export function guardHistory(): () => void {
  rememberEntry(location.pathname);
  ownMoves = 0;
  holdPop(onPopState);
  window.addEventListener('beforeunload', askBrowser);
  return () => {
    holdPop(null);
    window.removeEventListener('beforeunload', askBrowser);
  };
}

function onPopState(event: PopStateEvent): void {
  const isOnShow = location.pathname === shown.pathname;
  if (ownMoves > 0) {
    ownMoves -= 1;
    // The way back ends where the router still is.
    if (isOnShow) event.stopImmediatePropagation();
    return;
  }
  // Another search on the same page loses nothing.
  if (isOnShow) return;
  event.stopImmediatePropagation();
  const steps = stepsTo(event.state);
  if (steps) move(() => history.go(-steps));
  // An entry that the router did not make, such as a hash typed into the address: where it lies is not known.
  else history.pushState(shown.state, '', shown.href);
  whenMayLeave(() => move(() => (steps ? history.go(steps) : history.back())));
}

function move(act: () => void): void {
  ownMoves += 1;
  act();
}

function askBrowser(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** How many entries after the one on show the browser went; null when it cannot be known. */
function stepsTo(state: unknown): number | null {
  const from = z.safeParse(numberedSchema, shown.state);
  const to = z.safeParse(numberedSchema, state);
  if (!from.success || !to.success || from.data.idx === to.data.idx) return null;
  return to.data.idx - from.data.idx;
}

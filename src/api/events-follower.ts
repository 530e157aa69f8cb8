import type { ChangeEvent } from '#contract/endpoints/events.ts';
import { openSharedStream } from './events-stream.ts';
import { refresh, refreshEverything } from './refresh.ts';

/**
 * Acts on the stream. A tab that is out of sight only remembers that it missed something and asks once when it is looked
 * at again, so that many open tabs do not all ask at each change.
 */
export function startFollowing(personId: string, setLive: (isLive: boolean) => void): () => void {
  let hasMissed = false;

  function onGap(): void {
    hasMissed = document.visibilityState === 'hidden';
    if (!hasMissed) refreshEverything();
  }

  function onEvent({ noun, id }: ChangeEvent): void {
    if (noun === 'session' || document.visibilityState !== 'hidden') refresh(noun, id ?? undefined);
    else hasMissed = true;
  }

  const open = () => openSharedStream(personId, { onEvent, onGap, onLive: setLive });
  let close: (() => void) | null = open();

  // An open connection or a held lock keeps a page out of the back/forward cache, and lets another tab wait.
  const onPageHide = () => {
    close?.();
    close = null;
    setLive(false);
  };
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    close ??= open();
    onGap();
  };
  const onVisible = () => {
    if (hasMissed) onGap();
  };
  window.addEventListener('pagehide', onPageHide);
  window.addEventListener('pageshow', onPageShow);
  window.addEventListener('online', onGap);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    close?.();
    window.removeEventListener('pagehide', onPageHide);
    window.removeEventListener('pageshow', onPageShow);
    window.removeEventListener('online', onGap);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

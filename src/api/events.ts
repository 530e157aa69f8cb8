import { atom } from 'nanostores';

/** Whether changes are told to this tab as they happen. What is on show is polled while they are not. */
export const isLive = atom(false);

/**
 * Has whatever the server tells this person to have changed asked for again, until the returned function is called. The
 * stream's code comes after the first paint; without it, or without the stream, the page polls.
 */
export function followEvents(personId: string): () => void {
  let stop = () => {};
  let isOver = false;
  if (typeof EventSource !== 'undefined') {
    void import('./events-follower.ts').then(
      ({ startFollowing }) => {
        if (!isOver) stop = startFollowing(personId, (live) => isLive.set(live));
      },
      () => {},
    );
  }
  return () => {
    isOver = true;
    stop();
    isLive.set(false);
  };
}

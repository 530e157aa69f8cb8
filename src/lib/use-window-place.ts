import { useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Which part of the page the window shows, in pixels. */
export interface WindowPlace {
  top: number;
  height: number;
}

const read = (): WindowPlace => ({ top: window.scrollY, height: window.innerHeight });

/**
 * Where the window is, drawn in the frame in which it moves there. The second part is called after the page was scrolled by
 * us: the browser tells of it only after the next frame, which would show what belongs to the former place.
 */
export function useWindowPlace(): readonly [WindowPlace, () => void] {
  const [place, setPlace] = useState(read);
  const look = useCallback(() => {
    const now = read();
    setPlace((before) => (before.top === now.top && before.height === now.height ? before : now));
  }, []);
  useLayoutEffect(() => {
    const follow = () => flushSync(look);
    window.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', follow, { passive: true });
    return () => {
      window.removeEventListener('scroll', follow);
      window.removeEventListener('resize', follow);
    };
  }, [look]);
  return [place, look];
}

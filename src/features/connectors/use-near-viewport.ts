import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** As far beyond the window's edges what comes next is drawn. */
const margin = '75% 0px';

interface Nearness {
  isNear: boolean;
  /** How high it was when it was last drawn; null before. */
  heightPx: number | null;
}

/**
 * Whether an element is near to what is in sight: what is far off need not be drawn, whatever was drawn before, because
 * a page of thousands of rows is slow with each of them. What has the focus stays.
 */
export function useNearViewport(ref: RefObject<HTMLElement | null>): Nearness {
  const [nearness, setNearness] = useState<Nearness>({
    isNear: typeof IntersectionObserver === 'undefined',
    heightPx: null,
  });
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        if (!entry.isIntersecting && element.contains(document.activeElement)) return;
        setNearness((former) => {
          if (former.isNear === entry.isIntersecting) return former;
          const lastPx = former.isNear ? entry.boundingClientRect.height : null;
          return { isNear: entry.isIntersecting, heightPx: lastPx };
        });
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return nearness;
}

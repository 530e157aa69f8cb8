import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** How far an element stands below the top of the page, in pixels. */
export function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    look();
    // What stands above it changes its own height only with that of the page; asked then, no layout is forced.
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}

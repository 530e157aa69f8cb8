import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { RowLayout } from './row-layout.ts';
import type { InstanceList } from './use-instance-list.ts';
import { coveredPx } from './use-row-focus.ts';

interface Drawing {
  layout: RowLayout;
  list: InstanceList;
  drawn: ReadonlySet<string>;
  listTop: number;
}

/**
 * Keeps what is being read where it is in the window when rows come, go or turn out higher above it: the first row in sight
 * that one could read. `onScrolled` is told when the window was moved for it. `soughtIndex` is the row that a key leads
 * to, while it is not there yet: then that one is kept in sight.
 */
export function useReadingPlace(
  drawing: Drawing,
  soughtIndex: RefObject<number | null>,
  seek: (index: number) => void,
  onScrolled: () => void,
): void {
  const former = useRef<Drawing | null>(null);
  useLayoutEffect(() => {
    const before = former.current;
    former.current = drawing;
    if (!before || before.layout === drawing.layout || before.list.orderKey !== drawing.list.orderKey) return;
    if (soughtIndex.current !== null) {
      seek(soughtIndex.current);
      return;
    }
    const shift = shiftOf(before, drawing);
    if (shift === 0) return;
    window.scrollBy(0, shift);
    onScrolled();
  });
}

/** How far what was being read has moved, in pixels. Asked of where the window is now, which may not have been drawn yet. */
function shiftOf(before: Drawing, after: Drawing): number {
  const top = window.scrollY + coveredPx.top - before.listTop;
  if (top <= 0) return 0;
  const first = before.layout.indexAt(top);
  const last = before.layout.indexAt(top + window.innerHeight - coveredPx.top);
  for (let index = first; index <= last; index += 1) {
    const id = before.list.rowAt(index)?.id;
    const place = id !== undefined && before.drawn.has(id) ? after.list.indexOf(id) : -1;
    if (place >= 0) return after.layout.startOf(place) - before.layout.startOf(index);
  }
  return after.layout.startOf(first) - before.layout.startOf(first);
}

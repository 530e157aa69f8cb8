import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { singleKeys } from '#src/lib/preferences.ts';
import type { FocusedList, FocusedRow, RowFocus } from './row-focus.ts';

interface FocusableList extends Pick<FocusedList, 'indexOf' | 'show'> {
  totalCount: number;
  rowHeightPx: number;
  /** Changes with what is listed and in which order. */
  orderKey: string;
}

/** What the shell's bar and the list's header cover of the window, as `scroll-padding-block` of base.css has it. */
export const coveredPx = { top: 112, bottom: 88 };

/**
 * The keyboard's way through a list. `heldIndex` is the row that must stay in the page, because it has the focus or had it
 * last: it is also the one that Tab leads to. What listens to keys is loaded after the list is on show.
 */
export function useRowFocus(table: RefObject<HTMLElement | null>, list: FocusableList) {
  const [held, setHeld] = useState<(FocusedRow & { orderKey: string }) | null>(null);
  const latest = useRef(list);
  const follower = useRef<RowFocus | null>(null);
  useLayoutEffect(() => {
    latest.current = list;
    follower.current?.settle();
  });

  useEffect(() => {
    let isGone = false;
    void import('./row-focus.ts').then(({ followFocus }) => {
      if (isGone || !table.current) return;
      follower.current = followFocus(table.current, {
        count: () => latest.current.totalCount,
        screenful: () =>
          Math.floor((window.innerHeight - coveredPx.top - coveredPx.bottom) / latest.current.rowHeightPx),
        indexOf: (id) => latest.current.indexOf(id),
        show: (index) => latest.current.show(index),
        onFocus: (row) => setHeld({ ...row, orderKey: latest.current.orderKey }),
        hasSingleKeys: () => singleKeys.get(),
      });
    });
    return () => {
      isGone = true;
      follower.current?.stop();
      follower.current = null;
    };
  }, [table]);

  // In a microtask: by then all of the table has been told of the change.
  const settle = useCallback(() => queueMicrotask(() => follower.current?.settle()), []);
  return { heldIndex: heldIndexOf(held, list), settle };
}

function heldIndexOf(held: (FocusedRow & { orderKey: string }) | null, list: FocusableList): number | null {
  if (!held) return null;
  const index = list.indexOf(held.id);
  if (index >= 0) return index;
  // In another order its old place means nothing; in the same one, whatever follows it stands there now.
  return held.orderKey === list.orderKey ? Math.max(0, Math.min(held.index, list.totalCount - 1)) : null;
}

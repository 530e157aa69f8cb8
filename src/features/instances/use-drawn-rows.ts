import { useLayoutEffect, useState } from 'react';

/**
 * How many rows are made in one task. One costs about as much as everything else that a frame has to do, and a leap brings
 * thirty of them.
 */
const mostNewRows = 4;

/**
 * Which of the wanted rows are drawn in full: those that already are, and a few more with each task, the first ones first,
 * until all are. The others are to be shown as rows that are on their way.
 */
export function useDrawnRows(wantedIds: readonly string[]): ReadonlySet<string> {
  const [, drawMore] = useState(0);
  const [page] = useState(() => rowsOfPage(() => drawMore((times) => times + 1)));
  const drawn = new Set<string>();
  let room = page.roomFor(wantedIds);
  for (const id of wantedIds) {
    if (!page.has(id)) {
      if (room === 0) continue;
      room -= 1;
    }
    drawn.add(id);
  }
  const isPartial = wantedIds.some((id) => !drawn.has(id));
  useLayoutEffect(() => page.hold(drawn, isPartial));
  useLayoutEffect(() => page.stop, [page]);
  return drawn;
}

/**
 * What the page holds. No state of React's: it is known when a drawing has reached the page, however that came about, and
 * how much may still be made in the present task is the same for all drawings in it.
 */
function rowsOfPage(drawMore: () => void) {
  let held: ReadonlySet<string> = new Set();
  let room = mostNewRows;
  let isPartial = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    has: (id: string) => held.has(id),
    /** None in the task of a leap, which has all former rows to take away. */
    roomFor: (wantedIds: readonly string[]) => (held.size > 0 && !wantedIds.some((id) => held.has(id)) ? 0 : room),
    hold(ids: ReadonlySet<string>, isPartOfThem: boolean): void {
      for (const id of ids) if (!held.has(id)) room -= 1;
      held = ids;
      isPartial = isPartOfThem;
      if (room === mostNewRows && !isPartial) return;
      // A task of its own, so that keys and the wheel come in between.
      timer ??= setTimeout(() => {
        timer = undefined;
        room = mostNewRows;
        if (isPartial) drawMore();
      });
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      held = new Set();
    },
  };
}

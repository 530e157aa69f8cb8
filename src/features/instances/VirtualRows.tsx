import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { decideCause } from '#contract/row-cause.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useTopOf } from '#src/lib/use-top-of.ts';
import { useWindowPlace } from '#src/lib/use-window-place.ts';
import { pageSize } from './instance-list-query.ts';
import type { InstanceRowData } from './instance-row.ts';
import { InstanceRow } from './InstanceRow.tsx';
import { rowLayouts } from './row-layout.ts';
import { WaitingRow } from './TableSkeleton.tsx';
import type { TableShape } from './table-shape.ts';
import { useDrawnRows } from './use-drawn-rows.ts';
import type { InstanceList } from './use-instance-list.ts';
import { useReadingPlace } from './use-reading-place.ts';
import { useRowHeights } from './use-row-heights.ts';
import { coveredPx } from './use-row-focus.ts';
import styles from './InstanceTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceTable.tsx
// oxlint-disable react/immutability -- a ref that is handed down is there to be set

export interface VirtualRowsProps {
  list: InstanceList;
  totalCount: number;
  shape: TableShape;
  /** The row that stays in the page wherever one scrolls; null: none. */
  heldIndex: number | null;
  /** Given a function that scrolls to a row. */
  scrollTo: RefObject<((index: number) => void) | null>;
  /** Told after each change of the rows in the page. */
  onDrawn: () => void;
}

/** How many rows the page holds at most, beside the header, the held row and one that is half in sight. */
const mostRows = 60 - 3;
const widestOverscan = 8;
/** What a second line of one line of text adds; where it is higher, measuring finds out. */
const noteHeightPx = 30;
/** How many rows around those in sight are read, so that slow scrolling meets none that is still on its way. */
const readAhead = 20;

/** The rows in view of a long list; the rest is height. */
export function VirtualRows({ list, totalCount, shape, heldIndex, scrollTo, onDrawn }: VirtualRowsProps) {
  const { rowAt, show, pages } = list;
  const { rowHeightPx } = shape;
  const { hasUpgradeHook } = useSignedIn();
  const body = useRef<HTMLDivElement>(null);
  const listTop = useTopOf(body);
  const [place, lookAgain] = useWindowPlace();

  const expectedPx = useCallback(
    (row: InstanceRowData) => rowHeightPx + (decideCause(row, hasUpgradeHook) ? noteHeightPx : 0),
    [rowHeightPx, hasUpgradeHook],
  );
  const layOut = useMemo(() => rowLayouts({ pageSize, unreadPx: rowHeightPx, expectedPx }), [rowHeightPx, expectedPx]);
  const { measured, measure } = useRowHeights({ rowAt, expectedPx });
  const layout = useMemo(() => layOut({ count: totalCount, pages, measured }), [layOut, totalCount, pages, measured]);

  const overscan = overscanFor(rowHeightPx);
  const firstInSight = layout.indexAt(place.top - listTop);
  const lastInSight = layout.indexAt(place.top - listTop + place.height);
  const first = Math.max(0, firstInSight - overscan);
  const last = Math.min(totalCount - 1, lastInSight + overscan);
  const tabStop = heldIndex ?? firstInSight;

  const inPage = withHeld(stretch(first, last), heldIndex);
  const byNeed = [heldIndex ?? firstInSight, ...stretch(firstInSight, lastInSight), ...inPage];
  const drawn = useDrawnRows(byNeed.flatMap((index) => rowAt(index)?.id ?? []));

  const firstPage = Math.floor(Math.max(0, firstInSight - readAhead) / pageSize);
  const lastPage = Math.floor(Math.min(totalCount - 1, lastInSight + readAhead) / pageSize);
  useEffect(() => show(firstPage, lastPage), [show, firstPage, lastPage]);

  const soughtIndex = useRef<number | null>(null);
  function seek(index: number): void {
    const start = listTop + layout.startOf(index);
    const end = start + layout.heightOf(index);
    if (start < window.scrollY + coveredPx.top) window.scrollTo(0, start - coveredPx.top);
    else if (end > window.scrollY + window.innerHeight - coveredPx.bottom) {
      window.scrollTo(0, end - window.innerHeight + coveredPx.bottom);
    }
    lookAgain();
  }
  useReadingPlace({ layout, list, drawn, listTop }, soughtIndex, seek, lookAgain);
  useLayoutEffect(() => {
    scrollTo.current = (index) => {
      soughtIndex.current = index;
      seek(index);
    };
    if (soughtIndex.current !== null && drawn.has(rowAt(soughtIndex.current)?.id ?? '')) soughtIndex.current = null;
    onDrawn();
  });

  const seen = new Set<string>();
  return (
    <div ref={body} role="rowgroup" className={styles['virtual']} style={{ height: layout.totalPx }}>
      {inPage.map((index) => {
        const row = rowAt(index);
        const topPx = layout.startOf(index);
        if (!row || !drawn.has(row.id)) {
          if (index < first || index > last) return null;
          // Another element than the one of a row that was not read: the place of that was a guess.
          const key = row ? `${row.id} waits` : `at ${index}`;
          return <WaitingRow key={key} shape={shape} index={index} topPx={topPx} heightPx={layout.heightOf(index)} />;
        }
        // Between the answers for two pages one row may stand in both.
        const key = seen.has(row.id) ? `${row.id} again` : row.id;
        seen.add(row.id);
        return (
          <InstanceRow
            key={key}
            ref={measure}
            row={row}
            index={index}
            shape={shape}
            isTabStop={index === tabStop}
            topPx={topPx}
          />
        );
      })}
    </div>
  );
}

function stretch(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}

function withHeld(indexes: number[], heldIndex: number | null): number[] {
  if (heldIndex === null || indexes.includes(heldIndex)) return indexes;
  return [...indexes, heldIndex].toSorted((one, other) => one - other);
}

/** How many rows beyond those in sight are drawn: fewer where a tall window shows many. */
function overscanFor(rowHeightPx: number): number {
  const inSight = Math.ceil(window.innerHeight / rowHeightPx) + 1;
  return Math.max(0, Math.min(widestOverscan, Math.floor((mostRows - inSight) / 2)));
}

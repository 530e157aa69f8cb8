import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import type { Range, Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { decideCause } from '#contract/row-cause.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { InstanceRow } from './InstanceRow.tsx';
import { SkeletonRow } from './TableSkeleton.tsx';
import type { TableShape } from './table-shape.ts';
import type { InstanceList } from './use-instance-list.ts';
import { coveredPx } from './use-row-focus.ts';
import styles from './InstanceTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceTable.tsx
// oxlint-disable react/immutability -- the virtualizer is no state of React's: it is told where the window is

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
  const { rowAt, show } = list;
  const { rowHeightPx } = shape;
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setScrollMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    // What stands above changes with the banners, and those with the answer.
  }, [rowAt, shape]);

  const overscan = overscanFor(rowHeightPx);
  const { hasUpgradeHook } = useSignedIn();
  const estimateSize = useCallback(
    (index: number) => {
      const row = rowAt(index);
      return rowHeightPx + (row && decideCause(row, hasUpgradeHook) ? noteHeightPx : 0);
    },
    [rowAt, rowHeightPx, hasUpgradeHook],
  );
  const getItemKey = useCallback((index: number) => rowAt(index)?.id ?? index, [rowAt]);
  const rangeExtractor = useCallback((range: Range) => withHeld(defaultRangeExtractor(range), heldIndex), [heldIndex]);
  // The virtualizer changes inside while its handle stays the same: nothing made of it may be remembered.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: totalCount,
    estimateSize,
    getItemKey,
    rangeExtractor,
    overscan,
    // Known before it is measured: else nothing is drawn at first, and then everything at once, in one long task.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    scrollMargin,
    scrollPaddingStart: coveredPx.top,
    scrollPaddingEnd: coveredPx.bottom,
  });
  const items = virtualizer.getVirtualItems();
  const firstIndex = virtualizer.range?.startIndex ?? 0;
  const lastIndex = virtualizer.range?.endIndex ?? 0;
  const isInBlock = (index: number) => index >= firstIndex - overscan && index <= lastIndex + overscan;
  const blockStart = items.find(({ index }) => isInBlock(index))?.start ?? scrollMargin;
  const tabStop = heldIndex ?? firstIndex;

  useEffect(
    () => show(firstIndex - readAhead, Math.min(totalCount - 1, lastIndex + readAhead)),
    [show, firstIndex, lastIndex, totalCount],
  );
  useLayoutEffect(() => {
    scrollTo.current = (index) => virtualizer.scrollToIndex(index, { align: 'auto' });
    onDrawn();
  });

  useReadingPlace(virtualizer, list, firstIndex);

  const seen = new Set<string>();
  return (
    <div ref={body} role="rowgroup" className={styles['virtual']} style={{ height: virtualizer.getTotalSize() }}>
      <div
        role="presentation"
        className={styles['window']}
        style={{ transform: `translateY(${blockStart - scrollMargin}px)` }}
      >
        {items.map((item) => {
          const { index } = item;
          const row = rowAt(index);
          const isAway = !isInBlock(index);
          if (!row) return isAway ? null : <SkeletonRow key={`at ${index}`} shape={shape} index={index} />;
          // Between the answers for two pages one row may stand in both.
          const key = seen.has(row.id) ? `${row.id} again` : row.id;
          seen.add(row.id);
          return (
            <InstanceRow
              key={key}
              ref={virtualizer.measureElement}
              row={row}
              index={index}
              shape={shape}
              isTabStop={index === tabStop}
              awayPx={isAway ? item.start - blockStart : null}
            />
          );
        })}
      </div>
    </div>
  );
}

/**
 * Keeps what is being read where it is in the window when rows come, go or turn out higher above it. The virtualizer does
 * so only for rows that it measures while one scrolls down.
 */
function useReadingPlace(
  virtualizer: Virtualizer<Window, Element>,
  { rowAt, indexOf, orderKey }: InstanceList,
  firstIndex: number,
): void {
  const [, drawAgain] = useState(0);
  const place = useRef<{ orderKey: string; id: string | undefined; index: number; start: number } | null>(null);
  useLayoutEffect(() => {
    const before = place.current;
    if (before?.orderKey !== orderKey) return;
    const index = before.id === undefined ? before.index : indexOf(before.id);
    const start = virtualizer.measurementsCache[index]?.start;
    if (start === undefined || start === before.start) return;
    window.scrollBy(0, start - before.start);
    // The event that tells of it comes after the next frame, which would show the rows of the former place.
    virtualizer.scrollOffset = window.scrollY;
    drawAgain((times) => times + 1);
  }, [virtualizer, indexOf, orderKey]);
  useLayoutEffect(() => {
    const start = virtualizer.measurementsCache[firstIndex]?.start;
    place.current =
      firstIndex > 0 && start !== undefined ? { orderKey, id: rowAt(firstIndex)?.id, index: firstIndex, start } : null;
  });
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

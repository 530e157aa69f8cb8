import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { InstanceRow } from './InstanceRow.tsx';
import type { InstanceRowData } from './instance-row.ts';
import styles from './InstanceTable.module.css';

const rowHeightPx = 45;
const cardHeightPx = 117;
const narrowPx = 720;

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceTable.tsx

export interface VirtualRowsProps {
  totalCount: number;
  /** Undefined while the row's page is on its way. */
  rowAt: (index: number) => InstanceRowData | undefined;
  /** Told which rows are in view, so that their pages are fetched. */
  onShow: (firstIndex: number, lastIndex: number) => void;
  /** Admins see whose each instance is. */
  withOwner: boolean;
}

/** The rows in view of a long list; the rest is height. */
export function VirtualRows({ totalCount, rowAt, onShow, withOwner }: VirtualRowsProps) {
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setScrollMargin(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);

  const height = window.innerWidth <= narrowPx ? cardHeightPx : rowHeightPx;
  // The virtualizer changes inside while its handle stays the same: nothing made of it may be remembered.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: totalCount,
    estimateSize: () => height,
    getItemKey: (index) => rowAt(index)?.id ?? index,
    overscan: 6,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const firstIndex = items[0]?.index ?? 0;
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => onShow(firstIndex, lastIndex), [onShow, firstIndex, lastIndex]);

  return (
    <div ref={body} role="rowgroup" className={styles['virtual']} style={{ height: virtualizer.getTotalSize() }}>
      <div
        role="presentation"
        className={styles['window']}
        style={{ transform: `translateY(${(items[0]?.start ?? scrollMargin) - scrollMargin}px)` }}
      >
        {items.map(({ index, key }) => {
          const row = rowAt(index);
          return row ? (
            <InstanceRow
              key={key}
              ref={virtualizer.measureElement}
              row={row}
              position={index + 1}
              withOwner={withOwner}
            />
          ) : (
            <SkeletonRows key={key} rows={1} rowHeight={height} />
          );
        })}
      </div>
    </div>
  );
}

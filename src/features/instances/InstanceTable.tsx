import { Suspense, useCallback, useRef } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { columnWords } from './column-words.ts';
import type { ColumnId } from './columns.ts';
import { InstanceRow } from './InstanceRow.tsx';
import { sortFields } from './list-filter.ts';
import type { ListFilter, SortField } from './list-filter.ts';
import { SkeletonRow } from './TableSkeleton.tsx';
import type { TableShape } from './table-shape.ts';
import type { InstanceList } from './use-instance-list.ts';
import { useRowFocus } from './use-row-focus.ts';
import type { VirtualRowsProps } from './VirtualRows.tsx';
import styles from './InstanceTable.module.css';

// Up to here all rows stand in the page at once and the browser's own search finds them.
const plainRowLimit = 50;

const VirtualRows = lazyPage<VirtualRowsProps>(async () => (await import('./VirtualRows.tsx')).VirtualRows);

// Rows are grids, cards on a phone, and stand in a virtual list: a table's own elements allow none of that, so that the
// roles are given by hand. The role is `table` and not `grid`, although arrow keys move between rows: in a grid the
// browser's focus is the only way through (ARIA Authoring Practices, "Grid"), which takes a screen reader's own table
// commands away and asks for cells that can be focused. Here everything is reached by Tab and by those commands as well;
// the arrow keys are a shorter way for those who see the rows.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** What is ordered by these first has the newest at its top. */
const newestFirst: ReadonlySet<SortField> = new Set(['created', 'checked']);

interface InstanceTableProps {
  list: InstanceList;
  totalCount: number;
  shape: TableShape;
  sort: ListFilter['sort'];
  onSort: (sort: ListFilter['sort']) => void;
}

/** The list's rows under headers that sort. It holds as many rows as the server counts, drawn as they come into view. */
export function InstanceTable({ list, totalCount, shape, sort, onSort }: InstanceTableProps) {
  const t = useMessages(columnWords);
  const SelectAll = shape.parts?.SelectAll;
  const table = useRef<HTMLDivElement>(null);
  const scrollTo = useRef<((index: number) => void) | null>(null);
  const show = useCallback((index: number) => scrollTo.current?.(index), []);
  const { heldIndex, settle } = useRowFocus(table, {
    totalCount,
    rowHeightPx: shape.rowHeightPx,
    orderKey: list.orderKey,
    indexOf: list.indexOf,
    show,
  });

  return (
    <div
      ref={table}
      role="table"
      aria-label={t.label}
      aria-rowcount={totalCount + 1}
      aria-busy={list.isStale}
      data-layout={shape.layout}
      data-density={shape.density}
      className={styles['table']}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['row']} style={shape.rowStyle}>
          {shape.columns.map((id) => {
            const field = sortFields.find((known) => known === id);
            return field ? (
              <SortHeader key={id} field={field} label={t[id]} sort={sort} onSort={onSort}>
                {id === 'status' && SelectAll && <SelectAll readIds={list.readIds} />}
              </SortHeader>
            ) : (
              <PlainHeader key={id} id={id} label={t[id]} />
            );
          })}
        </div>
      </div>
      {totalCount <= plainRowLimit ? (
        <div role="rowgroup">
          {Array.from({ length: totalCount }, (_, index) => {
            const row = list.rowAt(index);
            if (!row) return null;
            return (
              <InstanceRow
                key={row.id}
                row={row}
                index={index}
                shape={shape}
                isTabStop={index === Math.min(heldIndex ?? 0, totalCount - 1)}
              />
            );
          })}
        </div>
      ) : (
        <Suspense fallback={<FirstRows shape={shape} />}>
          <VirtualRows
            // Heights that were measured hold for one layout.
            key={shape.rowHeightPx}
            list={list}
            totalCount={totalCount}
            shape={shape}
            heldIndex={heldIndex}
            scrollTo={scrollTo}
            onDrawn={settle}
          />
        </Suspense>
      )}
    </div>
  );
}

function FirstRows({ shape }: { shape: TableShape }) {
  return Array.from({ length: 8 }, (_, index) => <SkeletonRow key={index} shape={shape} index={index} />);
}

function PlainHeader({ id, label }: { id: ColumnId; label: string }) {
  return (
    <div role="columnheader" data-column={id} className={styles['plainHeader']}>
      <span className={classNames(id === 'actions' && 'visually-hidden')}>{label}</span>
    </div>
  );
}

function SortHeader({
  field,
  label,
  sort,
  onSort,
  children,
}: {
  field: SortField;
  label: string;
  children: ReactNode;
  sort: ListFilter['sort'];
  onSort: InstanceTableProps['onSort'];
}) {
  const isSorted = sort.field === field;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? direction : 'none'}
      data-column={field}
      className={styles['sortHeader']}
    >
      {children}
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onSort({ field, isDescending: isSorted ? !sort.isDescending : newestFirst.has(field) })}
      >
        {label}
        {isSorted && <Icon name={direction} />}
      </button>
    </div>
  );
}

import { Suspense } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { InstanceRow } from './InstanceRow.tsx';
import type { ListFilter, SortField } from './list-filter.ts';
import type { VirtualRowsProps } from './VirtualRows.tsx';
import styles from './InstanceTable.module.css';

const messages = i18n('instanceTable', {
  label: 'Instances',
  status: 'Status',
  name: 'Name',
  account: 'Owner',
  update: 'Version',
  created: 'Created',
  actions: 'Actions',
});

// Up to here all rows stand in the page at once and the browser's own search finds them.
const plainRowLimit = 60;

const VirtualRows = lazyPage<VirtualRowsProps>(async () => (await import('./VirtualRows.tsx')).VirtualRows);

// Rows are grids, cards on a phone, and stand in a virtual list: a table's own elements allow none of that, so that the
// roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

interface InstanceTableProps extends VirtualRowsProps {
  sort: ListFilter['sort'];
  onSort: (sort: ListFilter['sort']) => void;
  /** The rows answer a former filter; the new answer is under way. */
  isStale: boolean;
}

/** The list's rows under headers that sort. It holds as many rows as the server counts, drawn as they come into view. */
export function InstanceTable(props: InstanceTableProps) {
  const t = useMessages(messages);
  const { totalCount, rowAt, onShow, sort, onSort, withOwner, isStale } = props;
  const columns: (SortField | null)[] = [
    'status',
    'name',
    ...(withOwner ? (['account'] as const) : []),
    'update',
    'created',
    null,
  ];

  return (
    <div
      role="table"
      aria-label={t.label}
      aria-rowcount={totalCount + 1}
      aria-busy={isStale}
      className={styles['table']}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={classNames(styles['row'], withOwner && styles['withOwner'])}>
          {columns.map((field) =>
            field === null ? (
              <div key="actions" role="columnheader">
                <span className="visually-hidden">{t.actions}</span>
              </div>
            ) : (
              <SortHeader
                key={field}
                field={field}
                label={t[field === 'template' ? 'name' : field]}
                sort={sort}
                onSort={onSort}
              />
            ),
          )}
        </div>
      </div>
      {totalCount <= plainRowLimit ? (
        <div role="rowgroup">
          {Array.from({ length: totalCount }, (_, index) => {
            const row = rowAt(index);
            return row && <InstanceRow key={row.id} row={row} position={index + 1} withOwner={withOwner} />;
          })}
        </div>
      ) : (
        <Suspense fallback={<SkeletonRows />}>
          <VirtualRows totalCount={totalCount} rowAt={rowAt} onShow={onShow} withOwner={withOwner} />
        </Suspense>
      )}
    </div>
  );
}

function SortHeader({
  field,
  label,
  sort,
  onSort,
}: {
  field: SortField;
  label: string;
  sort: ListFilter['sort'];
  onSort: InstanceTableProps['onSort'];
}) {
  const isSorted = sort.field === field;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={isSorted ? direction : 'none'} data-column={field}>
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onSort({ field, isDescending: isSorted ? !sort.isDescending : field === 'created' })}
      >
        {label}
        {isSorted && <Icon name={direction} />}
      </button>
    </div>
  );
}

import { memo } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import type { ColumnId } from './columns.ts';
import type { TableShape } from './table-shape.ts';
import styles from './InstanceTable.module.css';
import skeleton from './TableSkeleton.module.css';

const widths: Partial<Record<ColumnId, number>> = {
  status: 76,
  health: 72,
  actions: 64,
  created: 56,
  checked: 56,
  update: 48,
};
const nameWidths = ['62%', '84%', '51%', '73%', '67%'];

/** A row that is on its way, in the columns, the place and the height that it will have. Silent. */
export function SkeletonRow({ shape, index }: { shape: TableShape; index: number }) {
  return (
    <div
      aria-hidden="true"
      className={classNames(styles['row'], skeleton['row'])}
      style={{ ...shape.rowStyle, height: shape.rowHeightPx }}
    >
      <SkeletonCells columns={shape.columns} index={index} />
    </div>
  );
}

/**
 * The same in a list that lays out its rows itself, with what a row begins with only: thirty whole ones take as long to
 * draw as what they stand for.
 */
export const WaitingRow = memo(function WaitingRow({
  shape,
  index,
  topPx,
  heightPx,
}: {
  shape: TableShape;
  index: number;
  topPx: number;
  heightPx: number;
}) {
  return (
    <div
      aria-hidden="true"
      className={classNames(styles['row'], styles['placed'], skeleton['row'])}
      style={{ ...shape.rowStyle, top: topPx, height: heightPx }}
    >
      <SkeletonCells columns={shape.columns.slice(0, 2)} index={index} />
    </div>
  );
});

function SkeletonCells({ columns, index }: { columns: readonly ColumnId[]; index: number }) {
  return columns.map((id) => (
    <div key={id} className={styles[id === 'template' ? 'templateCell' : id]}>
      <span style={{ width: id === 'name' ? nameWidths[index % nameWidths.length] : (widths[id] ?? '70%') }} />
    </div>
  ));
}

/** A list that is on its way, with room for its header. The page says what it waits for. */
export function TableSkeleton({ shape }: { shape: TableShape }) {
  return (
    <div aria-hidden="true" className={styles['table']} data-layout={shape.layout} data-density={shape.density}>
      <div className={skeleton['head']} />
      {Array.from({ length: 8 }, (_, index) => (
        <SkeletonRow key={index} shape={shape} index={index} />
      ))}
    </div>
  );
}

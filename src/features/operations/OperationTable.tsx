import type { Operation } from '#contract/operations.ts';
import { classNames } from '#src/lib/class-names.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { OperationRow } from './OperationRow.tsx';
import styles from './OperationTable.module.css';

const messages = i18n('operationTable', {
  label: 'Operations',
  status: 'State',
  what: 'What',
  account: 'Owner',
  when: 'Who and when',
  actions: 'Actions',
});

// Rows are grids, and cards on a phone, which a table's own elements do not allow, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** Operations as rows, newest first. */
export function OperationTable({ operations, withOwner }: { operations: readonly Operation[]; withOwner: boolean }) {
  const t = useMessages(messages);
  const columns = ['status', 'what', ...(withOwner ? (['account'] as const) : []), 'when'] as const;
  return (
    <div role="table" aria-label={t.label} className={styles['table']}>
      <div role="rowgroup" className={styles['head']}>
        <div role="row" className={classNames(styles['row'], withOwner && styles['withOwner'])}>
          {columns.map((column) => (
            <div key={column} role="columnheader">
              {t[column]}
            </div>
          ))}
          <div role="columnheader">
            <span className="visually-hidden">{t.actions}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup">
        {operations.map((operation) => (
          <OperationRow key={operation.id} operation={operation} withOwner={withOwner} />
        ))}
      </div>
    </div>
  );
}

import { i18n, useMessages } from '#src/lib/i18n.ts';
import { classNames } from '#src/lib/class-names.ts';
import type { RunData } from './run-queries.ts';
import { RunRow } from './RunRow.tsx';
import styles from './RunTable.module.css';

const messages = i18n('runTable', {
  label: 'Runs',
  state: 'State',
  flow: 'Flow',
  instance: 'Instance',
  trigger: 'Started by',
  started: 'Started',
  lasted: 'Duration',
  actions: 'Actions',
});

// Rows are grids, and cards on a phone, which a table's own elements do not allow, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** Runs as rows, the newest first. */
export function RunTable({
  runs,
  instanceId,
  onReplay,
}: {
  runs: readonly RunData[];
  /** The one instance that all are of; null: each tells its own. */
  instanceId: string | null;
  onReplay: (run: RunData) => void;
}) {
  const t = useMessages(messages);
  const withInstance = instanceId === null;
  const columns = [
    'state',
    'flow',
    ...(withInstance ? (['instance'] as const) : []),
    'trigger',
    'started',
    'lasted',
  ] as const;
  return (
    <div role="table" aria-label={t.label} className={styles['table']}>
      <div role="rowgroup">
        <div role="row" className={classNames(styles['row'], withInstance && styles['withInstance'], styles['head'])}>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={column === 'lasted' ? styles['number'] : undefined}>
              {t[column]}
            </div>
          ))}
          <div role="columnheader">
            <span className="visually-hidden">{t.actions}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} instanceId={instanceId} onReplay={onReplay} />
        ))}
      </div>
    </div>
  );
}

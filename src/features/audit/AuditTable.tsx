import { memo } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { actionWords } from './action-words.ts';
import type { AuditEntryData } from './audit-queries.ts';
import { auditWords, outcomeLamps, wordOfAction, wordOfPerson } from './audit-words.ts';
import styles from './AuditTable.module.css';

const messages = i18n('auditTable', {
  label: 'Audit log',
  outcome: 'Result',
  action: 'What',
  person: 'Who',
  account: 'For whom',
  instance: 'Instance',
  at: 'When',
});

const columns = ['outcome', 'action', 'person', 'account', 'instance', 'at'] as const;

// Rows are grids, and cards on a phone, which a table's own elements do not allow, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** Entries of the log as rows, the newest first. A row opens what else there is to know of it. */
export function AuditTable({
  entries,
  onOpen,
}: {
  entries: readonly AuditEntryData[];
  onOpen: (entry: AuditEntryData) => void;
}) {
  const t = useMessages(messages);
  return (
    <div role="table" aria-label={t.label} className={styles['table']}>
      <div role="rowgroup">
        <div role="row" className={classNames(styles['row'], styles['head'])}>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={column === 'at' ? styles['at'] : undefined}>
              {t[column]}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} onOpen={onOpen} />
        ))}
      </div>
    </div>
  );
}

/** Remembered, because thousands of them may be on show while another page of them comes. */
const AuditRow = memo(function AuditRow({
  entry,
  onOpen,
}: {
  entry: AuditEntryData;
  onOpen: (entry: AuditEntryData) => void;
}) {
  const words = useMessages(auditWords);
  const actions = useMessages(actionWords);
  const at = momentOf(entry.at);
  const { instance } = entry;
  const action = wordOfAction(actions, entry.action);
  return (
    <div role="row" className={styles['row']}>
      <div role="cell" className={styles['outcome']}>
        <Lamp kind={outcomeLamps[entry.outcome]} />
        <span>{words[entry.outcome]}</span>
      </div>
      <div role="cell" className={styles['action']}>
        <button type="button" className={styles['open']} aria-haspopup="dialog" onClick={() => onOpen(entry)}>
          {action}
        </button>
        {entry.detail && (
          <bdi className={styles['quiet']} title={entry.detail}>
            {entry.detail}
          </bdi>
        )}
      </div>
      <div role="cell" className={styles['person']}>
        <bdi className={entry.person ? undefined : styles['quiet']}>{wordOfPerson(words, entry)}</bdi>
      </div>
      <div role="cell" className={styles['account']}>
        <bdi>{entry.account?.name}</bdi>
      </div>
      <div role="cell" className={styles['instance']}>
        {instance && (
          <bdi className={instance.isRemoved ? styles['quiet'] : undefined}>{instance.name ?? instance.id}</bdi>
        )}
      </div>
      <div role="cell" className={styles['at']}>
        {at !== null && <RelativeTime moment={at} />}
      </div>
    </div>
  );
});

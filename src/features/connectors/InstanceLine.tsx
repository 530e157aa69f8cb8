import { memo } from 'react';
import { ActionButtons } from '#src/features/instances/ActionButtons.tsx';
import { applyChange, usePendingChange } from '#src/features/instances/pending-changes.ts';
import { RowNoteSlot } from '#src/features/instances/RowNoteSlot.tsx';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { ConnectorInstance } from './connector-queries.ts';
import { connectorWords, rateLimitInWords } from './connector-words.ts';
import styles from './InstanceLine.module.css';

const messages = i18n('connectorInstanceLine', {
  checked: 'Credentials checked',
  never: 'Credentials never checked',
  pool: params<{ name: string }>('Pool: {name}'),
  id: params<{ name: string }>('id of {name}'),
});

// Rows are grids, and cards on a phone, which a table's own elements do not allow, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** An instance below its connector. What only the vendor knows is left out where it could not be asked. */
export const InstanceLine = memo(function InstanceLine({
  instance,
  isComplete,
  index,
}: {
  instance: ConnectorInstance;
  /** The vendor was asked: what is null is not there, and not merely unknown. */
  isComplete: boolean;
  /** Its place among the connector's instances, from 0; the columns' names are the first row. */
  index: number;
}) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const change = usePendingChange(instance.row.id);
  const row = applyChange(instance.row, change);
  if (change?.state === 'removed') return null;

  const name = row.name || row.vendorId;
  const checkedAt = momentOf(instance.lastCheckedAt);
  const isAtRest = change?.state !== 'asked' && row.operation?.state !== 'running';
  const isInUse = row.status === 'in_use' && row.useCount !== null && row.useCount > 0;
  const use = isInUse ? words.usedBy(row.useCount ?? 0) : row.status === 'unused' ? words.unused : null;

  return (
    <div role="row" aria-rowindex={index + 2} className={styles['row']} data-id={row.id}>
      <div role="cell" className={styles['name']}>
        <LinkFromHere to={paths.connectorInstance.to(row.id)} title={name}>
          {name}
        </LinkFromHere>
        <span className={styles['copy']}>
          <CopyButton text={row.id} what={t.id({ name })} />
        </span>
      </div>
      <div role="cell" className={styles['use']}>
        <StatusLamp row={row} change={change} sentence={isAtRest ? use : null} />
      </div>
      <div role="cell" className={styles['checked']}>
        {checkedAt === null ? (
          isComplete && t.never
        ) : (
          <>
            {t.checked} <RelativeTime moment={checkedAt} />
          </>
        )}
      </div>
      <div role="cell" className={styles['rate']}>
        {rateLimitInWords(words, instance)}
      </div>
      <div role="cell" className={styles['pool']} title={instance.poolName ?? undefined}>
        {instance.poolName !== null && t.pool({ name: instance.poolName })}
      </div>
      <div role="cell" className={styles['actions']}>
        <ActionButtons row={row} />
      </div>
      <div role="cell" className={styles['note']}>
        <RowNoteSlot row={row} change={change} />
      </div>
    </div>
  );
});

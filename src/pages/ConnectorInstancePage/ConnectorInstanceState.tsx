import type { ConnectorDetail } from '#src/features/connectors/instance/connector-instance-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { connectorWords } from '#src/features/connectors/connector-words.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import styles from './ConnectorInstanceView.module.css';

const messages = i18n('connectorInstanceState', {
  of: params<{ connector: string }>('Instance of \u2068{connector}\u2069'),
  checked: 'Credentials last taken',
});

/** Below the name: what the instance is of and whose, whether anything uses it, and when its credentials last held. */
export function ConnectorInstanceState({
  row,
  detail,
  change,
}: {
  row: InstanceRowData;
  detail: ConnectorDetail | null;
  change: PendingChange | undefined;
}) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const { person } = useSignedIn();
  const useCount = detail ? detail.flows.length : row.useCount;
  const isAtRest = row.status === 'in_use' || row.status === 'unused';
  const shown: InstanceRowData =
    isAtRest && useCount !== null ? { ...row, status: useCount === 0 ? 'unused' : 'in_use' } : row;
  const isMoving = change?.state === 'asked' || row.operation?.state === 'running';
  const use = useCount === null ? null : useCount === 0 ? words.unused : words.usedBy(useCount);
  const checked = momentOf(detail?.lastCheckedAt);
  return (
    <>
      <div className={styles['state']}>
        <StatusLamp row={shown} change={change} sentence={isMoving || !isAtRest ? null : use} />
      </div>
      <p className={styles['about']}>
        <span>
          <VendorGlyph vendor={row.vendor} /> {t.of({ connector: detail?.connectorName ?? row.templateName })}
        </span>
        {person.role === 'admin' && <bdi>{row.account.name}</bdi>}
        {checked !== null && (
          <span>
            {t.checked} <RelativeTime moment={checked} />
          </span>
        )}
      </p>
    </>
  );
}

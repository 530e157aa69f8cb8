import { Link } from 'react-router-dom';
import { useQuery } from 'urql';
import { instanceListQuery } from '#src/features/instances/instance-list-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { SetUpButtons } from './SetUpButtons.tsx';
import styles from './OperationTable.module.css';

const messages = i18n('unfinishedSetUps', {
  title: 'Unfinished set-ups',
  note: 'They were begun, and wait for somebody to go on.',
  created: 'begun',
  all: count({
    one: 'Show {count} unfinished set-up in the list',
    other: 'Show {count} unfinished set-ups in the list',
  }),
  from: params<{ template: string }>('from {template}'),
});

const mostShown = 20;

/**
 * Set-ups that wait for their person although no operation of ours does: begun elsewhere, given up, or left by a newer
 * version. `shownElsewhere`: instances whose waiting operation stands on the page already.
 */
export function UnfinishedSetUps({ shownElsewhere, isAdmin }: { shownElsewhere: readonly string[]; isAdmin: boolean }) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({
    query: instanceListQuery,
    variables: { filter: { statuses: ['unfinished'] }, first: mostShown, offset: 0 },
    requestPolicy: 'cache-and-network',
  });
  const rows = (data?.instances.nodes ?? []).filter((row) => !shownElsewhere.includes(row.id));
  if (!data || rows.length === 0) return null;
  const list = isAdmin ? paths.adminInstances.to() : paths.instances.to();
  return (
    <Panel title={t.title} note={t.note}>
      <ul>
        {rows.map((row) => (
          <SetUp key={row.id} row={row} withOwner={isAdmin} />
        ))}
      </ul>
      {data.instances.totalCount > mostShown && (
        <p className={styles['all']}>
          <Link to={`${list}?status=unfinished`}>{t.all(data.instances.totalCount)}</Link>
        </p>
      )}
    </Panel>
  );
}

function SetUp({ row, withOwner }: { row: InstanceRowData; withOwner: boolean }) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const created = momentOf(row.createdAt);
  return (
    <li className={styles['row']}>
      <div className={styles['status']}>
        <Lamp kind="unfinished" />
        <span>{words.unfinished}</span>
      </div>
      <div className={styles['what']}>
        <Link to={paths.instance.to(row.id)} dir="auto" title={row.name || row.vendorId}>
          {row.name || row.vendorId}
        </Link>
        <VendorGlyph vendor={row.vendor} />
        <span className={styles['kind']}>{t.from({ template: row.templateName })}</span>
        {withOwner && <bdi className={styles['kind']}>{row.account.name}</bdi>}
      </div>
      <div className={styles['when']}>
        {created !== null && (
          <>
            {t.created} <RelativeTime moment={created} />
          </>
        )}
      </div>
      <div className={styles['actions']}>
        <SetUpButtons target={{ instanceId: row.id, name: row.name, vendor: row.vendor }} />
      </div>
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { versionFormQuery } from '#src/features/deployables/deployable-queries.ts';
import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { connectionLamps, connectionWords } from './connection-words.ts';
import { InstanceFacts } from './InstanceFacts.tsx';
import styles from './InstanceScreen.module.css';

const messages = i18n('prismaticOverview', {
  connections: 'Connections',
  none: 'It needs no connections.',
  refreshed: 'renewed',
  configure: 'Open its settings',
});

/** What an instance is connected to, what it is, and what happened to it. */
export function OverviewTab({
  row,
  detail,
  timeline,
}: {
  row: InstanceRowData;
  detail: DeployableDetail;
  timeline: readonly TimelineEntry[];
}) {
  const t = useMessages(messages);
  const words = useMessages(connectionWords);
  // Their headings are of the version; until they are known, and where they are not, its keys stand in their place.
  const form = useQuery({
    ...versionFormQuery(row.vendor, detail.versionId),
    enabled: detail.connections.length > 0,
  });
  const titleOf = (key: string) => form.data?.connections.find((one) => one.key === key)?.heading ?? key;
  return (
    <div className={styles['columns']}>
      <div>
        <Panel title={t.connections} note={<Link to={paths.configure.to(row.id)}>{t.configure}</Link>}>
          {detail.connections.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
          <ul className={styles['list']}>
            {detail.connections.map((connection) => {
              const refreshed = momentOf(connection.lastRefreshedAt);
              return (
                <li key={connection.key} className={styles['line']}>
                  <bdi>{titleOf(connection.key)}</bdi>
                  <span className={styles['state']}>
                    <Lamp kind={connectionLamps[connection.status] ?? 'unknown'} />
                    {words[connection.status] ?? words.unknown}
                  </span>
                  {refreshed !== null && (
                    <span className={styles['quiet']}>
                      {t.refreshed} <RelativeTime moment={refreshed} />
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </Panel>
        <InstanceFacts row={row} detail={detail} />
      </div>
      <div>
        <TimelinePanel entries={timeline} vendor={row.vendor} />
      </div>
    </div>
  );
}

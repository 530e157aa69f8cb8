import { NotToldPanel } from '#src/features/debug/NotToldPanel.tsx';
import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DataTable } from '#src/ui/DataTable.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { DebugPanelProps } from '../debug-panel.ts';
import { connectionLamps, connectionWords } from './connection-words.ts';
import { DebugRuns } from './DebugRuns.tsx';
import styles from './DebugPanels.module.css';

const messages = i18n('prismaticDebugPanels', {
  standing: 'Version and flags',
  versionId: 'Version’s id',
  theVersionId: 'version id',
  flags: 'Flags',
  versions: 'Versions',
  allowed: 'Allowed',
  deployed: 'Last deployed',
  never: 'never',
  connections: 'Connections',
  noConnections: 'It needs no connections.',
  key: 'Key',
  status: 'Status',
  refreshed: 'Last renewed',
  flows: 'Flows',
  noFlows: 'This version has no flows.',
  flow: 'Flow',
  ran: 'Last run',
  webhook: 'Webhook',
  none: 'none',
  flowId: 'flow id',
  failing: 'Failing',
  well: 'Not failing',
  noRetention:
    'How long it keeps runs and logs: its documentation does not say. A run that is gone there is gone here.',
  noSecrets: 'What the secret fields of a connection hold: they are never given back.',
  noReason: 'Why it has suspended an instance, or since when one of its flows fails: it says only that it is so.',
  noChanges: 'Who changed something in Prismatic itself: the timeline has what was done here, and what was noticed.',
});

/** What Prismatic says about an instance: how it stands, what it is connected to, what it runs and how that went. */
export function DebugPanels({ view }: DebugPanelProps) {
  const t = useMessages(messages);
  return (
    <>
      {view.deployable && <OfInstance detail={view.deployable} />}
      <DebugRuns instanceId={view.row.id} />
      <NotToldPanel view={view} facts={[t.noRetention, t.noSecrets, t.noReason, t.noChanges]} />
    </>
  );
}

function OfInstance({ detail }: { detail: DeployableDetail }) {
  const t = useMessages(messages);
  const words = useMessages(connectionWords);
  const { state, allowed, connections, flows } = detail;
  const { wasDeployed, configuration, hasUndeployedChanges, isFailing, isSuspended } = state;
  const { change, configure, deploy, remove, update } = allowed;
  const deployed = momentOf(state.lastDeployedAt);
  return (
    <>
      <Panel title={t.standing}>
        <DefinitionList
          entries={[
            [t.versionId, <CopyableId key="version" id={detail.versionId} what={t.theVersionId} />],
            [
              t.versions,
              <code key="versions">
                {listed({
                  chosen: formatNumber(state.versionNumber),
                  deployed: state.deployedVersionNumber ?? t.none,
                  newer: state.newerVersionNumber ?? t.none,
                })}
              </code>,
            ],
            [
              t.flags,
              <code key="flags">
                {listed({ wasDeployed, configuration, hasUndeployedChanges, isFailing, isSuspended })}
              </code>,
            ],
            [t.allowed, <code key="allowed">{listed({ change, configure, deploy, remove, update })}</code>],
            [t.deployed, deployed === null ? t.never : <RelativeTime key="deployed" moment={deployed} />],
          ]}
        />
      </Panel>
      <Panel title={t.connections}>
        <DataTable
          label={t.connections}
          none={t.noConnections}
          columns={[t.key, t.status, t.refreshed]}
          rows={connections.map((connection) => ({
            key: connection.key,
            cells: [
              connection.key,
              <span key="status" className={styles['state']}>
                <Lamp kind={connectionLamps[connection.status] ?? 'unknown'} />
                {words[connection.status] ?? words.unknown}
              </span>,
              <Moment key="refreshed" at={connection.lastRefreshedAt} none={t.never} />,
            ],
          }))}
        />
      </Panel>
      <Panel title={t.flows}>
        <DataTable
          label={t.flows}
          none={t.noFlows}
          columns={[t.flow, t.status, t.ran, t.webhook]}
          rows={flows.map((flow) => ({
            key: flow.id,
            cells: [
              <span key="flow" className={styles['flow']}>
                <bdi>{flow.name}</bdi> <CopyableId id={flow.id} what={t.flowId} />
              </span>,
              <span key="status" className={styles['state']}>
                <Lamp kind={flow.isFailing ? 'failed' : 'on'} /> {flow.isFailing ? t.failing : t.well}
              </span>,
              <Moment key="ran" at={flow.lastRanAt} none={t.never} />,
              flow.webhookUrl ?? t.none,
            ],
          }))}
        />
      </Panel>
    </>
  );
}

/** `name=value` of each; null, where the vendor does not tell, as `?`. */
function listed(facts: Record<string, string | number | boolean | null>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${value ?? '?'}`)
    .join(' ');
}

function Moment({ at, none }: { at: string | null; none: string }) {
  const moment = momentOf(at);
  return moment === null ? none : <RelativeTime moment={moment} />;
}

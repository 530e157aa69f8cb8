import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { NotToldPanel } from '#src/features/debug/NotToldPanel.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { i18n } from '#src/lib/i18n.ts';
import type { ConnectorInstanceDetail } from '#src/features/instances/instance-detail-query.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DataTable } from '#src/ui/DataTable.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { DebugPanelProps } from '../debug-panel.ts';
import styles from './DebugPanels.module.css';

const messages = i18n('patchworksDebugPanels', {
  credentials: 'Credentials',
  connector: 'Connector',
  method: 'Authentication method',
  lastCheck: 'Last credential check',
  taken: 'taken',
  never: 'never checked',
  nothingToCheck: 'nothing to check',
  settings: 'Settings',
  timeZone: 'Time zone',
  dateFormat: 'Date format',
  rateLimit: 'Rate limit',
  pool: 'Connection pool',
  none: 'none',
  updated: 'Last changed',
  fields: 'Credential fields',
  field: 'Field',
  value: 'Value',
  secret: 'secret, stored',
  unset: 'not set',
  flows: 'Process flows that use it',
  flow: 'Process flow',
  state: 'State',
  steps: 'Steps',
  enabled: 'Enabled',
  disabled: 'Disabled',
  flowId: 'flow id',
  noFlows: 'No process flow uses it.',
  runs: 'Newest runs of these flows',
  run: 'Run',
  outcome: 'Outcome',
  started: 'Started',
  message: 'Message',
  runId: 'run id',
  noRuns: 'None of them has run.',
  unknownTime: 'not told',
  running: 'Started',
  succeeded: 'Succeeded',
  failed: 'Failed',
  stopped: 'Stopped',
  partly: 'Partly succeeded',
  unknown: 'Unknown',
  noOwnRuns: 'Runs of the instance: it has none of its own. The flows that use it have, and those are here.',
  noLogs:
    'The log of a run and what it carried: Patchworks keeps logs for 7 days and payloads for 72 hours, on its own pages.',
  noSecrets: 'What a stored secret is, and whether it is still taken: that is found out when it is saved again.',
  noChanges: 'Who changed it in Patchworks itself: its audit log is on its own pages, for its administrators.',
  noFlowPages:
    'Where a flow’s own page is: whoever runs this server sets PATCHWORKS_FLOW_URL_TEMPLATE for links to it.',
});

type Run = ConnectorInstanceDetail['runs'][number];

const runLamps: Record<Run['state'], LampKind> = {
  started: 'working',
  succeeded: 'on',
  failed: 'failed',
  stopped: 'off',
  partly: 'degraded',
  unknown: 'unknown',
};

/** What the vendor says about an instance of a connector, and what it has no answer to. */
export function DebugPanels({ view }: DebugPanelProps) {
  const t = useMessages(messages);
  const detail = view.connectorInstance;
  const lacksFlowPages = detail?.flows.some(({ vendorUrl }) => vendorUrl === null) ?? false;
  const facts = [t.noOwnRuns, t.noLogs, t.noSecrets, t.noChanges, ...(lacksFlowPages ? [t.noFlowPages] : [])];
  return (
    <>
      {detail && <OfInstance detail={detail} />}
      <NotToldPanel view={view} facts={facts} />
    </>
  );
}

/** How it signs in, how it is set, what uses it and how that went. */
function OfInstance({ detail }: { detail: ConnectorInstanceDetail }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { details, pools, flows, runs, runsProblemCode, fields } = detail;
  const pool = pools.find(({ id }) => id === details.poolId);
  return (
    <>
      <Panel title={t.credentials}>
        <DefinitionList
          entries={[
            [t.connector, <bdi key="connector">{detail.connectorName}</bdi>],
            [t.method, <bdi key="method">{detail.methodName}</bdi>],
            [t.lastCheck, lastCheck()],
            [t.updated, <Moment key="updated" at={detail.updatedAt} none={t.unknownTime} />],
          ]}
        />
        <DataTable
          label={t.fields}
          none={t.nothingToCheck}
          columns={[t.field, t.value]}
          rows={fields.map((field) => ({
            key: field.key,
            cells: [field.key, field.hasValue ? (field.secret ? t.secret : (field.value ?? '')) : t.unset],
          }))}
        />
      </Panel>
      <Panel title={t.settings}>
        <DefinitionList
          entries={[
            [t.timeZone, <code key="zone">{details.timeZone}</code>],
            [t.dateFormat, <code key="format">{details.dateFormat}</code>],
            [
              t.rateLimit,
              <code key="limit">{`${formatNumber(details.rateLimitAmount)} / ${details.rateLimitUnit}`}</code>,
            ],
            [t.pool, <bdi key="pool">{details.poolId === null ? t.none : (pool?.name ?? details.poolId)}</bdi>],
          ]}
        />
      </Panel>
      <Panel title={t.flows}>
        <DataTable
          label={t.flows}
          none={t.noFlows}
          columns={[t.flow, t.state, t.steps]}
          rows={flows.map((flow) => ({
            key: flow.id,
            cells: [
              <span key="flow" className={styles['flow']}>
                <FlowName name={flow.name} url={flow.vendorUrl} /> <CopyableId id={flow.id} what={t.flowId} />
              </span>,
              <span key="state" className={styles['state']}>
                <Lamp kind={flow.isEnabled ? 'on' : 'off'} /> {flow.isEnabled ? t.enabled : t.disabled}
              </span>,
              flow.steps.map(({ name }) => name).join(', '),
            ],
          }))}
        />
      </Panel>
      <Panel title={t.runs}>
        {runsProblemCode !== null && (
          <p className={styles['unread']}>
            {wordsOfProblem(problems, { ...plainProblem(toProblemCode(runsProblemCode)), vendor: 'patchworks' }).what}
          </p>
        )}
        {runsProblemCode === null && (
          <DataTable
            label={t.runs}
            none={t.noRuns}
            columns={[t.outcome, t.started, t.flow, t.message, t.run]}
            rows={runs.map((run) => ({
              key: run.id,
              cells: [
                <span key="state" className={styles['state']}>
                  <Lamp kind={runLamps[run.state]} /> {t[run.state === 'started' ? 'running' : run.state]}
                </span>,
                <Moment key="started" at={run.startedAt} none={t.unknownTime} />,
                run.flowName,
                run.message ?? '',
                <CopyableId key="id" id={run.id} what={t.runId} />,
              ],
            }))}
          />
        )}
      </Panel>
    </>
  );

  function lastCheck() {
    if (detail.methodKind === 'none') return t.nothingToCheck;
    if (detail.lastCheckedAt === null) return t.never;
    return (
      <span key="check">
        {t.taken} <Moment at={detail.lastCheckedAt} none={t.unknownTime} />
      </span>
    );
  }
}

function Moment({ at, none }: { at: string | null; none: string }) {
  const moment = momentOf(at);
  return moment === null ? none : <RelativeTime moment={moment} />;
}

/** The address comes from what the operator has configured; anything but the web's own schemes is shown as text. */
function FlowName({ name, url }: { name: string; url: string | null }) {
  if (url === null || !/^https?:/i.test(url)) return <bdi>{name}</bdi>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <bdi>{name}</bdi> <Icon name="outside" />
    </a>
  );
}

import { Fragment } from 'react';
import { NotToldPanel } from '#src/features/debug/NotToldPanel.tsx';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DataTable } from '#src/ui/DataTable.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import type { DebugPanelProps } from '../debug-panel.ts';

const messages = i18n('trayDebugPanels', {
  standing: 'Owner and flags',
  ownerId: 'Owner at Tray',
  flags: 'Flags',
  auths: 'Connections of this instance',
  slot: 'Slot',
  authentication: 'Authentication',
  service: 'Service',
  values: 'Values',
  value: 'Value',
  default: 'Default',
  workflows: 'Workflow instances',
  workflow: 'Workflow instance',
  source: 'Source workflow',
  webhook: 'Webhook',
  ownersAuths: params<{ name: string }>('All authentications of {name}'),
  id: 'Id',
  name: 'Name',
  authenticationId: 'authentication id',
  workflowId: 'workflow id',
  sourceId: 'source workflow id',
  none: 'None',
  unset: 'not set',
  noRuns:
    'Whether its workflows ran, and how: the API has no runs, no steps and no logs. Tray’s own pages have them, under Users, Instances, See workflows, Debug.',
  noExpiry: 'When a connection runs out: Tray announces that to an address that is set in its own settings.',
  noChanges:
    'When and by whom it was changed in Tray itself: the timeline has what was done here, and what was noticed.',
});

type Detail = NonNullable<DebugViewData['detail']>;

/** What the vendor says about an instance: how it stands, what it is connected to, how it is set and what it runs. */
export function DebugPanels({ view }: DebugPanelProps) {
  const t = useMessages(messages);
  const ownersAuths = t.ownersAuths({ name: view.row.account.name });
  return (
    <>
      {view.detail && <OfInstance detail={view.detail} />}
      {/* Of an account whose instance could not be read they were not read either. */}
      {(view.detail ?? view.authentications.length > 0) && (
        <Panel title={ownersAuths}>
          <DataTable
            label={ownersAuths}
            none={t.none}
            columns={[t.id, t.name, t.service]}
            rows={view.authentications.map(({ id, name, serviceTitle, serviceVersion }) => ({
              key: id,
              cells: [
                <CopyableId key="id" id={id} what={t.authenticationId} />,
                name,
                [serviceTitle, serviceVersion].filter(Boolean).join(' '),
              ],
            }))}
          />
        </Panel>
      )}
      <NotToldPanel view={view} facts={[t.noRuns, t.noExpiry, t.noChanges]} />
    </>
  );
}

function OfInstance({ detail }: { detail: Detail }) {
  const t = useMessages(messages);
  const { ownerId, enabled, hasNewerVersion, requiresUserInput, requiresSystemInput } = detail;
  const flags = Object.entries({ enabled, hasNewerVersion, requiresUserInput, requiresSystemInput });
  return (
    <>
      <Panel title={t.standing}>
        <DefinitionList
          entries={[
            [t.ownerId, <CopyableId key="owner" id={ownerId} what={t.ownerId} />],
            [t.flags, <code key="flags">{flags.map(([name, value]) => `${name}=${value}`).join(' ')}</code>],
          ]}
        />
      </Panel>
      <Panel title={t.auths}>
        <DataTable
          label={t.auths}
          none={t.none}
          columns={[t.slot, t.authentication, t.service]}
          rows={detail.authSlots.map(({ externalId, authenticationId, authentication }) => ({
            key: externalId,
            cells: [
              externalId,
              authenticationId === null ? (
                t.unset
              ) : (
                <CopyableId key="id" id={authenticationId} what={t.authenticationId} />
              ),
              authentication ? `${authentication.name} (${authentication.serviceTitle})` : '',
            ],
          }))}
        />
      </Panel>
      <Panel title={t.values}>
        <DataTable
          label={t.values}
          none={t.none}
          columns={[t.slot, t.value, t.default]}
          rows={detail.configSlots.map(({ externalId, value, defaultValue }) => ({
            key: externalId,
            cells: [externalId, value ?? t.unset, defaultValue ?? ''],
          }))}
        />
      </Panel>
      <Panel title={t.workflows}>
        <DataTable
          label={t.workflows}
          none={t.none}
          columns={[t.workflow, t.source, t.webhook]}
          rows={detail.workflows.map((workflow) => ({
            key: workflow.id,
            cells: [
              <CopyableId key="id" id={workflow.id} what={t.workflowId} />,
              <Fragment key="source">
                <code dir="auto">{workflow.sourceWorkflowName}</code>{' '}
                <CopyableId id={workflow.sourceWorkflowId} what={t.sourceId} />
              </Fragment>,
              workflow.triggerUrl ?? t.none,
            ],
          }))}
        />
      </Panel>
    </>
  );
}

import { Fragment } from 'react';
import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages } from '#src/api/problem-messages.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { causeMessages } from '#src/features/instances/cause-words.ts';
import type { debugViewQuery } from '#src/features/instances/instance-detail-query.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { readerOf } from '#src/features/instances/reader.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { paths } from '#src/lib/paths.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { causeOf, debugCauseMessages } from './cause.ts';
import { DataTable } from './DataTable.tsx';
import styles from './DebugView.module.css';

type Vendor = { vendor: string };

const messages = i18n('debugView', {
  title: params<{ name: string }>('Debug {name}'),
  readOnly: 'Read only. That you looked is recorded and the owner can see it.',
  vendorView: params<Vendor>('Open it in {vendor}'),
  ids: 'Ids',
  id: 'Id',
  vendorId: params<Vendor>('Id at {vendor}'),
  account: 'Owner',
  ownerId: params<Vendor>('Owner at {vendor}'),
  solutionId: 'Solution',
  flags: 'Flags',
  values: 'Values',
  slot: 'Slot',
  value: 'Value',
  default: 'Default',
  auths: 'Connections of this instance',
  authentication: 'Authentication',
  service: 'Service',
  workflows: 'Workflow instances',
  workflow: 'Workflow instance',
  source: 'Source workflow',
  webhook: 'Webhook',
  ownersAuths: params<{ name: string }>('All authentications of {name}'),
  name: 'Name',
  version: 'Version',
  siblings: params<{ name: string }>('Other instances of {name}'),
  people: params<{ name: string }>('Who signs in for {name}'),
  allSiblings: params<{ count: number; name: string }>('All {count} instances of {name}'),
  status: 'Status',
  templateId: 'Solution’s id',
  accountId: 'Owner’s id',
  externalId: 'Owner’s external id',
  theTemplateId: 'solution id',
  theAccountId: 'owner id',
  theExternalId: 'external id',
  authenticationId: 'authentication id',
  workflowId: 'workflow id',
  sourceId: 'source workflow id',
  none: 'None',
  unset: 'not set',
});

/** An id in a cell, to be copied. */
function idCell(id: string, what: string) {
  return <CopyableId key={id} id={id} what={what} />;
}

export type DebugViewData = NonNullable<ResultOf<typeof debugViewQuery>['debugInstance']>;

/** Everything there is to look at, dense and to be copied. */
export function DebugView({ view }: { view: DebugViewData }) {
  const t = useMessages(messages);
  const texts = {
    debug: useMessages(debugCauseMessages),
    causes: useMessages(causeMessages),
    problems: useMessages(problemMessages),
    words: useMessages(instanceWords),
  };
  const reader = readerOf(useSignedIn());
  const { row, detail } = view;
  const vendor = vendorNames[row.vendor];
  const problemCode = detail ? null : (view.problemCode ?? 'vendor_unavailable');
  const cause = causeOf(texts, { ...view, problemCode }, reader, useNow('halfMinute'));

  return (
    <>
      <p className={styles['ribbon']}>{t.readOnly}</p>
      <PageHeader
        title={<bdi>{t.title({ name: row.name })}</bdi>}
        documentTitle={t.title({ name: row.name })}
        meta={
          <p className={styles['cause']}>
            <Lamp kind={cause.lamp} /> {cause.text}
          </p>
        }
        actions={
          view.vendorUrl && (
            <a className={styles['outside']} href={view.vendorUrl} target="_blank" rel="noreferrer">
              {t.vendorView({ vendor })} <Icon name="outside" />
            </a>
          )
        }
      />
      <div className={styles['columns']}>
        <div>
          <Panel title={t.ids}>
            <DefinitionList
              entries={[
                [t.status, <StatusLamp key="status" row={row} change={undefined} />],
                [t.id, <CopyableId key={row.id} id={row.id} what={t.id} />],
                [
                  t.vendorId({ vendor }),
                  <CopyableId key={row.vendorId} id={row.vendorId} what={t.vendorId({ vendor })} />,
                ],
                [
                  t.account,
                  <Link key="owner" to={`${paths.adminInstances.to()}?account=${encodeURIComponent(row.account.id)}`}>
                    {row.account.name}
                  </Link>,
                ],
                [
                  t.ownerId({ vendor }),
                  detail && <CopyableId key={detail.ownerId} id={detail.ownerId} what={t.ownerId({ vendor })} />,
                ],
                [
                  t.solutionId,
                  <Link
                    key="solution"
                    to={`${paths.adminInstances.to()}?template=${encodeURIComponent(row.templateId)}`}
                  >
                    {row.templateName}
                  </Link>,
                ],
                [t.templateId, idCell(row.templateId, t.theTemplateId)],
                [t.accountId, idCell(row.account.id, t.theAccountId)],
                [t.externalId, idCell(row.account.externalId, t.theExternalId)],
                [
                  t.flags,
                  detail && (
                    <code key="flags">
                      {`enabled=${detail.enabled} hasNewerVersion=${detail.hasNewerVersion} requiresUserInput=${detail.requiresUserInput} requiresSystemInput=${detail.requiresSystemInput}`}
                    </code>
                  ),
                ],
              ]}
            />
          </Panel>
          {detail && (
            <>
              <Panel title={t.auths}>
                <DataTable
                  label={t.auths}
                  none={t.none}
                  columns={[t.slot, t.authentication, t.service]}
                  rows={detail.authSlots.map((slot) => ({
                    key: slot.externalId,
                    cells: [
                      slot.externalId,
                      slot.authenticationId === null ? t.unset : idCell(slot.authenticationId, t.authenticationId),
                      slot.authentication ? `${slot.authentication.name} (${slot.authentication.serviceTitle})` : '',
                    ],
                  }))}
                />
              </Panel>
              <Panel title={t.values}>
                <DataTable
                  label={t.values}
                  none={t.none}
                  columns={[t.slot, t.value, t.default]}
                  rows={detail.configSlots.map((slot) => ({
                    key: slot.externalId,
                    cells: [slot.externalId, slot.value ?? t.unset, slot.defaultValue ?? ''],
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
                      idCell(workflow.id, t.workflowId),
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
          )}
          <Panel title={t.ownersAuths({ name: row.account.name })}>
            <DataTable
              label={t.ownersAuths({ name: row.account.name })}
              none={t.none}
              columns={[t.id, t.name, t.service]}
              rows={view.authentications.map((authentication) => ({
                key: authentication.id,
                cells: [
                  idCell(authentication.id, t.authenticationId),
                  authentication.name,
                  [authentication.serviceTitle, authentication.serviceVersion].filter(Boolean).join(' '),
                ],
              }))}
            />
          </Panel>
          <Panel title={t.siblings({ name: row.account.name })}>
            {view.siblings.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
            <ul className={styles['siblings']}>
              {view.siblings.map((sibling) => (
                <li key={sibling.id}>
                  <StatusLamp row={sibling} change={undefined} />
                  <Link to={paths.debug.to(sibling.id)} dir="auto">
                    {sibling.name}
                  </Link>
                  <span className={styles['quiet']}>{sibling.templateName}</span>
                </li>
              ))}
            </ul>
            {view.siblingCount > view.siblings.length && (
              <p>
                <Link to={`${paths.adminInstances.to()}?account=${row.account.id}`}>
                  {t.allSiblings({ count: view.siblingCount + 1, name: row.account.name })}
                </Link>
              </p>
            )}
          </Panel>
        </div>
        <div>
          <TimelinePanel entries={view.timeline} vendor={view.row.vendor} />
          <p className={styles['quiet']}>
            <Link to={paths.account.to(row.account.id)}>{t.people({ name: row.account.name })}</Link>
          </p>
        </div>
      </div>
    </>
  );
}

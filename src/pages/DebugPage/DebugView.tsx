import { Suspense } from 'react';
import { Link } from 'react-router-dom';
import { decideCause } from '#contract/row-cause.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages } from '#src/api/problem-messages.ts';
import { abilitiesOf } from '#src/features/instances/abilities.ts';
import { causeMessages } from '#src/features/instances/cause-words.ts';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
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
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { debugScreens } from '#src/vendors/registry.ts';
import { causeOf, debugCauseMessages } from './cause.ts';
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
  solutionId: 'Solution',
  connector: 'Connector',
  siblings: params<{ name: string }>('Other instances of {name}'),
  people: params<{ name: string }>('Who signs in for {name}'),
  allSiblings: params<{ count: number; name: string }>('All {count} instances of {name}'),
  status: 'Status',
  templateId: 'Solution’s id',
  connectorId: 'Connector’s id',
  accountId: 'Owner’s id',
  externalId: 'Owner’s external id',
  theTemplateId: 'solution id',
  theConnectorId: 'connector id',
  theAccountId: 'owner id',
  theExternalId: 'external id',
  none: 'None',
});

/** An id in a cell, to be copied. */
function idCell(id: string, what: string) {
  return <CopyableId key={id} id={id} what={what} />;
}

/** Everything there is to look at, dense and to be copied. */
export function DebugView({ view }: { view: DebugViewData }) {
  const t = useMessages(messages);
  const texts = {
    debug: useMessages(debugCauseMessages),
    causes: useMessages(causeMessages),
    problems: useMessages(problemMessages),
    words: useMessages(instanceWords),
  };
  const signedIn = useSignedIn();
  const reader = readerOf(signedIn);
  const { row, detail, connectorInstance, deployable, deployedSolution } = view;
  const vendor = vendorNames[row.vendor];
  const isRead = [detail, connectorInstance, deployable, deployedSolution].some(Boolean);
  const problemCode = isRead ? null : (view.problemCode ?? 'vendor_unavailable');
  const cause = causeOf(texts, { ...view, problemCode }, reader, useNow('halfMinute'));
  // Of these the row knows that it is so, and the vendor's screen why.
  const kind = decideCause(row, reader.hasUpgradeHook)?.kind;
  const isOfVendor = problemCode === null && (kind === 'failing' || kind === 'suspended');
  const standing = (
    <>
      <Lamp kind={cause.lamp} /> {cause.text}
    </>
  );
  const { DebugCause, DebugPanels } = debugScreens[row.vendor] ?? {};
  const isOfConnector = abilitiesOf(signedIn.vendors, row.vendor).connectors;

  return (
    <>
      <p className={styles['ribbon']}>{t.readOnly}</p>
      <PageHeader
        title={<bdi>{t.title({ name: row.name })}</bdi>}
        documentTitle={t.title({ name: row.name })}
        meta={
          <p className={styles['cause']}>
            {/* What our own actions and the vendor's silence tell comes first; else the vendor's screen knows more. */}
            {DebugCause && (cause.lamp === 'on' || isOfVendor) ? (
              <Suspense fallback={standing}>
                <DebugCause view={view} />
              </Suspense>
            ) : (
              standing
            )}
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
                  isOfConnector ? t.connector : t.solutionId,
                  <Link
                    key="solution"
                    to={`${paths.adminInstances.to()}?template=${encodeURIComponent(row.templateId)}`}
                  >
                    {row.templateName}
                  </Link>,
                ],
                [
                  isOfConnector ? t.connectorId : t.templateId,
                  idCell(row.templateId, isOfConnector ? t.theConnectorId : t.theTemplateId),
                ],
                [t.accountId, idCell(row.account.id, t.theAccountId)],
                [t.externalId, idCell(row.account.externalId, t.theExternalId)],
              ]}
            />
          </Panel>
          {/* Together, so that nothing that stands there already is pushed down. */}
          <Suspense fallback={<SkeletonRows rows={4} />}>
            {DebugPanels && <DebugPanels view={view} />}
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
          </Suspense>
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

import { useStore } from '@nanostores/react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { ConnectorDetail } from '#src/features/connectors/instance/connector-instance-query.ts';
import { FlowsPanel } from '#src/features/connectors/instance/FlowsPanel.tsx';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { applyChange } from '#src/features/instances/pending-changes.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { RowNote } from '#src/features/instances/RowNote.tsx';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { hasUnsaved } from '#src/lib/open-work.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { ConnectorInstanceFacts } from './ConnectorInstanceFacts.tsx';
import { ConnectorInstanceState } from './ConnectorInstanceState.tsx';
import { InstanceSettingsMenu } from './InstanceSettingsMenu.tsx';
import { InstanceTabs } from './InstanceTabs.tsx';
import styles from './ConnectorInstanceView.module.css';

const messages = i18n('connectorInstanceView', {
  back: 'Back to the list',
  fromIndex: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; settings and credentials come back when {vendor} answers.',
  ),
  kept: params<{ what: string; vendor: string }>(
    '{what} What you typed is kept; it can be saved when {vendor} answers again.',
  ),
  gone: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; it leaves the lists by itself with the next complete reading of {vendor}.',
  ),
  viewOnly:
    'You may look only: settings and credentials are shown to those who may change them. Ask a colleague who may, or your administrator.',
});

export interface ConnectorInstanceViewProps {
  instance: {
    row: InstanceRowData;
    timeline: TimelineEntry[];
    detail: ConnectorDetail | null;
    problemCode: string | null;
  };
  /** Why the newest request failed; the answer before stays. */
  problem: ClientProblem | null;
  change: PendingChange | undefined;
  /** The list to go back to. */
  list: string;
}

/** An instance of a connector as read. */
export function ConnectorInstanceView({ instance, problem, change, list }: ConnectorInstanceViewProps) {
  const t = useMessages(messages);
  const row = applyChange(instance.row, change);
  const detail = useKept(instance);
  const name = row.name || row.vendorId;

  return (
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        documentTitle={name}
        lead={
          <Link to={list} className={styles['back']}>
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={<ConnectorInstanceState row={row} detail={instance.detail} change={change} />}
        actions={<InstanceSettingsMenu row={row} />}
        actionsStay
      />
      <div className={styles['notices']}>
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!instance.detail && <Missing instance={instance} isKept={detail !== null} />}
        <RowNote row={row} change={change} onPage />
      </div>
      <div className={styles['columns']}>
        {detail && (
          <div>
            <InstanceTabs row={row} detail={detail} />
          </div>
        )}
        <div>
          {instance.detail && <FlowsPanel flows={instance.detail.flows} vendor={row.vendor} />}
          <ConnectorInstanceFacts row={row} detail={instance.detail} />
          <TimelinePanel entries={instance.timeline} vendor={row.vendor} />
        </div>
      </div>
    </>
  );
}

/** What the vendor says, or, while it does not answer, what it said before: but only as long as something typed hangs on it. */
function useKept({ detail, problemCode }: ConnectorInstanceViewProps['instance']): ConnectorDetail | null {
  const isTyping = useStore(hasUnsaved);
  const [kept, setKept] = useState(detail);
  if (detail !== null && detail !== kept) setKept(detail);
  const isFinal = problemCode === 'gone' || problemCode === 'view_only';
  return detail ?? (isTyping && !isFinal ? kept : null);
}

/** Why there is nothing but the row. */
function Missing({ instance, isKept }: { instance: ConnectorInstanceViewProps['instance']; isKept: boolean }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  if (instance.problemCode === 'view_only') {
    return (
      <Banner tone="note" lamp="off">
        {t.viewOnly}
      </Banner>
    );
  }
  const { row } = instance;
  const { what } = wordsOfProblem(problems, {
    ...plainProblem(toProblemCode(instance.problemCode ?? 'vendor_unavailable')),
    vendor: row.vendor,
    instance: { id: row.id, name: row.name },
  });
  const said = instance.problemCode === 'gone' ? t.gone : isKept ? t.kept : t.fromIndex;
  return <Banner tone="warn">{said({ what, vendor: vendorNames[row.vendor] })}</Banner>;
}

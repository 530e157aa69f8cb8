import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { ActionButtons } from '#src/features/instances/ActionButtons.tsx';
import { ConnectionsPanel } from '#src/features/instances/ConnectionsPanel.tsx';
import type { TimelineEntry, TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceSentence, sentenceMessages } from '#src/features/instances/instance-sentence.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { applyChange } from '#src/features/instances/pending-changes.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { RowNote } from '#src/features/instances/RowNote.tsx';
import { SettingsPanel } from '#src/features/instances/SettingsPanel.tsx';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { WorkflowsPanel } from '#src/features/instances/WorkflowsPanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { InstanceFacts } from './InstanceFacts.tsx';
import { InstanceOperation } from './InstanceOperation.tsx';
import { SolutionPanel } from './SolutionPanel.tsx';
import styles from './InstanceView.module.css';

const messages = i18n('instanceView', {
  back: 'All instances',
  fromIndex: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; connections, settings and workflows come back when {vendor} answers.',
  ),
});

export interface InstanceViewProps {
  instance: {
    row: InstanceRowData;
    timeline: TimelineEntry[];
    detail?: TrayDetail | null;
    problemCode?: string | null;
  };
  /** Why the newest request failed; the answer before stays. */
  problem: ClientProblem | null;
  change: PendingChange | undefined;
}

/** An instance as read. */
export function InstanceView({ instance, problem, change }: InstanceViewProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const sentences = useMessages(sentenceMessages);
  const { person, hasUpgradeHook, companyName } = useSignedIn();
  const row = applyChange(instance.row, change);
  const { detail } = instance;
  const vendor = vendorNames[row.vendor];
  const isMoving = change?.state === 'asked' || row.operation?.state === 'running';

  let missing: ReactNode = null;
  if (!detail) {
    const { what } = wordsOfProblem(problems, {
      ...plainProblem(toProblemCode(instance.problemCode ?? 'vendor_unavailable')),
      vendor: row.vendor,
    });
    missing = <Banner tone="warn">{t.fromIndex({ what, vendor })}</Banner>;
  }

  return (
    <>
      <PageHeader
        title={<bdi>{row.name || row.vendorId}</bdi>}
        documentTitle={row.name || row.vendorId}
        lead={
          <Link
            to={person.role === 'admin' ? paths.adminInstances.to() : paths.instances.to()}
            className={styles['back']}
          >
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={
          <div className={styles['state']}>
            <StatusLamp
              row={row}
              change={change}
              sentence={isMoving ? null : instanceSentence(sentences, row, hasUpgradeHook, companyName)}
            />
          </div>
        }
        actions={
          <div className={styles['actions']}>
            <ActionButtons row={row} size="medium" onPage />
          </div>
        }
      />
      <div className={styles['notices']}>
        <OutcomeBanners outcomes={[]} problem={problem} />
        {missing}
        <RowNote row={row} change={change} />
        <InstanceOperation row={row} />
      </div>
      <div className={styles['columns']}>
        <div>
          <InstanceFacts row={row} detail={detail ?? null} timeline={instance.timeline} />
          {detail && (
            <>
              <SolutionPanel solution={detail.solution} />
              <ConnectionsPanel slots={detail.authSlots} />
              <SettingsPanel slots={detail.configSlots} />
              <WorkflowsPanel workflows={detail.workflows} />
            </>
          )}
        </div>
        <div>
          <TimelinePanel entries={instance.timeline} vendor={instance.row.vendor} />
        </div>
      </div>
    </>
  );
}

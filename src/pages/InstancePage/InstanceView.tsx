import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { ConnectionsPanel } from '#src/features/connections/ConnectionsPanel.tsx';
import { ActionButtons } from '#src/features/instances/ActionButtons.tsx';
import type { TimelineEntry, TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { causeMessages } from '#src/features/instances/cause-words.ts';
import { instanceSentence, sentenceMessages } from '#src/features/instances/instance-sentence.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { applyChange } from '#src/features/instances/pending-changes.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { readerOf } from '#src/features/instances/reader.ts';
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
  gone: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; it leaves the lists by itself with the next complete reading of {vendor}.',
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
  const causes = useMessages(causeMessages);
  const signedIn = useSignedIn();
  const { person } = signedIn;
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
    const said = instance.problemCode === 'gone' ? t.gone : t.fromIndex;
    missing = <Banner tone="warn">{said({ what, vendor })}</Banner>;
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
              sentence={isMoving ? null : instanceSentence(sentences, causes, row, readerOf(signedIn))}
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
        <RowNote row={row} change={change} onPage />
        <InstanceOperation row={row} />
      </div>
      <div className={styles['columns']}>
        <div>
          {detail && <ConnectionsPanel key={row.id} row={row} slots={detail.authSlots} />}
          {/* Always there: what is being entered outlives a vendor that does not answer for a while. */}
          <SettingsPanel key={`settings ${row.id}`} row={row} slots={detail?.configSlots ?? null} />
          {detail && <WorkflowsPanel workflows={detail.workflows} />}
          <InstanceFacts row={row} detail={detail ?? null} timeline={instance.timeline} />
          {detail && <SolutionPanel solution={detail.solution} />}
        </div>
        <div>
          <TimelinePanel entries={instance.timeline} vendor={instance.row.vendor} />
        </div>
      </div>
    </>
  );
}

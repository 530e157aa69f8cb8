import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { formatStretch } from '#src/features/runs/duration.ts';
import { LogsPanel } from '#src/features/runs/LogsPanel.tsx';
import { ReplayDialog } from '#src/features/runs/replay.ts';
import type { RunData, RunStepData } from '#src/features/runs/run-queries.ts';
import { isUnderWay, runWords, shownRunState } from '#src/features/runs/run-words.ts';
import { StepsPanel } from '#src/features/runs/StepsPanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { cameFrom } from '#src/lib/from-here.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { RunFacts } from './RunFacts.tsx';
import styles from './RunPage.module.css';

const messages = i18n('runView', {
  back: 'Back to the runs',
  of: params<{ instance: string }>('of {instance}'),
  at: params<{ word: string; time: string }>('{word}, started {time}'),
  after: params<{ word: string; time: string; lasted: string }>('{word} after {lasted}, started {time}'),
  error: 'It ended with this error:',
  replay: 'Replay',
  notOver: 'It is still under way',
  logs: 'Log',
});

/** A run as read. */
export function RunView({
  instanceId,
  detail: { run, steps },
  trouble,
}: {
  instanceId: string;
  detail: { run: RunData; steps: RunStepData[] };
  trouble: ReactNode;
}) {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const { person } = useSignedIn();
  const location: { pathname: string; state: unknown } = useLocation();
  const [isReplaying, setIsReplaying] = useState(false);
  const flow = run.flowName ?? words.someFlow;
  const isMoving = isUnderWay(run);
  const name = run.row?.name ?? run.instanceName;
  const off = person.viewOnly ? words.viewOnly : isMoving ? t.notOver : null;

  return (
    <>
      <PageHeader
        title={<bdi>{flow}</bdi>}
        documentTitle={flow}
        lead={
          <Link to={cameFrom(location) ?? `${paths.instance.to(instanceId)}?tab=runs`} className={styles['back']}>
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={
          <div className={styles['state']}>
            <State run={run} />
            <Link to={paths.instance.to(instanceId)}>{t.of({ instance: `\u2068${name}\u2069` })}</Link>
          </div>
        }
        actions={
          <Button
            variant={run.state === 'failed' && !run.wasReplayed ? 'filled' : 'outlined'}
            disabledReason={off}
            onClick={() => setIsReplaying(true)}
          >
            {t.replay}
          </Button>
        }
      />
      <div className={styles['notices']}>
        {trouble}
        {run.error !== null && (
          <Banner tone="bad" lamp="failed">
            {t.error} <q className={styles['error']}>{run.error}</q>
          </Banner>
        )}
      </div>
      <div className={styles['columns']}>
        <div>
          <StepsPanel instanceId={instanceId} runId={run.id} steps={steps} isUnderWay={isMoving} />
          <Panel title={t.logs}>
            <LogsPanel instanceId={instanceId} run={{ id: run.id, from: run.startedAt, isUnderWay: isMoving }} />
          </Panel>
        </div>
        <div>
          <RunFacts instanceId={instanceId} run={run} />
        </div>
      </div>
      {isReplaying && (
        <PanelBoundary>
          <Suspense fallback={null}>
            <ReplayDialog instanceId={instanceId} instanceName={name} run={run} onClose={() => setIsReplaying(false)} />
          </Suspense>
        </PanelBoundary>
      )}
    </>
  );
}

/** "Failed after 3 s, started 12 Jan 2026, 09:12:00". */
function State({ run }: { run: RunData }) {
  const t = useMessages(messages);
  const { lamp, word } = shownRunState(useMessages(runWords), run);
  const startedAt = momentOf(run.startedAt);
  const lasted = formatStretch(run.startedAt, run.endedAt);
  const time = startedAt === null ? run.startedAt : formatMoment(startedAt);
  return (
    <span className={styles['said']}>
      <Lamp kind={lamp} />
      <span>{lasted === null ? t.at({ word, time }) : t.after({ word, time, lasted })}</span>
    </span>
  );
}

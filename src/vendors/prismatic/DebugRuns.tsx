import { Link } from 'react-router-dom';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { formatStretch } from '#src/features/runs/duration.ts';
import { LogsPanel } from '#src/features/runs/LogsPanel.tsx';
import type { RunData } from '#src/features/runs/run-queries.ts';
import { runWords, shownRunState, triggerWord } from '#src/features/runs/run-words.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { DataTable } from '#src/ui/DataTable.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './DebugPanels.module.css';
import { useNewestRuns } from './use-newest-runs.ts';

const messages = i18n('prismaticDebugRuns', {
  runs: 'Newest runs',
  none: 'None of its flows has run.',
  outcome: 'Outcome',
  started: 'Started',
  lasted: 'Duration',
  flow: 'Flow',
  trigger: 'Started by',
  error: 'Error',
  failed: params<{ flow: string }>('Failed run of {flow}'),
  open: 'Open the run',
  noError: 'It tells no error.',
});

/** The newest runs of an instance, and why the newest that failed did so, with what was logged in it. */
export function DebugRuns({ instanceId }: { instanceId: string }) {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const problems = useMessages(problemMessages);
  const { runs, failedRun, error, isReading } = useNewestRuns(instanceId);
  const flow = failedRun?.flowName ?? words.someFlow;
  const unread = unreadOf();
  return (
    <>
      {failedRun && (
        <Panel title={t.failed({ flow: `\u2068${flow}\u2069` })}>
          <p className={styles['error']}>
            {failedRun.error === null ? t.noError : <q>{failedRun.error}</q>}{' '}
            <Link to={paths.instanceRun.to(instanceId, failedRun.id)}>{t.open}</Link>
          </p>
          <LogsPanel instanceId={instanceId} run={{ id: failedRun.id, from: failedRun.startedAt, isUnderWay: false }} />
        </Panel>
      )}
      <Panel title={t.runs}>
        {unread && <p className={styles['quiet']}>{wordsOfProblem(problems, unread).what}</p>}
        {!runs && isReading && <SkeletonRows rows={3} />}
        {runs && !(unread && runs.nodes.length === 0) && (
          <DataTable
            label={t.runs}
            none={t.none}
            columns={[t.outcome, t.started, t.lasted, t.flow, t.trigger, t.error]}
            rows={runs.nodes.map((run) => ({ key: run.id, cells: cellsOf(run) }))}
          />
        )}
      </Panel>
    </>
  );

  function unreadOf(): ClientProblem | null {
    if (error) return problemOfGraphError(error);
    const failed = runs?.outcomes.find(({ state }) => state === 'failed');
    return failed ? { ...plainProblem(toProblemCode(failed.code)), vendor: failed.vendor } : null;
  }

  function cellsOf(run: RunData) {
    const { lamp, word } = shownRunState(words, run);
    const moment = momentOf(run.startedAt);
    return [
      <Link key="outcome" className={styles['state']} to={paths.instanceRun.to(instanceId, run.id)}>
        <Lamp kind={lamp} /> {word}
      </Link>,
      moment === null ? run.startedAt : <RelativeTime key="started" moment={moment} />,
      <span key="lasted">{formatStretch(run.startedAt, run.endedAt)}</span>,
      run.flowName ?? words.someFlow,
      <span key="trigger">{triggerWord(words, run.trigger)}</span>,
      run.error ?? '',
    ];
  }
}

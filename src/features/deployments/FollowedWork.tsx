import { useQuery as useGraphQuery } from 'urql';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import { Link } from 'react-router-dom';
import type { Operation } from '#contract/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { OperationCause } from '#src/features/operations/OperationCause.tsx';
import { operationQuery } from '#src/features/wizard/operation-query.ts';
import { jobPath } from '#src/features/jobs/job-path.ts';
import { jobQuery } from '#src/features/jobs/job-queries.ts';
import type { JobDetail } from '#src/features/jobs/job-queries.ts';
import { jobState, jobWords } from '#src/features/jobs/job-words.ts';
import { ReviewPlace } from '#src/features/jobs/ReviewPlace.tsx';
import { formatDuration, formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { useFollowed } from './follow-work.ts';
import type { Followed } from './follow-work.ts';
import styles from './FollowedWork.module.css';

type Name = { name: string };

const messages = i18n('followedWork', {
  deploy: params<Name>('Deployment of \u2068{name}\u2069'),
  run: params<Name>('Run of \u2068{name}\u2069'),
  other: params<Name>('Work on \u2068{name}\u2069'),
  sending: 'Being handed to Instabase',
  deploying: 'Instabase is deploying it',
  running: 'Instabase is running it',
  underWay: 'Under way',
  deployed: 'Deployed',
  ended: 'Over',
  failed: 'Failed',
  stopped: 'Given up',
  needsPerson: 'Needs a person',
  progress: params<Name>('Progress of {name}'),
  percent: params<{ percent: string }>('{percent} %'),
  runId: 'run id',
  runIdLabel: 'Run',
  records: count({ one: '{count} record', other: '{count} records' }),
  files: count({ one: '{count} file', other: '{count} files' }),
  errors: count({ one: '{count} error', other: '{count} errors' }),
  withMessages: count({ one: '{count} record with a message', other: '{count} records with a message' }),
  openJob: 'Open the job',
  openSolution: 'Open the solution',
  dismiss: 'Stop following',
  goesOn: 'You can leave this page; it goes on, and stands in Operations.',
});

/** How often a run is asked for at its vendor, besides the operation, which our own server knows. */
const jobPollMs = 4_000;

/** The work that the address names, followed live; nothing where it names none. */
export function FollowedWork() {
  const { followed, dismiss } = useFollowed();
  return followed === null ? null : <Work key={followed.operationId} followed={followed} onDismiss={dismiss} />;
}

function Work({ followed, onDismiss }: { followed: Followed; onDismiss: () => void }) {
  const problems = useMessages(problemMessages);
  const { data: operation, error } = useQuery(operationQuery(followed.operationId));
  const isOver = operation !== undefined && operation.state !== 'running';
  useEffect(() => {
    if (isOver) refresh('instance');
  }, [isOver]);
  if (operation) return <WorkView operation={operation} space={followed.space} onDismiss={onDismiss} />;
  if (!error) return null;
  const problem = problemOf(error);
  // Somebody else's, or forgotten by now.
  if (problem.code === 'not_found' || problem.code === 'bad_input') return null;
  const words = wordsOfProblem(problems, problem);
  return (
    <Banner tone="warn">
      {words.what} {words.next}
    </Banner>
  );
}

function WorkView({
  operation,
  space,
  onDismiss,
}: {
  operation: Operation;
  space: string | null;
  onDismiss: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  const titleId = useId();
  const job = useJob(operation, space);
  const { name, instanceId, runId } = operation;
  const end = operation.runEnd ?? null;
  // The end that the journal keeps is there also where the job cannot be read: of a run by name, or in another's spaces.
  const runState = job?.state ?? end?.state ?? null;
  const { lamp, word } = standing();
  const isRunning = operation.state === 'running';
  const needsPerson = runState === 'needs_person' || operation.state === 'waiting_for_person';
  const said = job?.message ?? end?.message ?? null;
  const title =
    operation.kind === 'deploy_package'
      ? t.deploy({ name })
      : operation.kind === 'run'
        ? t.run({ name })
        : t.other({ name });

  return (
    <section className={styles['work']} aria-labelledby={titleId}>
      <div className={styles['head']}>
        <h2 id={titleId}>{title}</h2>
        <Button variant="plain" size="small" icon="close" iconOnly onClick={onDismiss}>
          {t.dismiss}
        </Button>
      </div>
      <p className={styles['state']} role="status">
        <Lamp kind={lamp} /> <span>{word}</span>
      </p>
      {isRunning && <Progress label={t.progress({ name })} value={operation.progress} />}
      <p className={styles['facts']}>
        <Elapsed operation={operation} />
        {operation.progress !== null && isRunning && (
          <span>{t.percent({ percent: formatNumber(Math.round(operation.progress * 100)) })}</span>
        )}
        <Counts operation={operation} />
        {runId !== null && (
          <span>
            {t.runIdLabel} <CopyableId id={runId} what={t.runId} />
          </span>
        )}
        {instanceId !== null && runId !== null && (
          <Link to={jobPath(instanceId, runId, job?.outputFolder ?? end?.outputFolder ?? space)}>{t.openJob}</Link>
        )}
        {instanceId !== null && location.pathname !== paths.deployment.to(instanceId) && (
          <Link to={paths.deployment.to(instanceId)}>{t.openSolution}</Link>
        )}
      </p>
      {needsPerson ? (
        <ReviewPlace reviewUrl={job?.reviewUrl ?? end?.reviewUrl ?? null} />
      ) : (
        <OperationCause operation={operation} mayAct={false} />
      )}
      {said !== null && said !== '' && !isRunning && <q className={styles['said']}>{said}</q>}
      {isRunning && <p className={styles['quiet']}>{t.goesOn}</p>}
    </section>
  );

  function standing(): { lamp: LampKind; word: string } {
    // The vendor's own word on a run says more than that our work on it is over.
    if (operation.state !== 'failed' && operation.state !== 'stopped') {
      if (job) return jobState(words, job);
      if (runState !== null) return jobState(words, { state: runState });
    }
    switch (operation.state) {
      case 'running':
        return { lamp: operation.problem ? 'degraded' : 'working', word: stepWord() };
      case 'waiting_for_person':
        return { lamp: 'attention', word: t.needsPerson };
      case 'succeeded':
        return { lamp: 'on', word: operation.kind === 'deploy_package' ? t.deployed : t.ended };
      case 'failed':
        return { lamp: 'failed', word: t.failed };
      default:
        return { lamp: 'off', word: t.stopped };
    }
  }

  function stepWord(): string {
    const step = operation.steps.at(-1)?.step;
    if (step === 'following') return operation.kind === 'deploy_package' ? t.deploying : t.running;
    return step === 'sending' ? t.sending : t.underWay;
  }
}

/** What the vendor says of the run that an operation has begun; null while nothing is known. */
function useJob({ kind, state, instanceId, runId }: Operation, space: string | null): JobDetail | null {
  const isKnown = kind === 'run' && instanceId !== null && runId !== null;
  const [{ data }, ask] = useGraphQuery({
    query: jobQuery,
    variables: { instanceId: instanceId ?? '', jobId: runId ?? '', ...(space !== null && { spaces: [space] }) },
    pause: !isKnown,
    requestPolicy: 'cache-and-network',
  });
  const isRunning = state === 'running';
  useEffect(() => {
    if (!isKnown) return undefined;
    if (!isRunning) {
      ask({ requestPolicy: 'network-only' });
      return undefined;
    }
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask({ requestPolicy: 'network-only' });
    }, jobPollMs);
    return () => clearInterval(timer);
  }, [isKnown, isRunning, ask]);
  return isKnown ? (data?.job ?? null) : null;
}

/** How far it is; moving to and fro where the vendor does not tell. */
function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <progress
      className={styles['progress']}
      aria-label={label}
      max={1}
      {...(value !== null && { value: Math.min(1, Math.max(0, value)) })}
    />
  );
}

function Elapsed({ operation: { startedAt, endedAt } }: { operation: Operation }) {
  const now = useNow('second');
  return <span>{formatDuration((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt))}</span>;
}

function Counts({ operation: { counts } }: { operation: Operation }) {
  const t = useMessages(messages);
  if (!counts) return null;
  const { files, records, errors, recordsWithMessages } = counts;
  const said = [
    files === null ? null : t.files(files),
    records === null ? null : t.records(records),
    errors === null ? null : t.errors(errors),
    recordsWithMessages === null || recordsWithMessages === 0 ? null : t.withMessages(recordsWithMessages),
  ].filter((part) => part !== null);
  return said.length === 0 ? null : <span>{said.join(' · ')}</span>;
}

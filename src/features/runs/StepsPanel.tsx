import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { formatStretch } from './duration.ts';
import { JsonTree } from './JsonTree.tsx';
import type { RunStepData } from './run-queries.ts';
import { stepResultQuery } from './step-result-query.ts';
import styles from './StepsPanel.module.css';

const messages = i18n('stepsPanel', {
  title: 'Steps',
  none: 'No step has been recorded.',
  noneYet: 'No step has ended yet.',
  failed: 'Failed',
  done: 'Done',
  running: 'Under way',
  result: params<{ step: string }>('Result of {step}'),
  nothing: 'It handed nothing on.',
  shortened: 'It was too long to show in full: where something is left out stands an ellipsis (…).',
  redacted: 'What looks like a secret is hidden. Nothing of it is kept here.',
  again: 'Try again',
});

/** The steps of a run in their order, each with what it handed on, which is fetched when it is opened. */
export function StepsPanel({
  instanceId,
  runId,
  steps,
  isUnderWay,
}: {
  instanceId: string;
  runId: string;
  steps: readonly RunStepData[];
  isUnderWay: boolean;
}) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      {steps.length === 0 && <p className={styles['quiet']}>{isUnderWay ? t.noneYet : t.none}</p>}
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <Step key={step.id} instanceId={instanceId} runId={runId} step={step} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({ instanceId, runId, step }: { instanceId: string; runId: string; step: RunStepData }) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(false);
  const isOver = step.endedAt !== null || step.hasFailed;
  return (
    <li className={styles['step']}>
      <div className={styles['head']}>
        <Lamp kind={step.hasFailed ? 'failed' : isOver ? 'on' : 'working'} />
        <bdi className={styles['name']}>{step.name}</bdi>
        <span className={styles['quiet']}>{step.hasFailed ? t.failed : isOver ? t.done : t.running}</span>
        <span className={styles['lasted']}>{formatStretch(step.startedAt, step.endedAt)}</span>
      </div>
      {isOver && (
        <Disclosure label={t.result({ step: `\u2068${step.name}\u2069` })} isOpen={isOpen} onToggle={setIsOpen}>
          {isOpen && <Result instanceId={instanceId} runId={runId} step={step} />}
        </Disclosure>
      )}
    </li>
  );
}

function Result({ instanceId, runId, step }: { instanceId: string; runId: string; step: RunStepData }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(stepResultQuery(instanceId, runId, step.id));
  if (error) {
    const words = wordsOfProblem(problems, problemOf(error));
    return (
      <Banner
        tone="bad"
        action={
          <Button size="small" onClick={() => void refetch()}>
            {t.again}
          </Button>
        }
      >
        {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
      </Banner>
    );
  }
  if (!data) return <SkeletonRows rows={2} rowHeight={24} />;
  if (data.content === null || data.content === undefined) return <p className={styles['quiet']}>{t.nothing}</p>;
  return (
    <div className={styles['result']}>
      <JsonTree label={t.result({ step: step.name })} content={data.content} />
      {data.isShortened && <p>{t.shortened}</p>}
      <p className={styles['quiet']}>{t.redacted}</p>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Operation } from '#contract/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { operationQuery } from '#src/features/wizard/operation-query.ts';
import { OperationSteps } from '#src/features/wizard/OperationSteps.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { configureWords, summaryWords } from './configure-words.ts';
import styles from './Configure.module.css';

/** The steps of a deployment, and in the end what came of it. */
export function DeployProgress({
  begun,
  about,
  onRefused,
}: {
  begun: Operation;
  about: { instanceId: string; name: string };
  /** It ended without being deployed. Null: because something is still missing. */
  onRefused: (problem: ClientProblem | null) => void;
}) {
  const t = useMessages(summaryWords);
  const c = useMessages(configureWords);
  const problems = useMessages(problemMessages);
  const box = useRef<HTMLDivElement>(null);
  const { data, error, isFetchedAfterMount } = useQuery({
    ...operationQuery(begun.id),
    initialData: begun,
    initialDataUpdatedAt: 0,
  });
  const { state, problem } = data;

  useEffect(() => {
    // What it was begun as says nothing of how it ends.
    if (state === 'running' || !isFetchedAfterMount) return;
    refresh('instance', about.instanceId);
    if (state === 'waiting_for_person') onRefused(problem);
    else if (state !== 'succeeded') onRefused(problem ?? { code: 'internal', changed: 'unknown', requestId: '' });
    else box.current?.querySelector('h2')?.focus();
    // What came of it is told once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state, isFetchedAfterMount]);

  const trouble = state === 'running' && (problem ?? (error && problemOf(error)));
  const words = trouble && wordsOfProblem(problems, trouble, about.name);
  return (
    <div ref={box} className={styles['items']}>
      <h2 tabIndex={-1} className={styles['doneHead']}>
        {state === 'succeeded' ? t.deployedTitle : c.deploying}
      </h2>
      <OperationSteps operation={data} startedAt={Date.parse(data.startedAt)} />
      {words && (
        <Banner tone="warn">
          {words.what} {words.next}
        </Banner>
      )}
      <p role="status" className={styles['state']}>
        {state === 'succeeded' ? (
          <>
            <Lamp kind="on" /> <span>{t.deployed({ name: about.name })}</span>
          </>
        ) : (
          t.goesOn
        )}
      </p>
      <div className={styles['buttons']}>
        <ButtonLink to={paths.instance.to(about.instanceId)} variant={state === 'succeeded' ? 'filled' : 'outlined'}>
          {c.toInstance}
        </ButtonLink>
      </div>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Operation } from '#contract/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { operationQuery } from '#src/features/wizard/operation-query.ts';
import { OperationSteps } from '#src/features/wizard/OperationSteps.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

const messages = i18n('followedOperation', {
  goesOn: 'You can close this; it goes on by itself.',
  stopped: 'It was given up.',
  more: 'It asks for more before it can go on.',
});

/**
 * Work that a dialog has begun: its steps, and what came of it. Where it waits for values, the person is led to the wizard
 * that asks for them.
 */
export function FollowedOperation({
  begun,
  doneText,
  onLedOn,
}: {
  begun: Operation;
  doneText: string;
  /** The person is on the way to the wizard. */
  onLedOn: () => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const navigate = useNavigate();
  const operation = useFollowed(begun);
  const { state, instanceId } = operation.data;
  const waits = state === 'waiting_for_person';

  useEffect(() => {
    if (state !== 'running') refresh('instance', instanceId ?? undefined);
    if (!waits || instanceId === null) return;
    onLedOn();
    void navigate(paths.configure.to(instanceId));
    // The person is led there once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state, instanceId]);

  const problem = operation.data.problem ?? (operation.error && problemOf(operation.error));
  const words = problem && state !== 'succeeded' && wordsOfProblem(problems, problem, operation.data.name);
  const quotes = problem?.refusals?.flatMap((refusal) => refusal.messages) ?? [];
  return (
    <>
      <OperationSteps operation={operation.data} startedAt={Date.parse(operation.data.startedAt)} />
      {words && (
        <Banner tone={state === 'failed' ? 'bad' : 'warn'} urgent={state === 'failed'}>
          {words.what}{' '}
          {(quotes.length > 0 ? quotes : [words.quote]).map((quote) => quote && <q key={quote}>{quote}</q>)}{' '}
          {state === 'failed' && words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <p role="status">
        {state === 'succeeded' && (
          <>
            <Lamp kind="on" /> {doneText}
          </>
        )}
        {state === 'running' && t.goesOn}
        {state === 'stopped' && t.stopped}
        {waits && t.more}
      </p>
    </>
  );
}

/** An operation as it stands now; what it was begun as, until it is heard of again. */
export function useFollowed(begun: Operation) {
  return useQuery({ ...operationQuery(begun.id), initialData: begun, initialDataUpdatedAt: 0 });
}

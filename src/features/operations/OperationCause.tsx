import { vendorNames } from '#contract/vendors.ts';
import type { Operation } from '#contract/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { RequestId } from '#src/ui/RequestId.tsx';
import { mayTurnUp } from './operation-state.ts';
import styles from './OperationTable.module.css';

const messages = i18n('operationCause', {
  again: params<{ time: string }>('Trying again at {time}.'),
  soon: 'Trying again.',
  setUp: 'It waits for you in the wizard. Nothing is lost; continue whenever you like.',
  setUpOfOthers: 'It waits for its owner in the wizard.',
  needsValues: 'The newer version asks for more. The former one stays at work until that is filled in and deployed.',
  inWizard: 'The wizard is, or was, open. Finish there, or leave everything as it was.',
  turnsUp: params<{ vendor: string }>(
    '{vendor} may have made the instance all the same. Then it appears in the list as an unfinished set-up, to be continued or discarded.',
  ),
  stopped: 'Nothing more is tried. What was sent before is not taken back.',
  undo: 'Disabled a moment ago. It can be undone for ten seconds.',
});

/** Why an operation stands as it does, and what to do next; nothing for one that simply goes on, or went well. */
export function OperationCause({ operation, mayAct }: { operation: Operation; mayAct: boolean }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { state, problem } = operation;
  const words = problem && state !== 'stopped' ? wordsOfProblem(problems, problem, operation.name) : null;
  const sentences = words
    ? [words.what, state === 'failed' ? words.changed : null, state === 'running' ? again() : words.next, ...rest()]
    : rest();
  const text = sentences.filter(Boolean).join(' ');
  if (text === '') return null;
  return (
    <p className={styles['cause']}>
      {text} {words?.quote && <q>{words.quote}</q>}{' '}
      {state === 'failed' && words?.requestId && <RequestId id={words.requestId} />}
    </p>
  );

  function again(): string {
    const due = momentOf(operation.nextAttemptAt);
    return due === null ? t.soon : t.again({ time: formatClock(due) });
  }

  function rest(): (string | null)[] {
    const turnsUp = mayTurnUp(operation) ? t.turnsUp({ vendor: vendorNames[operation.vendor] }) : null;
    switch (state) {
      case 'waiting_for_person':
        if (problem) return [];
        if (operation.kind === 'upgrade') return [t.needsValues];
        return [operation.kind === 'reconfigure' ? t.inWizard : mayAct ? t.setUp : t.setUpOfOthers];
      case 'stopped':
        return operation.kind === 'reconfigure' ? [] : [t.stopped, turnsUp];
      case 'failed':
        return [turnsUp];
      case 'succeeded':
        return operation.undoUntil === null ? [] : [t.undo];
      case 'running':
        return [];
    }
  }
}

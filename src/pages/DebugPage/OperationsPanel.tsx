import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { shownStateOf, stateLamps } from '#src/features/operations/operation-state.ts';
import { operationWords } from '#src/features/operations/operation-words.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import styles from './DebugView.module.css';

const messages = i18n('debugOperations', {
  title: 'Operations',
  none: 'None',
  by: params<{ person: string }>('by {person},'),
  id: 'operation id',
  attempts: count({ one: '{count} attempt', other: '{count} attempts' }),
  next: params<{ attempts: string; time: string }>('{attempts}; next at {time}'),
});

type Operation = DebugViewData['operations'][number];

/** What was and is being done to the instance through us. It is only looked at here: nothing can be stopped or tried again. */
export function OperationsPanel({ operations, vendor }: { operations: readonly Operation[]; vendor: Vendor }) {
  const t = useMessages(messages);
  const words = useMessages(operationWords);
  const problems = useMessages(problemMessages);
  return (
    <Panel title={t.title}>
      {operations.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['operations']}>
        {operations.map((operation) => {
          const state = shownStateOf({ ...operation, problem: operation.problemCode });
          const next = momentOf(operation.nextAttemptAt);
          const { problemCode, problemMessage } = operation;
          return (
            <li key={operation.id}>
              <p>
                <Lamp kind={stateLamps[state]} /> <strong>{words[operation.kind]}</strong> {words[state]}{' '}
                <span className={styles['quiet']}>
                  {t.by({ person: operation.personName })}{' '}
                  <RelativeTime moment={momentOf(operation.endedAt) ?? momentOf(operation.startedAt) ?? 0} />
                </span>{' '}
                <CopyButton text={operation.id} what={t.id} />
              </p>
              {problemCode && (
                <p>
                  {wordsOfProblem(problems, { ...plainProblem(toProblemCode(problemCode)), vendor }).what}{' '}
                  {problemMessage && <q>{problemMessage}</q>}
                </p>
              )}
              {next !== null && (
                <p className={styles['quiet']}>
                  {t.next({ attempts: t.attempts(operation.attempts), time: formatClock(next) })}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

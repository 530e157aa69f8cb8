import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { useStartAction } from './instance-actions.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceWords } from './instance-words.ts';
import { setPendingChange } from './pending-changes.ts';
import type { PendingChange } from './pending-changes.ts';
import { isOwners, offerActions, remedyOf } from './row-actions.ts';
import type { RowAction } from './row-actions.ts';
import { useUndoEnd } from './use-undo-end.ts';
import styles from './RowNote.module.css';

const messages = i18n('rowNote', {
  failed: params<{ action: string; what: string }>('{action} failed: {what}'),
  said: params<{ quote: string }>('It said “{quote}”.'),
  retrying: params<{ what: string }>('{what} We keep trying.'),
  disabled: 'Disabled a moment ago.',
  dismiss: 'Dismiss',
});

const actionOfKind = {
  activate: 'continue',
  reconfigure: 'edit',
  enable: 'enable',
  disable: 'disable',
  rename: 'rename',
  upgrade: 'upgrade',
  remove: 'remove',
} as const;

/** Asking again changes nothing about these. */
const hopeless: ReadonlySet<string> = new Set(['view_only', 'owner_only', 'too_late']);

interface Note {
  lamp: LampKind;
  text: string;
  quote: string | null;
  requestId: string | null;
  remedy: RowAction | null;
}

/** The second line of a row that is not well: the cause in a sentence and one next action. Nothing for one that is. */
export function RowNote({ row, change }: { row: InstanceRowData; change: PendingChange | undefined }) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const problems = useMessages(problemMessages);
  const { person, hasUpgradeHook } = useSignedIn();
  const start = useStartAction();

  const undoUntil = row.operation?.undoUntil ?? null;
  useUndoEnd(undoUntil, 'instance');

  const note = noteOf();
  if (!note) return null;
  const mayAct = !person.viewOnly && (note.remedy === null || !isOwners(note.remedy) || person.role !== 'admin');
  // The row's own button does the same: one is enough.
  const isPrimary = note.remedy === offerActions(row, person, hasUpgradeHook, false).primary.action;

  return (
    <div className={styles['note']}>
      <Lamp kind={note.lamp} />
      <p>
        {note.text}
        {note.quote && ' '}
        {note.quote && <q className={styles['quote']}>{note.quote}</q>}
        {note.requestId && <RequestId id={note.requestId} />}
      </p>
      {note.remedy && mayAct && !isPrimary && (
        <Button size="small" variant="outlined" onClick={() => note.remedy && start(note.remedy, row)}>
          {note.remedy === 'undo' || isOwners(note.remedy) ? words[note.remedy] : words.tryAgain}
        </Button>
      )}
      {change?.state === 'refused' && (
        <Button size="small" variant="plain" icon="close" iconOnly onClick={() => setPendingChange(row.id, undefined)}>
          {t.dismiss}
        </Button>
      )}
    </div>
  );

  function noteOf(): Note | null {
    if (change?.state === 'refused') {
      const { code } = change.problem;
      const remedy = code === 'missing_values' ? 'continue' : change.action;
      return describe(change.problem, words[change.action], true, hopeless.has(code) ? null : remedy);
    }
    const operation = row.operation;
    if (operation?.state === 'succeeded' && undoUntil !== null && change?.state !== 'asked') {
      return { lamp: 'off', text: t.disabled, quote: null, requestId: null, remedy: 'undo' };
    }
    if ((change && change.state !== 'confirmed') || !operation || operation.problemCode === null) return null;
    const problem: ClientProblem = {
      ...plainProblem(toProblemCode(operation.problemCode), 'nothing'),
      vendor: row.vendor,
      instance: { id: row.id, name: row.name },
      ...(operation.problemMessage && { vendorMessage: operation.problemMessage }),
    };
    if (operation.state === 'running') {
      const { what, quote, requestId } = wordsOfProblem(problems, problem);
      return { lamp: 'degraded', text: t.retrying({ what }), quote, requestId, remedy: null };
    }
    if (operation.state !== 'failed') return null;
    return describe(problem, words[actionOfKind[operation.kind]], false, remedyOf(row));
  }

  function describe(problem: ClientProblem, action: string, saysChanged: boolean, remedy: RowAction | null): Note {
    const { what, changed, next, quote, requestId } = wordsOfProblem(problems, problem);
    const text = [t.failed({ action, what }), saysChanged ? changed : null, next].filter(Boolean).join(' ');
    return { lamp: 'failed', text, quote, requestId, remedy };
  }
}

import { decideCause } from '#contract/row-cause.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { classNames } from '#src/lib/class-names.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { causeMessages, nextFor, wordCause } from './cause-words.ts';
import { abilitiesOf } from './abilities.ts';
import { useStartAction } from './instance-actions.ts';
import type { InstanceRowData } from './instance-row.ts';
import { actionOfKind, instanceWords } from './instance-words.ts';
import { setPendingChange } from './pending-changes.ts';
import type { PendingChange } from './pending-changes.ts';
import { readerOf } from './reader.ts';
import { offeredAction } from './row-actions.ts';
import type { RowAction } from './row-actions.ts';
import { useUndoEnd } from './use-undo-end.ts';
import styles from './RowNote.module.css';

const messages = i18n('rowNote', {
  failed: params<{ action: string; what: string }>('{action} failed: {what}'),
  disabled: 'Disabled a moment ago.',
  dismiss: 'Dismiss',
});

/** Asking again changes nothing about these. */
const hopeless: ReadonlySet<string> = new Set(['view_only', 'owner_only', 'too_late']);

/** What stands beside a failure of the very same: another word than before would puzzle. */
const retried: ReadonlySet<RowAction> = new Set(['upgrade', 'enable', 'disable', 'rename', 'remove']);

interface Note {
  lamp: LampKind;
  text: string;
  quote: string | null;
  requestId: string | null;
  remedy: RowAction | null;
  /** It follows from the row's status and version alone, which the header of a page tells in its own sentence. */
  isStanding: boolean;
}

export interface RowNoteProps {
  row: InstanceRowData;
  change: PendingChange | undefined;
  /** On the instance's own page, whose header says what its status and version mean. */
  onPage?: boolean;
}

/** The second line of a row that is not well: the cause in a sentence and one next action. Nothing for one that is. */
export function RowNote({ row, change, onPage = false }: RowNoteProps) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const causes = useMessages(causeMessages);
  const problems = useMessages(problemMessages);
  const signedIn = useSignedIn();
  const reader = readerOf(signedIn);
  const start = useStartAction();

  const undoUntil = row.operation?.undoUntil ?? null;
  useUndoEnd(undoUntil, 'instance');

  const note = noteOf();
  // A button that would be off, or that the row has already, is no next action.
  const remedy =
    note &&
    offeredAction(row, signedIn.person, reader.hasUpgradeHook, note.remedy, abilitiesOf(signedIn.vendors, row.vendor));
  if (!note || (onPage && note.isStanding && !remedy)) return null;

  return (
    <div className={classNames(styles['note'], note.lamp === 'waiting' && styles['quiet'])}>
      <Lamp kind={note.lamp} />
      <p>
        {note.text}
        {note.quote && ' '}
        {note.quote && <q className={styles['quote']}>{note.quote}</q>}
        {note.requestId && <RequestId id={note.requestId} />}
      </p>
      {remedy && (
        <Button size="small" variant="outlined" onClick={() => start(remedy, row)}>
          {retried.has(remedy) ? words.tryAgain : words[remedy]}
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
    if (change?.state === 'refused') return refusedNote(change);
    if (row.operation?.state === 'succeeded' && undoUntil !== null && change?.state !== 'asked') {
      return { lamp: 'off', text: t.disabled, quote: null, requestId: null, remedy: 'undo', isStanding: false };
    }
    if (change && change.state !== 'confirmed') return null;
    const cause = decideCause(row, reader.hasUpgradeHook);
    if (!cause) return null;
    const { lamp, what, next, quote } = wordCause(causes, problems, { row, cause, reader });
    const hasFailed = cause.kind === 'failed' && row.operation;
    const action = hasFailed && words[actionOfKind[hasFailed.kind]];
    const text = `${action ? t.failed({ action, what }) : what} ${next}`;
    const isStanding = cause.kind !== 'failed' && cause.kind !== 'retrying';
    return { lamp, text, quote, requestId: null, remedy: cause.action, isStanding };
  }

  function refusedNote({ action, problem }: Extract<PendingChange, { state: 'refused' }>): Note {
    const { what, changed, next, quote, requestId } = wordsOfProblem(problems, problem);
    const text = [t.failed({ action: words[action], what }), changed, nextFor(causes, problem, next, reader)];
    const again = problem.code === 'missing_values' ? 'continue' : action;
    return {
      lamp: 'failed',
      text: text.join(' '),
      quote,
      requestId,
      remedy: hopeless.has(problem.code) ? null : again,
      isStanding: false,
    };
  }
}

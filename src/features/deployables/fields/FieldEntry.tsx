import type { ReactNode } from 'react';
import type { FormField } from '#contract/instance-form.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { entryWords, wordOfEntry } from '../entry-words.ts';
import type { EntryProblem } from '../entry-problem.ts';
import { type Entry, titleOf } from '../form-entries.ts';
import { readPairs, readRows } from '../rows.ts';
import type { Choice } from './choice.ts';
import { PairRows } from './PairRows.tsx';
import { PlainEntry } from './PlainEntry.tsx';
import { ScheduleEntry } from './ScheduleEntry.tsx';
import { ValueRows } from './ValueRows.tsx';
import styles from './Fields.module.css';

export interface FieldEntryProps {
  field: FormField;
  entry: Entry;
  problem: EntryProblem | null;
  /** Of a choice whose choices a third party offers: null while they are read. */
  offered: readonly Choice[] | null;
  onEntry: (entry: Entry) => void;
}

/** A value of an instance to be edited as what it is. */
export function FieldEntry({ field, entry, problem, offered, onEntry }: FieldEntryProps) {
  const t = useMessages(entryWords);
  const label = titleOf(field);
  const text = entry.text ?? '';
  const error = problem && wordOfEntry(t, problem, label);
  const hint = hintOf(field, t.default);
  const onText = (next: string) => onEntry({ ...entry, text: next });
  if (field.kind === 'schedule') {
    return <ScheduleEntry label={label} hint={hint} entry={entry} error={error} onEntry={onEntry} />;
  }
  if (field.shape === 'list') {
    const rows = readRows(text);
    if (rows) return <ValueRows {...{ field, label, hint, rows, error, offered, onText }} />;
  }
  if (field.shape === 'pairs') {
    const pairs = readPairs(text);
    if (pairs) return <PairRows {...{ field, label, hint, pairs, error, offered, onText }} />;
  }
  return (
    <Marked isWrong={error !== null && field.kind === 'yes-no'}>
      <PlainEntry
        // What holds no list is edited as the JSON text that it should be.
        kind={field.shape === 'one' ? field.kind : 'code'}
        language={field.shape === 'one' ? field.language : 'json'}
        choices={offered ?? field.choices.map((choice) => ({ value: choice, label: choice }))}
        isReading={field.kind === 'choice' && field.choices.length === 0 && offered === null}
        {...{ label, hint, text, error, onText }}
      />
    </Marked>
  );
}

/** Marks what has no field of its own that could be marked, so that the focus finds it. */
function Marked({ isWrong, children }: { isWrong: boolean; children: ReactNode }) {
  return isWrong ? (
    <div data-invalid tabIndex={-1} className={styles['marked']}>
      {children}
    </div>
  ) : (
    <div className={styles['marked']}>{children}</div>
  );
}

function hintOf({ description, defaultValue, kind, shape }: FormField, say: (values: { value: string }) => string) {
  const isShort =
    defaultValue !== null && defaultValue !== '' && kind !== 'schedule' && kind !== 'yes-no' && shape === 'one';
  const parts = [description, isShort && defaultValue.length <= 60 ? say({ value: defaultValue }) : null];
  return parts.filter((part) => part !== null && part !== '').join(' ') || undefined;
}

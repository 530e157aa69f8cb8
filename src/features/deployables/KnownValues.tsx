import { useState } from 'react';
import type { GivenValue } from '#contract/deployables.ts';
import type { InstanceForm } from '#contract/instance-form.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { checkField, type EntryProblem } from './entry-problem.ts';
import { FieldEntry } from './fields/FieldEntry.tsx';
import { type Entry, fieldId, givenOf, isDrawn, maySet, type Settable } from './form-entries.ts';
import styles from './Dialogs.module.css';

const messages = i18n('knownValues', {
  label: 'Values that are known already',
  hint: 'What is left empty is asked for afterwards, or keeps its default.',
});

export type KnownEntries = Readonly<Record<string, Entry>>;

/** The plain fields of a version that may be given before there is an instance; what a third party offers comes later. */
export function plainSettables(form: InstanceForm, isAdmin: boolean): Extract<Settable, { kind: 'field' }>[] {
  return form.fields
    .filter((field) => isDrawn(field) && maySet(field, 'field', isAdmin))
    .filter(({ kind, choices }) => kind !== 'choice' || choices.length > 0)
    .map((field) => ({ id: fieldId(field.key), key: field.key, kind: 'field', field }));
}

/** What was entered, as it is sent, and what is wrong with it. */
export function readKnown(form: InstanceForm | undefined, entries: KnownEntries, isAdmin: boolean) {
  const filled = (form ? plainSettables(form, isAdmin) : []).flatMap((settable) => {
    const entry = entries[settable.id];
    return entry && (entry.text !== '' || entry.schedule) ? [{ settable, entry }] : [];
  });
  const problems: Record<string, EntryProblem> = {};
  for (const { settable, entry } of filled) {
    const problem = checkField(settable.field, entry);
    if (problem) problems[settable.id] = problem;
  }
  const values: GivenValue[] = givenOf(filled);
  return { values, problems };
}

/** Fields for what is known before the instance is there; folded away, because nothing of it has to be entered. */
export function KnownValues({
  form,
  entries,
  problems,
  isAdmin,
  beginsOpen = false,
  onEntry,
}: {
  form: InstanceForm;
  entries: KnownEntries;
  problems: Readonly<Record<string, EntryProblem>>;
  isAdmin: boolean;
  beginsOpen?: boolean;
  onEntry: (id: string, entry: Entry) => void;
}) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(beginsOpen);
  const settables = plainSettables(form, isAdmin);
  if (settables.length === 0) return null;
  // A problem must be in sight.
  const hasProblem = settables.some(({ id }) => problems[id]);
  return (
    <Disclosure label={t.label} isOpen={isOpen || hasProblem} onToggle={setIsOpen}>
      <div className={styles['fields']}>
        <p className={styles['quiet']}>{t.hint}</p>
        {settables.map((settable) => (
          <FieldEntry
            key={settable.id}
            field={settable.field}
            entry={entries[settable.id] ?? { text: '' }}
            problem={problems[settable.id] ?? null}
            offered={null}
            onEntry={(entry) => onEntry(settable.id, entry)}
          />
        ))}
      </div>
    </Disclosure>
  );
}

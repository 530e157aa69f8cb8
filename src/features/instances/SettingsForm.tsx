import { useEffect, useEffectEvent, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { checkConfigText, defaultTextOf, writeConfigValue } from '#contract/config-value.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { valueWords, wordOfText, wordOfValue } from '#src/features/values/value-words.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { showToast } from '#src/ui/toast.ts';
import type { TrayDetail } from './instance-detail-query.ts';
import type { InstanceRowData } from './instance-row.ts';
import { SettingsField } from './SettingsField.tsx';
import { conflictOf, isEdited, takenOver, toEntries, withTheirs } from './settings-entries.ts';
import { useSaving } from './use-saving.ts';
import styles from './SettingsForm.module.css';

const messages = i18n('settingsForm', {
  save: 'Save settings',
  cancel: 'Cancel',
  saving: 'Saving…',
  saved: params<{ name: string }>('Settings of {name} are saved'),
  kept: 'What you entered is kept.',
});

const longestValue = 20_000;

export interface SettingsFormProps {
  row: InstanceRowData;
  /** What the vendor holds, as far as it was read; another object with each reading. */
  slots: TrayDetail['configSlots'];
  onDone: () => void;
}

/** All settings of an instance at once, saved together. What was entered stays until it is saved or given up. */
export function SettingsForm({ row, slots, onDone }: SettingsFormProps) {
  const t = useMessages(messages);
  const words = useMessages(valueWords);
  const problems = useMessages(problemMessages);
  const [entries, setEntries] = useState(() => toEntries(slots));
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const form = useForm({ defaultValues: { texts: entries.map(({ value }) => value.text) } });
  const texts = useWatch({ control: form.control, name: 'texts' });
  const { errors } = form.formState;
  const { isSaving, save } = useSaving({
    row,
    shown: slots,
    onSaved: () => {
      showToast('on', t.saved({ name: row.name }), undefined, {
        link: { to: paths.instance.to(row.id), name: row.name },
      });
      onDone();
    },
    onRefused: refused,
  });
  const isDirty = entries.some((entry, index) => isEdited(entry, texts[index] ?? ''));
  useUnsavedChanges(isDirty);

  const follow = useEffectEvent((now: typeof slots) => {
    const news = takenOver(entries, form.getValues('texts'), now);
    if (news.every((entry) => entry === null)) return;
    setEntries(entries.map((entry, index) => news[index] ?? entry));
    for (const [index, entry] of news.entries()) {
      if (entry) form.setValue(`texts.${index}`, entry.value.text);
    }
  });
  useEffect(() => {
    // The form's own store is outside of React's state, and both have to follow the vendor together.
    // oxlint-disable-next-line react/set-state-in-effect
    if (!isSaving) follow(slots);
  }, [slots, isSaving]);

  function refused(why: ClientProblem) {
    const known = entries.flatMap(({ externalId }, index) => {
      const code = why.fields?.[externalId];
      return code === undefined ? [] : [{ index, code }];
    });
    for (const { index, code } of known) fail(index, wordOfValue(words, code));
    // A conflict stands beside its fields, as soon as what is there now has been read.
    setProblem(known.length > 0 ? null : why);
  }

  function fail(index: number, message: string, shouldFocus = true) {
    form.setError(`texts.${index}`, { message }, { shouldFocus });
  }

  /** Puts the problem of a text beside its field; true when there is none. Whoever leaves a field is not held back in it. */
  function check(index: number, isLeaving = false): boolean {
    const entry = entries[index];
    const text = form.getValues(`texts.${index}`);
    form.clearErrors(`texts.${index}`);
    if (!entry || !isEdited(entry, text)) return true;
    const found = checkConfigText(entry.value.form, text);
    if (found) fail(index, wordOfText(words, found), !isLeaving);
    else if (text.length > longestValue) fail(index, words.too_long, !isLeaving);
    return !found && text.length <= longestValue;
  }

  function submit() {
    if (isSaving) return;
    setProblem(null);
    const now = form.getValues('texts');
    const edited = entries.flatMap((entry, index) => {
      const text = now[index] ?? '';
      return isEdited(entry, text) ? [{ entry, index, text }] : [];
    });
    // The first of them last, so that it has the focus.
    const bad = edited.toReversed().filter(({ index }) => !check(index));
    const undecided = edited.toReversed().filter(({ entry, text }) => conflictOf(entry, text, slots) !== null);
    for (const { index } of undecided) fail(index, words.changed_meanwhile);
    if (bad.length + undecided.length > 0) return;
    if (edited.length === 0) {
      onDone();
      return;
    }
    void save({
      configValues: edited.map(({ entry, text }) => ({
        externalId: entry.externalId,
        value: writeConfigValue(entry.value, text),
        previous: entry.previous,
      })),
    });
  }

  const said = problem && wordsOfProblem(problems, problem);
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.quote && <q>{said.quote}</q>} {said.changed} {t.kept} {said.next}
        </Banner>
      )}
      <fieldset disabled={isSaving} className={styles['fields']}>
        {entries.map((entry, index) => (
          <SettingsField
            // Taken over from the vendor, a value may need another kind of field.
            key={`${entry.externalId} ${entry.value.stored ?? ''}`}
            control={form.control}
            name={`texts.${index}`}
            entry={entry}
            error={errors.texts?.[index]?.message}
            conflict={isSaving ? null : conflictOf(entry, texts[index] ?? '', slots)}
            onLeave={() => check(index, true)}
            onTakeDefault={() => change(index, defaultTextOf(entry.defaultValue))}
            onTakeTheirs={(theirs) => {
              const taken = withTheirs(entry, theirs);
              replace(index, taken);
              change(index, taken.value.text);
            }}
            onKeepMine={(theirs) => {
              replace(index, { ...entry, previous: theirs });
              form.clearErrors(`texts.${index}`);
            }}
          />
        ))}
      </fieldset>
      <div className={styles['actions']}>
        <Button type="submit" variant="filled" disabledReason={isSaving ? t.saving : null}>
          {isSaving ? t.saving : t.save}
        </Button>
        {!isSaving && <Button onClick={onDone}>{t.cancel}</Button>}
        <span role="status" className="visually-hidden">
          {isSaving ? t.saving : ''}
        </span>
      </div>
    </form>
  );

  function replace(index: number, entry: (typeof entries)[number]) {
    setEntries(entries.map((former, at) => (at === index ? entry : former)));
  }

  function change(index: number, text: string) {
    form.setValue(`texts.${index}`, text);
    form.clearErrors(`texts.${index}`);
  }
}

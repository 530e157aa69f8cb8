import { useState } from 'react';
import { longestRunId } from '#contract/deployments.ts';
import { checkConfigText } from '#contract/config-value.ts';
import { valueWords, wordOfText } from '#src/features/values/value-words.ts';
import { ValueField } from '#src/features/values/ValueField.tsx';
import { formatList } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Choice } from '#src/ui/Choice.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { checkSettings } from './check-settings.ts';
import type { RunField, RunForm, ThreeWay } from './run-form.ts';
import styles from './RunFields.module.css';

const messages = i18n('runFields', {
  inputFolder: 'Input folder',
  inputHint: 'A folder that exists, such as maya/claims/fs/Instabase Drive/in',
  inputPrefixes: params<{ prefixes: string }>('A folder that exists, below {prefixes}'),
  outputFolder: 'Output folder',
  outputHint: 'Empty: a folder that Instabase makes inside the input folder',
  runId: 'Id of the job',
  runIdHint: params<{ count: number; most: number }>('Empty: one is made. {count} of {most} characters'),
  settings: 'Settings',
  clears: 'Clear the output folder first',
  adds: 'Add the run’s id to the output folder',
  default: 'As Instabase does',
  yes: 'Yes',
  no: 'No',
  emails: 'Tell when it is over',
  emailsHint: 'E-mail addresses with commas between them',
  more: 'Further settings, as JSON',
  moreHint:
    'One JSON object, such as {"tags": ["monthly"]}. It may hold secrets: it is kept sealed, until the run is over.',
  wrong: params<{ keys: string }>('Of another type than Instabase documents: {keys}. It is sent all the same.'),
  overruled: params<{ keys: string }>('Set by the fields above, so that what stands here does not count: {keys}.'),
  notObject: 'This has to be one JSON object, in braces.',
});

/** What a run reads, where it writes, and its settings. */
export function RunFields({
  form,
  isAdmin,
  prefixes,
  errorOf,
  onField,
}: {
  form: RunForm;
  isAdmin: boolean;
  /** The folders that the account may use; none: no bounds are known. */
  prefixes: readonly string[];
  errorOf: (field: RunField) => string | null;
  onField: <Field extends RunField>(field: Field, value: RunForm[Field]) => void;
}) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(false);
  const hasError = (['clearsOutputFolder', 'addsRunIdToFolder', 'notifiedEmails', 'moreSettings'] as const).some(
    (field) => errorOf(field) !== null,
  );
  const threeWay = (['default', 'yes', 'no'] as const).map((value) => ({ value, label: t[value] }));
  return (
    <>
      <TextField
        label={t.inputFolder}
        hint={prefixes.length > 0 ? t.inputPrefixes({ prefixes: formatList(prefixes) }) : t.inputHint}
        value={form.inputFolder}
        autoComplete="off"
        spellCheck={false}
        error={errorOf('inputFolder')}
        onChange={(event) => onField('inputFolder', event.target.value)}
      />
      <TextField
        label={t.outputFolder}
        hint={t.outputHint}
        value={form.outputFolder}
        autoComplete="off"
        spellCheck={false}
        error={errorOf('outputFolder')}
        onChange={(event) => onField('outputFolder', event.target.value)}
      />
      <TextField
        label={t.runId}
        hint={t.runIdHint({ count: form.runId.length, most: longestRunId })}
        value={form.runId}
        autoComplete="off"
        spellCheck={false}
        error={errorOf('runId')}
        onChange={(event) => onField('runId', event.target.value)}
      />
      <Disclosure label={t.settings} isOpen={isOpen || hasError} onToggle={setIsOpen}>
        <div className={styles['settings']}>
          <Choice<ThreeWay>
            label={t.clears}
            value={form.clearsOutputFolder}
            options={threeWay}
            onChange={(value) => onField('clearsOutputFolder', value)}
          />
          <Choice<ThreeWay>
            label={t.adds}
            value={form.addsRunIdToFolder}
            options={threeWay}
            onChange={(value) => onField('addsRunIdToFolder', value)}
          />
          {isAdmin && (
            <>
              <TextField
                label={t.emails}
                hint={t.emailsHint}
                value={form.notifiedEmails}
                inputMode="email"
                autoComplete="off"
                spellCheck={false}
                error={errorOf('notifiedEmails')}
                onChange={(event) => onField('notifiedEmails', event.target.value)}
              />
              <MoreSettings
                text={form.moreSettings}
                refusal={errorOf('moreSettings')}
                onText={(text) => onField('moreSettings', text)}
              />
            </>
          )}
        </div>
      </Disclosure>
    </>
  );
}

/** A JSON object, checked against what the vendor documents. What it does not document is let through. */
function MoreSettings({
  text,
  refusal,
  onText,
}: {
  text: string;
  refusal: string | null;
  onText: (text: string) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(valueWords);
  const [error, setError] = useState<string | null>(null);
  const check = text.trim() === '' ? null : checkSettings(text);
  const notes = [
    check && check.wrong.length > 0 ? t.wrong({ keys: formatList(check.wrong) }) : null,
    check && check.overruled.length > 0 ? t.overruled({ keys: formatList(check.overruled) }) : null,
  ].filter((note) => note !== null);

  function look() {
    const problem = text.trim() === '' ? null : checkConfigText('json', text);
    setError(problem ? wordOfText(words, problem) : text.trim() !== '' && check === null ? t.notObject : null);
  }

  return (
    <>
      <ValueField
        label={t.more}
        form="json"
        text={text}
        hint={t.moreHint}
        error={error ?? refusal}
        onText={(next) => {
          setError(null);
          onText(next);
        }}
        onLeave={look}
      />
      <output className={styles['notes']}>
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </output>
    </>
  );
}

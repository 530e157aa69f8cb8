import type { ConnectionInput, FormConnection } from '#contract/instance-form.ts';
import { ValueField } from '#src/features/values/ValueField.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { SecretField } from '#src/ui/SecretField.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { entryWords, wordOfEntry } from '../entry-words.ts';
import { inputId, type Settable } from '../form-entries.ts';
import { configureWords } from './configure-words.ts';
import type { ConfigureForm } from './use-configure-form.ts';
import type { WizardAbout } from '../wizard-about.ts';
import styles from './Configure.module.css';

/** One thing that a connection asks for. A stored secret is shown to nobody, and sent only when it was typed anew. */
export function InputEntry({
  connection,
  input,
  isStored,
  form,
  about,
}: {
  connection: FormConnection;
  input: ConnectionInput;
  isStored: boolean;
  form: ConfigureForm;
  about: WizardAbout;
}) {
  const t = useMessages(configureWords);
  const e = useMessages(entryWords);
  if (input.kind === 'unknown') {
    return (
      <p className={styles['note']}>
        {t.inputNotDrawn({ label: input.label, kind: input.kindName, vendor: about.vendorName })}
      </p>
    );
  }
  const settable: Settable = {
    id: inputId(connection.key, input.name),
    key: connection.key,
    kind: 'input',
    connection,
    input,
  };
  const { text } = form.entryOf(settable);
  const problem = form.problems[settable.id];
  const hint = [input.help, input.example && e.example({ example: input.example })].filter(Boolean).join(' ');
  const onText = (next: string | null) => form.change(settable, { text: next });
  const common = {
    label: input.isRequired ? input.label : e.optional({ label: input.label }),
    error: problem ? wordOfEntry(e, problem, input.label) : null,
    required: input.isRequired,
    ...(hint !== '' && { hint }),
    ...(input.placeholder !== null && { placeholder: input.placeholder }),
  };
  switch (input.kind) {
    case 'secret':
      return <SecretField {...common} name={input.label} value={text} isStored={isStored} onChange={onText} />;
    case 'yes-no':
      return <ValueField {...common} form="yesno" text={text ?? ''} onText={onText} />;
    case 'long-text':
      return (
        <TextArea
          {...common}
          rows={4}
          autoComplete="off"
          value={text ?? ''}
          onChange={(event) => onText(event.target.value)}
        />
      );
    case 'text':
      return (
        <TextField
          {...common}
          autoComplete="off"
          spellCheck={false}
          value={text ?? ''}
          onChange={(event) => onText(event.target.value)}
        />
      );
  }
}

import { useState } from 'react';
import { useController, useFormState } from 'react-hook-form';
import type { Control } from 'react-hook-form';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { AskedField, CredentialTexts } from './credential-form.ts';
import { entryWords, wordOfCredential } from './option-words.ts';
import styles from './Fields.module.css';

const messages = i18n('credentialFields', {
  advanced: 'Advanced',
  stored: 'Stored',
  optional: params<{ label: string }>('{label} (optional)'),
  replace: 'Replace',
  keep: 'Keep the stored one',
});

/** Always as long, whatever it stands for. It is drawn only, and never part of the form. */
const mask = '••••••••';

interface CredentialFieldsProps {
  control: Control<CredentialTexts>;
  /** The same, in the same order, as those that the form was begun with. */
  fields: readonly AskedField[];
}

/** The fields that a way to sign in asks for; what is not normally needed is folded away. */
export function CredentialFields({ control, fields }: CredentialFieldsProps) {
  const t = useMessages(messages);
  const { errors } = useFormState({ control });
  const [isOpen, setIsOpen] = useState(false);
  const indexed = fields.map((field, index) => ({ field, index }));
  const usual = indexed.filter(({ field }) => !field.advanced);
  const advanced = indexed.filter(({ field }) => field.advanced);
  // A problem must be in sight.
  const hasProblem = advanced.some(({ index }) => errors.texts?.[index] !== undefined);
  return (
    <div className={styles['fields']}>
      {usual.map(({ field, index }) => (
        <CredentialInput key={field.key} control={control} field={field} index={index} />
      ))}
      {advanced.length > 0 && (
        <Disclosure label={t.advanced} isOpen={isOpen || hasProblem} onToggle={setIsOpen}>
          <div className={styles['fields']}>
            {advanced.map(({ field, index }) => (
              <CredentialInput key={field.key} control={control} field={field} index={index} />
            ))}
          </div>
        </Disclosure>
      )}
    </div>
  );
}

function CredentialInput({
  control,
  field,
  index,
}: {
  control: Control<CredentialTexts>;
  field: AskedField;
  index: number;
}) {
  const t = useMessages(messages);
  const words = useMessages(entryWords);
  const { field: entry, fieldState } = useController({ control, name: `texts.${index}` });
  const [isReplacing, setIsReplacing] = useState(false);
  const label = field.required ? field.label : t.optional({ label: field.label });
  if (entry.value === null) {
    return (
      <div role="group" aria-label={field.label}>
        <div className={styles['storedLabel']}>{label}</div>
        <div className={styles['stored']}>
          <span>{t.stored}</span>
          <span className={styles['mask']} aria-hidden="true">
            {mask}
          </span>
          <Button
            size="small"
            onClick={() => {
              setIsReplacing(true);
              entry.onChange('');
            }}
          >
            {t.replace} <span className="visually-hidden">{field.label}</span>
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <TextField
        name={`credential-${index}`}
        inputRef={entry.ref}
        label={<bdi>{label}</bdi>}
        type={field.secret ? 'password' : 'text'}
        // Browsers offer the passwords of this very site for fields that are off; for new ones they do not.
        autoComplete={field.secret ? 'new-password' : 'off'}
        spellCheck={false}
        dir={field.secret ? 'ltr' : 'auto'}
        value={entry.value}
        error={wordOfCredential(words, field.label, fieldState.error?.message)}
        required={field.required}
        takesFocus={isReplacing}
        onChange={entry.onChange}
        onBlur={entry.onBlur}
      />
      {field.secret && field.hasValue && (
        <div className={styles['keep']}>
          <Button size="small" variant="plain" onClick={() => entry.onChange(null)}>
            {t.keep} <span className="visually-hidden">{field.label}</span>
          </Button>
        </div>
      )}
    </div>
  );
}

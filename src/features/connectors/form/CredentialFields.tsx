import { useState } from 'react';
import { useController, useFormState } from 'react-hook-form';
import type { Control } from 'react-hook-form';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { SecretField } from '#src/ui/SecretField.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { AskedField, CredentialTexts } from './credential-form.ts';
import { entryWords, wordOfCredential } from './option-words.ts';
import styles from './Fields.module.css';

const messages = i18n('credentialFields', {
  advanced: 'Advanced',
  optional: params<{ label: string }>('{label} (optional)'),
});

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
  const label = field.required ? field.label : t.optional({ label: field.label });
  const error = wordOfCredential(words, field.label, fieldState.error?.message);
  const common = {
    inputRef: entry.ref,
    error,
    required: field.required,
    onBlur: entry.onBlur,
    onChange: entry.onChange,
  };
  if (field.secret || entry.value === null) {
    return (
      <SecretField
        {...common}
        fieldName={`credential-${index}`}
        name={field.label}
        label={label}
        value={entry.value}
        isStored={field.hasValue}
      />
    );
  }
  return (
    <TextField
      {...common}
      name={`credential-${index}`}
      label={<bdi>{label}</bdi>}
      autoComplete="off"
      spellCheck={false}
      value={entry.value}
    />
  );
}

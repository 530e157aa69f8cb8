import { useState } from 'react';
import type { Ref } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from './Button.tsx';
import { TextField } from './TextField.tsx';
import styles from './SecretField.module.css';

const messages = i18n('secretField', {
  stored: 'Stored',
  replace: 'Replace',
  keep: 'Keep the stored one',
});

/** Always as long, whatever it stands for. It is drawn only, and never part of the form. */
const mask = '••••••••';

interface SecretFieldProps {
  /** What is asked for, without any remark. */
  name: string;
  /** The same as it stands above the field. */
  label?: string;
  /** Null: what is stored stays, and is shown to nobody. */
  value: string | null;
  /** Something is stored, to which one may go back. */
  isStored: boolean;
  error?: string | null | undefined;
  hint?: string | undefined;
  placeholder?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** Names the field in its form; browsers offer what they know by it. */
  fieldName?: string;
  onChange: (value: string | null) => void;
  onBlur?: () => void;
}

/** A secret: what is stored is said to be stored, and typed anew or kept. */
export function SecretField({
  name,
  label = name,
  value,
  isStored,
  error,
  hint,
  fieldName,
  onChange,
  ...input
}: SecretFieldProps) {
  const t = useMessages(messages);
  const [isReplacing, setIsReplacing] = useState(false);
  if (value === null) {
    return (
      <div role="group" aria-label={name}>
        <div className={styles['label']}>{label}</div>
        <div className={styles['stored']}>
          <span>{t.stored}</span>
          <span className={styles['mask']} aria-hidden="true">
            {mask}
          </span>
          <Button
            size="small"
            onClick={() => {
              setIsReplacing(true);
              onChange('');
            }}
          >
            {t.replace} <span className="visually-hidden">{name}</span>
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <TextField
        {...input}
        name={fieldName}
        label={<bdi>{label}</bdi>}
        type="password"
        // Browsers offer the passwords of this very site for fields that are off; for new ones they do not.
        autoComplete="new-password"
        spellCheck={false}
        dir="ltr"
        value={value}
        error={error}
        {...(hint !== undefined && { hint })}
        takesFocus={isReplacing}
        onChange={(event) => onChange(event.target.value)}
      />
      {isStored && (
        <div className={styles['keep']}>
          <Button size="small" variant="plain" onClick={() => onChange(null)}>
            {t.keep} <span className="visually-hidden">{name}</span>
          </Button>
        </div>
      )}
    </div>
  );
}

import { useState } from 'react';
import { checkConfigText } from '#contract/config-value.ts';
import type { ValueForm } from '#contract/config-value.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Choice } from '#src/ui/Choice.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { formatJson } from './format-json.ts';
import { valueWords } from './value-words.ts';
import styles from './ValueField.module.css';

/** From here on a text is shown in several lines. */
const longLine = 80;

interface ValueFieldProps {
  label: string;
  form: ValueForm;
  text: string;
  error?: string | null | undefined;
  hint?: string | undefined;
  placeholder?: string | undefined;
  onText: (text: string) => void;
  onLeave?: () => void;
  /** Given the element to focus when the value is refused. */
  inputRef?: (element: HTMLElement | null) => void;
}

/** A config value to be edited as what it is: text, a number, yes or no, or JSON. */
export function ValueField({
  label,
  form,
  text,
  error,
  hint,
  placeholder,
  onText,
  onLeave,
  inputRef,
}: ValueFieldProps) {
  const t = useMessages(valueWords);
  // Decided once: a field that is exchanged while somebody types in it loses their place.
  const [isLong] = useState(() => text.includes('\n') || text.length > longLine);
  const common = {
    label,
    error: error ?? null,
    value: text,
    placeholder,
    onBlur: onLeave,
    autoComplete: 'off',
    ...(hint !== undefined && { hint }),
    ...(inputRef && { inputRef }),
  };
  switch (form) {
    case 'yesno':
      return (
        <div>
          <Choice
            label={label}
            value={text}
            options={[
              { value: 'true', label: t.yes },
              { value: 'false', label: t.no },
            ]}
            {...(hint !== undefined && { hint })}
            onChange={onText}
          />
          {error && (
            <p className={styles['error']} role="alert">
              {error}
            </p>
          )}
        </div>
      );
    case 'number':
      return <TextField {...common} inputMode="decimal" onChange={(event) => onText(event.target.value)} />;
    case 'json':
      return (
        <div className={styles['json']}>
          <TextArea
            {...common}
            isMono
            spellCheck={false}
            rows={Math.min(16, Math.max(4, text.split('\n').length))}
            onChange={(event) => onText(event.target.value)}
          />
          <Button
            size="small"
            variant="plain"
            onClick={() => (checkConfigText('json', text) === null ? onText(formatJson(text)) : onLeave?.())}
          >
            {t.format} <span className="visually-hidden">{label}</span>
          </Button>
        </div>
      );
    case 'text':
      return isLong ? (
        <TextArea
          {...common}
          rows={Math.min(12, Math.max(3, text.split('\n').length))}
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <TextField {...common} onChange={(event) => onText(event.target.value)} />
      );
  }
}

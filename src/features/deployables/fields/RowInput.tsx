import type { FormField } from '#contract/instance-form.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import field from '#src/ui/Field.module.css';
import { valueWords } from '#src/features/values/value-words.ts';
import { entryWords } from '../entry-words.ts';
import type { Choice } from './choice.ts';

const types: Partial<Record<FormField['kind'], string>> = { date: 'date' };

/** One value of a list, named by its place. */
export function RowInput({
  field: asked,
  offered,
  name,
  placeholder,
  text,
  onText,
}: {
  /** Null for a plain text. */
  field: FormField | null;
  offered: readonly Choice[] | null;
  name: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
}) {
  const t = useMessages(entryWords);
  const words = useMessages(valueWords);
  const choices = asked && choicesOf(asked, offered, words);
  if (choices) {
    const isGone = text !== '' && !choices.some(({ value }) => value === text);
    return (
      <span className={field['select']}>
        <select aria-label={name} value={text} onChange={(event) => onText(event.target.value)}>
          <option value="">{t.choose}</option>
          {isGone && <option value={text}>{t.goneChoice({ value: text })}</option>}
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    );
  }
  return (
    <input
      className={field['text']}
      aria-label={name}
      placeholder={placeholder}
      dir="auto"
      autoComplete="off"
      type={types[asked?.kind ?? 'text'] ?? 'text'}
      inputMode={asked?.kind === 'number' ? 'decimal' : undefined}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  );
}

function choicesOf(asked: FormField, offered: readonly Choice[] | null, words: { yes: string; no: string }) {
  if (asked.kind === 'yes-no') {
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  if (asked.kind !== 'choice') return null;
  return offered ?? asked.choices.map((choice) => ({ value: choice, label: choice }));
}

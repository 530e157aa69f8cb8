import type { FormField } from '#contract/instance-form.ts';
import { ValueField } from '#src/features/values/ValueField.tsx';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { SelectField } from '#src/ui/SelectField.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { entryWords } from '../entry-words.ts';
import type { Choice } from './choice.ts';

interface PlainEntryProps {
  kind: FormField['kind'];
  language: FormField['language'];
  choices: readonly Choice[];
  /** The choices are on their way. */
  isReading: boolean;
  label: string;
  hint?: string | undefined;
  text: string;
  error: string | null;
  onText: (text: string) => void;
}

/** One value, by its kind. */
export function PlainEntry(props: PlainEntryProps) {
  const { kind, language, label, hint, text, error, onText } = props;
  const common = { label, error, ...(hint !== undefined && { hint }) };
  switch (kind) {
    case 'number':
      return <ValueField {...common} form="number" text={text} onText={onText} />;
    case 'yes-no':
      return <ValueField {...common} form="yesno" text={text} onText={onText} />;
    case 'choice':
      return <ChoiceEntry {...props} />;
    case 'date':
      return <DateEntry {...props} />;
    case 'moment':
      return <MomentEntry {...props} />;
    case 'code':
      if (language === 'json') return <ValueField {...common} form="json" text={text} onText={onText} />;
      return (
        <TextArea
          {...common}
          isMono
          spellCheck={false}
          dir="ltr"
          rows={Math.min(16, Math.max(4, text.split('\n').length))}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      );
    default:
      return <ValueField {...common} form="text" text={text} onText={onText} />;
  }
}

function ChoiceEntry({ choices, isReading, label, hint, text, error, onText }: PlainEntryProps) {
  const t = useMessages(entryWords);
  const isGone = text !== '' && !choices.some(({ value }) => value === text);
  const note = isReading ? t.readingChoices : choices.length === 0 ? t.noChoices : hint;
  const options = [
    { value: '', label: t.choose },
    // What is stored stays chosen until something else is, also where it is offered no longer.
    ...(isGone ? [{ value: text, label: isReading ? text : t.goneChoice({ value: text }) }] : []),
    ...choices,
  ];
  return (
    <SelectField
      label={label}
      value={text}
      groups={[{ label: '', options }]}
      hint={note}
      error={error}
      onChange={onText}
    />
  );
}

/** A day. What is stored in another form is edited as the text it is. */
function DateEntry({ label, hint, text, error, onText }: PlainEntryProps) {
  const isPlain = text === '' || /^\d{4,6}-\d{2}-\d{2}$/.test(text);
  return (
    <TextField
      label={label}
      error={error}
      {...(hint !== undefined && { hint })}
      type={isPlain ? 'date' : 'text'}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  );
}

/** A moment. It is entered in universal time, because the flow that reads it runs anywhere. */
function MomentEntry({ label, hint, text, error, onText }: PlainEntryProps) {
  const t = useMessages(entryWords);
  const moment = momentOf(text);
  const isPlain = text === '' || moment !== null;
  const said = moment === null ? t.utc : t.utcHere({ moment: formatMoment(moment) });
  return (
    <TextField
      label={label}
      error={error}
      hint={[hint, said].filter(Boolean).join(' ')}
      type={isPlain ? 'datetime-local' : 'text'}
      step={1}
      value={moment === null ? text : new Date(moment).toISOString().slice(0, 19)}
      onChange={({ target }) => onText(target.value === '' || !isPlain ? target.value : toUtc(target.value))}
    />
  );
}

/** What the browser's field holds, without a zone of its own, as a moment in universal time. */
function toUtc(local: string): string {
  const moment = Date.parse(`${local}Z`);
  return Number.isNaN(moment) ? local : new Date(moment).toISOString();
}

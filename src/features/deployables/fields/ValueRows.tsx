import type { FormField } from '#contract/instance-form.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { entryWords } from '../entry-words.ts';
import { writeRows } from '../rows.ts';
import type { Choice } from './choice.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';

/** A list of values, one in a row. */
export function ValueRows({
  field,
  label,
  hint,
  rows,
  error,
  offered,
  onText,
}: {
  field: FormField;
  label: string;
  hint: string | undefined;
  rows: readonly string[];
  error: string | null;
  offered: readonly Choice[] | null;
  onText: (text: string) => void;
}) {
  const t = useMessages(entryWords);
  const hand = (next: readonly string[]) => onText(writeRows(next));
  return (
    <RowList
      label={label}
      hint={hint}
      error={error}
      onAdd={() => hand([...rows, ''])}
      onRemove={(index) => hand(rows.toSpliced(index, 1))}
      rows={rows.map((text, index) => (
        <RowInput
          key={index}
          field={field}
          offered={offered}
          name={t.rowValue({ label, number: formatNumber(index + 1) })}
          text={text}
          onText={(next) => hand(rows.with(index, next))}
        />
      ))}
    />
  );
}

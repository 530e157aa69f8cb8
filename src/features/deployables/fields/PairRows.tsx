import type { FormField } from '#contract/instance-form.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { entryWords } from '../entry-words.ts';
import { type Pair, writeRows } from '../rows.ts';
import type { Choice } from './choice.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import styles from './Fields.module.css';

/** Values with a name each, one pair in a row. */
export function PairRows({
  field,
  label,
  hint,
  pairs,
  error,
  offered,
  onText,
}: {
  field: FormField;
  label: string;
  hint: string | undefined;
  pairs: readonly Pair[];
  error: string | null;
  offered: readonly Choice[] | null;
  onText: (text: string) => void;
}) {
  const t = useMessages(entryWords);
  const hand = (next: readonly Pair[]) => onText(writeRows(next));
  return (
    <RowList
      label={label}
      hint={hint}
      error={error}
      onAdd={() => hand([...pairs, { key: '', value: '' }])}
      onRemove={(index) => hand(pairs.toSpliced(index, 1))}
      rows={pairs.map((pair, index) => {
        const place = { label, number: formatNumber(index + 1) };
        return (
          <div key={index} className={styles['pair']}>
            <RowInput
              field={null}
              offered={null}
              name={t.rowName(place)}
              placeholder={t.pairName}
              text={pair.key}
              onText={(key) => hand(pairs.with(index, { ...pair, key }))}
            />
            <RowInput
              field={field}
              offered={offered}
              name={t.rowValue(place)}
              placeholder={t.pairValue}
              text={pair.value}
              onText={(value) => hand(pairs.with(index, { ...pair, value }))}
            />
          </div>
        );
      })}
    />
  );
}

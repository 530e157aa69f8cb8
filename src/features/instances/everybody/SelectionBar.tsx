import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { formatNumber } from '#src/lib/format.ts';
import { chosenCount } from './selection.ts';
import type { Chosen } from './selection.ts';
import { useSelectionOfList } from './use-selection.ts';
import styles from './SelectionBar.module.css';

const messages = i18n('selectionBar', {
  label: 'What is selected',
  named: count({
    one: 'The {count} row that you selected, and no other.',
    other: 'The {count} rows that you selected, and no others.',
  }),
  all: count({
    one: 'The one instance that matches.',
    other: 'All {count} instances that match, those that are not on show included.',
  }),
  every: count({ one: 'The one instance there is.', other: 'All {count} instances there are.' }),
  selectMatching: params<{ all: string }>('Select all {all} that match'),
  selectEvery: params<{ all: string }>('Select all {all} instances'),
});

/** Stands below the list while something is selected: says what is meant, and what can be done with it. */
export function SelectionBar({
  totalCount,
  isNarrowed,
  children,
}: {
  /** How many match. */
  totalCount: number;
  isNarrowed: boolean;
  children: (chosen: Chosen, count: number) => ReactNode;
}) {
  const t = useMessages(messages);
  const selection = useSelectionOfList();
  const chosen = useStore(selection.chosen);
  const selected = chosenCount(chosen, totalCount);
  const all = formatNumber(totalCount);
  // The region is there before it speaks, so that its first words are heard too.
  return (
    <section aria-label={t.label} className={selected === 0 ? undefined : styles['bar']}>
      <div className={selected === 0 ? undefined : styles['meant']}>
        <p role="status">
          {selected > 0 &&
            (chosen.kind === 'ids' ? t.named(selected) : isNarrowed ? t.all(selected) : t.every(selected))}
        </p>
        {chosen.kind === 'ids' && selected > 0 && selected < totalCount && (
          <Button size="small" variant="plain" onClick={selection.chooseAll}>
            {isNarrowed ? t.selectMatching({ all }) : t.selectEvery({ all })}
          </Button>
        )}
      </div>
      {selected > 0 && children(chosen, selected)}
    </section>
  );
}

import { useStore } from '@nanostores/react';
import { mostNamedIds } from '#contract/endpoints/bulks.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import type { InstanceList } from '../use-instance-list.ts';
import { chosenOfRead } from './selection.ts';
import { useSelectionOfList } from './use-selection.ts';
import styles from './row-parts.module.css';

const messages = i18n('selectAll', {
  read: count({ one: 'Select the {count} row read so far', other: 'Select the {count} rows read so far' }),
});

/** Chooses the rows that were read, and takes that back. All that match are chosen in the bar that then appears. */
export function SelectAll({ readIds }: Pick<InstanceList, 'readIds'>) {
  const t = useMessages(messages);
  const selection = useSelectionOfList();
  const chosen = useStore(selection.chosen);
  const ids = readIds(mostNamedIds);
  const isChosen = chosenOfRead(chosen, ids);
  return (
    <label className={styles['selectAll']}>
      <input
        // Half: no attribute says so, only the element itself.
        ref={(box) => {
          if (box) box.indeterminate = isChosen === 'some';
        }}
        type="checkbox"
        aria-label={t.read(ids.length)}
        checked={isChosen === 'all'}
        onChange={() => selection.chooseRead(isChosen !== 'all')}
      />
    </label>
  );
}

import { useStore } from '@nanostores/react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { changedColumns } from '#src/lib/preferences.ts';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { columnWords } from './column-words.ts';
import { choosableColumns, shownColumns, withColumnTurned } from './columns.ts';

const messages = i18n('columnsButton', { columns: 'Columns' });

/** Shows and hides the columns of the list, for this browser. */
export function ColumnsButton({ isAdmin }: { isAdmin: boolean }) {
  const t = useMessages(messages);
  const words = useMessages(columnWords);
  const changed = useStore(changedColumns);
  const shown = shownColumns(changed, isAdmin);
  return (
    <MenuButton
      label={t.columns}
      entries={() =>
        choosableColumns(isAdmin).map((id) => ({
          key: id,
          label: words[id],
          isChecked: shown.includes(id),
          isToggle: true,
          onSelect: () => changedColumns.set(withColumnTurned(changed, id)),
        }))
      }
    >
      {t.columns}
    </MenuButton>
  );
}

import { i18n, useMessages } from '#src/lib/i18n.ts';
import type { Density } from '#src/lib/preferences.ts';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { columnWords } from './column-words.ts';
import { choosableColumns, shownColumns, withColumnTurned } from './columns.ts';

const messages = i18n('columnsButton', { columns: 'Columns', compact: 'Compact rows' });

/** Shows and hides the columns of a list, and draws its rows closer together. */
export function ColumnsButton({
  isAdmin,
  changed,
  density,
  onColumns,
  onDensity,
}: {
  isAdmin: boolean;
  /** The columns that are not as they are at first. */
  changed: readonly string[];
  density: Density;
  onColumns: (changed: string[]) => void;
  onDensity: (density: Density) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(columnWords);
  const shown = shownColumns(changed, isAdmin);
  return (
    <MenuButton
      label={t.columns}
      entries={() => [
        ...choosableColumns(isAdmin).map((id) => ({
          key: id,
          label: words[id],
          isChecked: shown.includes(id),
          isToggle: true,
          onSelect: () => onColumns(withColumnTurned(changed, id)),
        })),
        {
          key: 'compact',
          label: t.compact,
          isChecked: density === 'compact',
          isToggle: true,
          startsGroup: true,
          onSelect: () => onDensity(density === 'compact' ? 'comfortable' : 'compact'),
        },
      ]}
    >
      {t.columns}
    </MenuButton>
  );
}

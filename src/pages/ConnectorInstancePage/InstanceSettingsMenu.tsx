import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { useRowMenu } from '#src/features/instances/row-menu.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';

const messages = i18n('instanceSettingsMenu', { settings: 'Instance settings' });

/** The cog: what can be done with the whole instance. */
export function InstanceSettingsMenu({ row }: { row: InstanceRowData }) {
  const t = useMessages(messages);
  const { entries } = useRowMenu(row);
  const withTrash = (entry: MenuEntry): MenuEntry => (entry.key === 'remove' ? { ...entry, icon: 'trash' } : entry);
  return (
    <MenuButton label={row.name || row.vendorId} entries={() => entries(false).map(withTrash)} icon="cog" iconOnly>
      {t.settings}
    </MenuButton>
  );
}

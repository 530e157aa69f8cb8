import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import type { ButtonVariant } from '#src/ui/Button.tsx';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { showToast } from '#src/ui/toast.ts';
import { useStartAction } from './instance-actions.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceWords } from './instance-words.ts';
import type { PendingChange } from './pending-changes.ts';
import { offerActions } from './row-actions.ts';
import type { OffReason, RowAction } from './row-actions.ts';
import styles from './ActionButtons.module.css';

const variants: Partial<Record<RowAction, ButtonVariant>> = {
  update: 'filled',
  upgrade: 'outlined',
  continue: 'outlined',
  edit: 'plain',
};

/** The one action that matters now, and the menu with the rest. */
export function ActionButtons({
  row,
  change,
  size = 'small',
  onPage = false,
}: {
  row: InstanceRowData;
  change: PendingChange | undefined;
  size?: 'small' | 'medium';
  /** On the instance's own page, which needs no way to open it. */
  onPage?: boolean;
}) {
  const t = useMessages(instanceWords);
  const { person, hasUpgradeHook, companyName: company } = useSignedIn();
  const start = useStartAction();
  const isChanging = change?.state === 'asked' || change?.state === 'removed';
  const { primary, menu } = offerActions(row, person, hasUpgradeHook, isChanging);

  function reason(off: OffReason | null): string | null {
    if (off === null) return null;
    return off === 'waiting_for_company' ? t.waiting_for_company({ company }) : t[off];
  }

  function entries(): MenuEntry[] {
    const actions: MenuEntry[] = menu.map(({ action, off }) => ({
      key: action,
      label: action === 'remove' ? `${t.remove}…` : t[action],
      disabledReason: reason(off),
      isDangerous: action === 'remove',
      startsGroup: action === 'remove',
      onSelect: () => start(action, row),
    }));
    const removal = actions.splice(-1);
    return [
      ...(onPage ? [] : [{ key: 'open', label: t.open, to: paths.instance.to(row.id) }]),
      ...actions,
      { key: 'copyId', label: t.copyId, onSelect: () => copyId(row.id, t.copied) },
      ...(person.role === 'admin' ? [{ key: 'debug', label: t.debug, to: paths.debug.to(row.id) }] : []),
      ...removal,
    ];
  }

  return (
    <span className={styles['actions']}>
      <Button
        size={size}
        variant={onPage && primary.action === 'edit' ? 'outlined' : (variants[primary.action] ?? 'outlined')}
        disabledReason={reason(primary.off)}
        onClick={() => start(primary.action, row)}
      >
        {t[primary.action]}
      </Button>
      <MenuButton
        label={row.name}
        entries={entries}
        icon="more"
        iconOnly
        size={size}
        variant={onPage ? 'outlined' : 'plain'}
      >
        {t.moreActions}
      </MenuButton>
    </span>
  );
}

function copyId(id: string, copied: string): void {
  void navigator.clipboard?.writeText(id).then(
    () => showToast('on', copied),
    () => showToast('failed', id),
  );
}

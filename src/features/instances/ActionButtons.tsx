import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import type { ButtonVariant } from '#src/ui/Button.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { useStartAction } from './instance-actions.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceWords } from './instance-words.ts';
import type { RowAction } from './row-actions.ts';
import { useRowMenu } from './row-menu.ts';
import styles from './ActionButtons.module.css';

const variants: Partial<Record<RowAction, ButtonVariant>> = {
  update: 'filled',
  deploy: 'filled',
  upgrade: 'outlined',
  continue: 'outlined',
  edit: 'plain',
};

/** The one action that matters now, and the menu with the rest. */
export function ActionButtons({
  row,
  size = 'small',
  onPage = false,
}: {
  row: InstanceRowData;
  size?: 'small' | 'medium';
  /** On the instance's own page, which needs no way to open it. */
  onPage?: boolean;
}) {
  const t = useMessages(instanceWords);
  const start = useStartAction();
  const { primary, reasonOf, entries } = useRowMenu(row);

  return (
    <span className={styles['actions']}>
      {primary && (
        <Button
          size={size}
          variant={onPage && primary.action === 'edit' ? 'outlined' : (variants[primary.action] ?? 'outlined')}
          disabledReason={reasonOf(primary.off)}
          onClick={() => start(primary.action, row)}
        >
          {t[primary.action]}
        </Button>
      )}
      <MenuButton
        label={row.name}
        entries={() => entries(!onPage)}
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

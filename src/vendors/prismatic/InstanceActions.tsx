import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import { useStartAction } from '#src/features/instances/instance-actions.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { useRowMenu } from '#src/features/instances/row-menu.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { isForbidden } from './allowed.ts';
import styles from './InstanceScreen.module.css';

const messages = i18n('prismaticActions', {
  forbidden: 'Prismatic does not allow it for this instance.',
  updateForbidden: 'Prismatic leaves updates of this instance to your company.',
});

/** What is shown as a button beside the one that matters now; all else is in the menu. */
const buttons = ['deploy', 'update', 'edit'] as const;

/** The actions of an instance, off with their reason where the vendor refuses them outright. */
export function InstanceActions({
  row,
  allowed,
}: {
  row: InstanceRowData;
  allowed: DeployableDetail['allowed'] | null;
}) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const { person } = useSignedIn();
  const start = useStartAction();
  const { primary, primaryEntry, entries } = useRowMenu(row);

  const shown = [...primaryEntry(), ...entries(false)].map((entry) => ({
    ...entry,
    disabledReason: entry.disabledReason ?? forbidden(entry.key),
  }));
  const find = (key: string) => shown.find((entry) => entry.key === key);
  const beside = buttons.flatMap((key) => (key === primary?.action ? [] : (find(key) ?? [])));
  const first = primary && find(primary.action);

  return (
    <div className={styles['actions']}>
      {primary && first && (
        <Button
          variant={primary.action === 'edit' ? 'outlined' : 'filled'}
          disabledReason={first.disabledReason}
          onClick={() => start(primary.action, row)}
        >
          {words[primary.action]}
        </Button>
      )}
      {beside.map((entry) => (
        <Button key={entry.key} disabledReason={entry.disabledReason} onClick={() => entry.onSelect?.()}>
          {entry.label}
        </Button>
      ))}
      <MenuButton
        label={row.name}
        entries={() => shown.filter(({ key }) => key !== primary?.action && !buttons.some((one) => one === key))}
        icon="more"
        iconOnly
        variant="outlined"
      >
        {words.moreActions}
      </MenuButton>
    </div>
  );

  function forbidden(key: string): string | null {
    if (!isForbidden(key, allowed, person.role === 'admin')) return null;
    return key === 'update' || key === 'upgrade' ? t.updateForbidden : t.forbidden;
  }
}

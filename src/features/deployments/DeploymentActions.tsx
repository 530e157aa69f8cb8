import { usePendingChange } from '#src/features/instances/pending-changes.ts';
import { useRowMenu } from '#src/features/instances/row-menu.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import type { DeploymentData } from './deployment-queries.ts';
import { deploymentWords } from './deployment-words.ts';
import styles from './DeploymentActions.module.css';

/** What changes a solution, and not merely looks at it. */
const changing: ReadonlySet<string> = new Set(['enable', 'disable', 'rename', 'remove']);

/** Its one action, **Run**, and the menu with the rest. */
export function DeploymentActions({
  deployment,
  mayChange,
  onPage = false,
  onRun,
  onVisibility,
}: {
  deployment: DeploymentData;
  mayChange: boolean;
  /** On the solution's own page, which needs no way to open it. */
  onPage?: boolean;
  onRun: () => void;
  onVisibility: () => void;
}) {
  const t = useMessages(deploymentWords);
  const words = useMessages(instanceWords);
  const { person } = useSignedIn();
  const { row } = deployment;
  const { entries } = useRowMenu(row);
  const change = usePendingChange(row.id);
  const isUnderWay = change?.state === 'asked' || row.operation?.state === 'running' || row.status === 'working';
  const offReason = person.viewOnly ? t.viewOnly : mayChange ? null : t.publicIsShared;
  const runOff = person.viewOnly
    ? t.viewOnly
    : isUnderWay && row.operation?.kind !== 'run'
      ? t.underWay
      : row.status === 'disabled'
        ? t.disabledCannotRun
        : null;

  function menu(): MenuEntry[] {
    const common = entries(!onPage).map((entry) =>
      changing.has(entry.key) && offReason !== null ? { ...entry, disabledReason: offReason } : entry,
    );
    const visibility: MenuEntry = {
      key: 'visibility',
      label: `${t.changeVisibility}…`,
      disabledReason: offReason ?? (isUnderWay ? t.underWay : null),
      onSelect: onVisibility,
    };
    const place = common.findIndex(({ key }) => key === 'copyId');
    return common.toSpliced(Math.max(0, place), 0, visibility);
  }

  const size = onPage ? 'medium' : 'small';
  return (
    <span className={styles['actions']}>
      <Button size={size} variant={onPage ? 'filled' : 'outlined'} disabledReason={runOff} onClick={onRun}>
        {t.run}
      </Button>
      <MenuButton
        label={row.name}
        entries={menu}
        icon="more"
        iconOnly
        size={size}
        variant={onPage ? 'outlined' : 'plain'}
      >
        {words.moreActions}
      </MenuButton>
    </span>
  );
}

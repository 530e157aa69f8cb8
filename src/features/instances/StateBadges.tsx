import { useMessages } from '#src/lib/i18n.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceWords } from './instance-words.ts';
import styles from './StateBadges.module.css';

/** What holds beside an instance's status, each by itself. The worst comes first. */
export function badgesOf({
  deployment,
}: Pick<InstanceRowData, 'deployment'>): ('suspended' | 'failing' | 'undeployed' | 'users')[] {
  if (!deployment) return [];
  return [
    ...(deployment.isSuspended ? (['suspended'] as const) : []),
    ...(deployment.isFailing ? (['failing'] as const) : []),
    ...(deployment.hasUndeployedChanges ? (['undeployed'] as const) : []),
    ...(deployment.configuration === 'users' ? (['users'] as const) : []),
  ];
}

/** The badges of an instance beside its status; nothing for one that is as it should be. */
export function StateBadges({ row }: { row: Pick<InstanceRowData, 'deployment'> }) {
  const t = useMessages(instanceWords);
  const badges = badgesOf(row);
  if (badges.length === 0) return null;
  return (
    <span className={styles['badges']}>
      {badges.map((badge) => (
        <span key={badge} className={styles[badge]}>
          {t[badge]}
        </span>
      ))}
    </span>
  );
}

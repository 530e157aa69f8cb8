import { Link } from 'react-router-dom';
import type { Vendor } from '#contract/vendors.ts';
import { healthLamps, healthOrder, healthWords } from '#src/features/instances/health-words.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { HealthCountData } from './account-queries.ts';
import styles from './HealthCounts.module.css';

/** How many instances are how, what needs somebody first. Each leads to them. */
export function HealthCounts({
  accountId,
  vendor,
  healths,
  isCompact = false,
}: {
  accountId: string;
  vendor?: Vendor;
  healths: readonly HealthCountData[];
  /** Lamps and numbers for the eye; the words are said all the same. */
  isCompact?: boolean;
}) {
  const t = useMessages(healthWords);
  return (
    <ul className={styles['healths']}>
      {healthOrder.map((health) => {
        const count = healths.find((one) => one.health === health)?.count ?? 0;
        if (count === 0) return null;
        const filter = new URLSearchParams({ account: accountId, ...(vendor && { vendor }), health });
        return (
          <li key={health}>
            <Link to={`${paths.adminInstances.to()}?${filter}`} title={t[health]}>
              <Lamp kind={healthLamps[health]} />
              {formatNumber(count)} <span className={isCompact ? 'visually-hidden' : styles['word']}>{t[health]}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

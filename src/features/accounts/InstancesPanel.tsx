import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Panel } from '#src/ui/Panel.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { AccountData } from './account-queries.ts';
import styles from './Accounts.module.css';
import { HealthCounts } from './HealthCounts.tsx';

const messages = i18n('accountInstancesPanel', {
  title: 'Instances',
  none: 'It has no instances.',
  all: count({ one: '{count} instance', other: '{count} instances' }),
});

/** An account's instances by vendor and health, each number leading to them. */
export function InstancesPanel({ accountId, instances }: { accountId: string; instances: AccountData['instances'] }) {
  const t = useMessages(messages);
  const all = instances.reduce((sum, one) => sum + one.count, 0);
  return (
    <Panel
      title={t.title}
      note={all > 0 && <Link to={`${paths.adminInstances.to()}?account=${accountId}`}>{t.all(all)}</Link>}
    >
      {instances.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['list']}>
        {instances.map(({ vendor, healths }) => (
          <li key={vendor}>
            <span className={styles['vendor']}>
              <VendorGlyph vendor={vendor} isSilent /> {vendorNames[vendor]}
            </span>
            <HealthCounts accountId={accountId} vendor={vendor} healths={healths} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

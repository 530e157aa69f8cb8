import { Link } from 'react-router-dom';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Panel } from '#src/ui/Panel.tsx';
import styles from './DebugView.module.css';

const messages = i18n('debugSiblings', {
  siblings: params<{ name: string }>('Other instances of {name}'),
  allSiblings: params<{ count: number; name: string }>('All {count} instances of {name}'),
  none: 'None',
});

/** What else the account has, at whichever vendor: what fails in one may fail in all. */
export function SiblingsPanel({ view: { row, siblings, siblingCount } }: { view: DebugViewData }) {
  const t = useMessages(messages);
  const { name } = row.account;
  return (
    <Panel title={t.siblings({ name })}>
      {siblings.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['siblings']}>
        {siblings.map((sibling) => (
          <li key={sibling.id}>
            <StatusLamp row={sibling} change={undefined} />
            <Link to={paths.debug.to(sibling.id)} dir="auto">
              {sibling.name}
            </Link>
            <span className={styles['quiet']}>{sibling.templateName}</span>
          </li>
        ))}
      </ul>
      {siblingCount > siblings.length && (
        <p>
          <Link to={`${paths.adminInstances.to()}?account=${row.account.id}`}>
            {t.allSiblings({ count: siblingCount + 1, name })}
          </Link>
        </p>
      )}
    </Panel>
  );
}

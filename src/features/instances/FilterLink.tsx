import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { withParameter } from './list-filter.ts';
import styles from './InstanceTable.module.css';

const messages = i18n('filterLink', { only: params<{ what: string }>('Only {what}') });

/** Narrows the list to rows with this value, beside what it is narrowed to already. */
export function FilterLink({
  by,
  value,
  what,
  children,
}: {
  by: 'account' | 'template';
  value: string;
  what: string;
  children: ReactNode;
}) {
  const t = useMessages(messages);
  const [search] = useSearchParams();
  return (
    <Link
      to={{ search: withParameter(search, by, value).toString() }}
      title={t.only({ what })}
      className={styles['filterLink']}
    >
      {children}
    </Link>
  );
}

import type { ReactNode } from 'react';
import styles from './DefinitionList.module.css';

/** Terms with their values, one per line. Entries without a value are left out. */
export function DefinitionList({ entries }: { entries: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className={styles['list']}>
      {entries.map(([term, value]) =>
        value === null || value === undefined ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

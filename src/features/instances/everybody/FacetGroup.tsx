import { startTransition, useOptimistic } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { formatNumber } from '#src/lib/format.ts';
import styles from './Facets.module.css';

export interface FacetOption {
  value: string;
  /** A lamp or a vendor's sign before the name; silent. */
  sign?: ReactNode;
  name: string;
  /** Null: not counted yet. */
  count: number | null;
}

/** One property of which several values can be chosen, each with how many rows it would leave. */
export function FacetGroup({
  label,
  options,
  chosen,
  onTurn,
}: {
  label: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  onTurn: (value: string) => void;
}) {
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      {options.map(({ value, sign, name, count }) => (
        <label key={value} className={classNames(styles['option'], count === 0 && styles['none'])}>
          <Box isChosen={chosen.includes(value)} onTurn={() => onTurn(value)} />
          {sign}
          <span className={styles['name']}>{name}</span> <Count count={count} />
        </label>
      ))}
    </fieldset>
  );
}

/** It shows the press at once; the address, and with it the list, follows as soon as it can. */
function Box({ isChosen, onTurn }: { isChosen: boolean; onTurn: () => void }) {
  const [isOn, show] = useOptimistic(isChosen);
  return (
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ target }) => {
        const isTurnedOn = target.checked;
        startTransition(() => {
          show(isTurnedOn);
          onTurn();
        });
      }}
    />
  );
}

export function Count({ count }: { count: number | null }) {
  return (
    <span className={styles['count']}>
      {count === null ? <span className={styles['uncounted']} /> : formatNumber(count)}
    </span>
  );
}

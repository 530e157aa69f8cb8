import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Field.module.css';

const settleMs = 250;

/**
 * The one search box of a list. It keeps what is typed to itself and tells it when typing pauses, so that no key waits
 * for rows to be drawn.
 */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function tell(next: string) {
    clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  }

  return (
    <label className={styles['search']}>
      <Icon name="search" />
      <input
        type="search"
        value={typed}
        onChange={(event) => {
          const next = event.target.value;
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => tell(next.trim()), settleMs);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell(typed.trim());
        }}
        placeholder={label}
        aria-label={label}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
      />
    </label>
  );
}

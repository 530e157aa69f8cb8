import { useState } from 'react';
import { readDate } from './start-of-day.ts';
import styles from './AuditTools.module.css';

/** A day, told when it is one: a field is no date while its year is being typed. Empty for any. */
export function DateField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // Changed elsewhere: by the address, or by the button that clears all.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  return (
    <label className={styles['date']} data-set={value !== '' || undefined}>
      {label}
      <input
        type="date"
        className={styles['day']}
        value={typed}
        min="2000-01-01"
        max="2099-12-31"
        onChange={({ target }) => {
          setTyped(target.value);
          // Four figures of a year are typed one after another, and the first three of them are years too.
          const isComplete = readDate(target.value) !== null && target.validity.valid;
          if (isComplete || (target.value === '' && !target.validity.badInput)) onChange(target.value);
        }}
      />
    </label>
  );
}

import { useId } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import styles from './Choice.module.css';

/** One of a few, all in sight: a radio group drawn as a row of segments. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  hint,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  hint?: string;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  const hintId = `${name}-hint`;
  return (
    <fieldset className={styles['choice']} aria-describedby={hint ? hintId : undefined}>
      <legend>{label}</legend>
      <div className={styles['segments']}>
        {options.map((option) => (
          <label key={option.value} className={classNames(styles['segment'], option.value === value && styles['on'])}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint && (
        <p id={hintId} className={styles['hint']}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}

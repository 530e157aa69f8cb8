import { useId } from 'react';
import field from './Field.module.css';
import { Icon } from './Icon.tsx';
import styles from './SelectField.module.css';

interface SelectGroup {
  /** Empty: its options stand by themselves. */
  label: string;
  options: readonly { value: string; label: string }[];
}

/** One of many, as the browser's own list with its label above; groups without options are left out. */
export function SelectField({
  label,
  value,
  groups,
  hint,
  onChange,
}: {
  label: string;
  value: string;
  groups: readonly SelectGroup[];
  hint?: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={field['field']}>
      <label htmlFor={id}>{label}</label>
      <span className={`${field['select']} ${styles['wide']}`}>
        <select
          id={id}
          value={value}
          aria-describedby={hint ? hintId : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          {groups.map((group) =>
            group.label === '' ? (
              options(group)
            ) : group.options.length === 0 ? null : (
              <optgroup key={group.label} label={group.label}>
                {options(group)}
              </optgroup>
            ),
          )}
        </select>
        <Icon name="chevron" />
      </span>
      {hint && (
        <p id={hintId} className={field['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}

function options(group: SelectGroup) {
  return group.options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
}

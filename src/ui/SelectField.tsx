import { useId } from 'react';
import type { Ref } from 'react';
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
  error,
  selectRef,
  onChange,
}: {
  label: string;
  value: string;
  groups: readonly SelectGroup[];
  hint?: string | undefined;
  /** What is wrong with the choice; stands beside the field and belongs to it. */
  error?: string | null | undefined;
  selectRef?: Ref<HTMLSelectElement>;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={field['field']}>
      <label htmlFor={id}>{label}</label>
      <span className={`${field['select']} ${styles['wide']}`}>
        <select
          id={id}
          ref={selectRef}
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? noteId : undefined}
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
      {note && (
        <p id={noteId} className={error ? field['error'] : field['hint']} role={error ? 'alert' : undefined}>
          {note}
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

import { Icon } from './Icon.tsx';
import styles from './Field.module.css';

/** A filter with few choices, as the browser's own list: light, and right on a phone. `''` is "all". */
export function SelectFilter({
  label,
  value,
  options,
  groups = [],
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  /** Further options below, under a heading each. */
  groups?: readonly { label: string; options: readonly { value: string; label: string }[] }[];
  onChange: (value: string) => void;
}) {
  return (
    <span className={styles['select']} data-set={value !== '' || undefined}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(toOption)}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(toOption)}
          </optgroup>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  );
}

function toOption({ value, label }: { value: string; label: string }) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

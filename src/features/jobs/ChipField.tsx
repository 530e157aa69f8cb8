import { useId, useState } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import styles from './ChipField.module.css';

const messages = i18n('chipField', {
  add: 'Add',
  remove: params<{ what: string; value: string }>('{what}: {value}, remove'),
});

/** Any number of values of one kind: typed one by one, each a chip that removes it. */
export function ChipField({
  label,
  hint,
  error,
  values,
  onChange,
}: {
  label: string;
  hint?: string;
  error?: string | null;
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const t = useMessages(messages);
  const listId = useId();
  const [typed, setTyped] = useState('');

  function add() {
    const wanted = typed
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean);
    if (wanted.length === 0) return;
    setTyped('');
    onChange([...new Set([...values, ...wanted])]);
  }

  return (
    <div className={styles['field']}>
      <div className={styles['entry']}>
        <TextField
          label={label}
          {...(hint !== undefined && { hint })}
          error={error}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <span className={styles['add']}>
          <Button size="small" onClick={add}>
            {t.add} <span className="visually-hidden">{label}</span>
          </Button>
        </span>
      </div>
      {values.length > 0 && (
        <ul id={listId} className={styles['chips']} aria-label={label}>
          {values.map((value) => (
            <li key={value}>
              <button
                type="button"
                className={styles['chip']}
                aria-label={t.remove({ what: label, value })}
                title={value}
                onClick={() => onChange(values.filter((other) => other !== value))}
              >
                <bdi>{value}</bdi> <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

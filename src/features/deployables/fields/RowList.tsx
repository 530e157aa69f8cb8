import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { entryWords } from '../entry-words.ts';
import styles from './Fields.module.css';

/** Rows of values, to be added to and taken from. A new row has the focus; where one went, its neighbour or the button. */
export function RowList({
  label,
  hint,
  error,
  rows,
  onAdd,
  onRemove,
}: {
  label: string;
  hint: string | undefined;
  error: string | null;
  rows: readonly ReactNode[];
  onAdd: () => void;
  onRemove: (index: number) => void;
}) {
  const t = useMessages(entryWords);
  const noteId = useId();
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const count = rows.length;
  const wanted = useRef<number | null>(null);
  // After each drawing: what is wanted is set with the change that brings it.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.children[wanted.current];
    (row?.querySelector<HTMLElement>('input, select') ?? addButton.current)?.focus();
    wanted.current = null;
  });
  const note = error ?? hint;
  return (
    <fieldset
      className={styles['rows']}
      aria-describedby={note ? noteId : undefined}
      data-invalid={error ? true : undefined}
      tabIndex={error ? -1 : undefined}
    >
      <legend>
        <bdi>{label}</bdi>
      </legend>
      {count === 0 && <p className={styles['none']}>{t.noRows}</p>}
      <ul ref={list}>
        {rows.map((row, index) => (
          <li key={index}>
            {row}
            <Button
              variant="plain"
              icon="close"
              iconOnly
              onClick={() => {
                wanted.current = Math.min(index, count - 2);
                onRemove(index);
              }}
            >
              {t.removeRow({ number: formatNumber(index + 1) })}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        ref={addButton}
        size="small"
        icon="plus"
        onClick={() => {
          wanted.current = count;
          onAdd();
        }}
      >
        {t.addRow} <span className="visually-hidden">{label}</span>
      </Button>
      {note && (
        <p id={noteId} className={error ? styles['error'] : styles['hint']} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </fieldset>
  );
}

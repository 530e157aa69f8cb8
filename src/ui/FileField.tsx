import { useId } from 'react';
import styles from './FileField.module.css';

/** Where a file is chosen, or dropped, with its label above and its error below. */
export function FileField({
  label,
  hint,
  error,
  accept,
  takesFocus = false,
  onFile,
}: {
  label: string;
  hint: string;
  /** What is wrong with the file; stands beside the field and belongs to it. */
  error: string | null;
  accept: string;
  takesFocus?: boolean;
  onFile: (file: File | null) => void;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        className={styles['file']}
        // A dialog must move the focus into itself; its first field is where the person goes on.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        aria-invalid={error ? true : undefined}
        aria-describedby={noteId}
        onChange={(event) => onFile(event.target.files?.item(0) ?? null)}
      />
      <p id={noteId} className={error ? styles['error'] : styles['hint']} role={error ? 'alert' : undefined}>
        {error ?? hint}
      </p>
    </div>
  );
}

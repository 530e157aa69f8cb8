import { useId } from 'react';
import type { ComponentProps, ReactNode, Ref } from 'react';
import styles from './Field.module.css';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'ref' | 'size' | 'color'> {
  label: ReactNode;
  /** What is wrong with the value; stands beside the field and belongs to it. */
  error?: string | null | undefined;
  hint?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Has the focus as soon as it appears: for the first field of a dialog that was just opened. */
  takesFocus?: boolean;
}

/** One line of text with its label above and its error below. */
export function TextField({ label, error, hint, inputRef, takesFocus = false, id: givenId, ...input }: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        dir="auto"
        {...input}
        ref={inputRef}
        id={id}
        className={styles['text']}
        // A dialog must move the focus into itself; its first field is where the person goes on.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
      />
      {note && (
        <p id={noteId} className={error ? styles['error'] : styles['hint']} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

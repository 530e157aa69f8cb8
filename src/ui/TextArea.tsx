import { useId } from 'react';
import type { ComponentProps, ReactNode, Ref } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import field from './Field.module.css';
import styles from './TextArea.module.css';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'ref'> {
  label: ReactNode;
  /** What is wrong with the value; stands beside the field and belongs to it. */
  error?: string | null | undefined;
  hint?: string | undefined;
  /** For what is data: every character as wide as the next. */
  isMono?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text with their label above and their error below. */
export function TextArea({ label, error, hint, isMono = false, inputRef, ...area }: TextAreaProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={field['field']}>
      <label htmlFor={id}>{label}</label>
      <textarea
        dir="auto"
        {...area}
        id={id}
        ref={inputRef}
        className={classNames(styles['area'], isMono && styles['mono'])}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
      />
      {note && (
        <p id={noteId} className={error ? field['error'] : field['hint']} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

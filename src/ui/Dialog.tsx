import MuiDialog from '@mui/material/Dialog';
import { useEffect, useId } from 'react';
import type { ReactNode } from 'react';
import { focusPageIfLost } from '#src/lib/focus-page.ts';
import { whenMayLeave } from '#src/lib/leaving.ts';
import { registerWork } from '#src/lib/open-work.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import styles from './Dialog.module.css';

/**
 * A dialog with its title, content and buttons. Focus is trapped and given back by MUI. Import it only from parts that
 * are loaded on demand: it is heavy.
 */
export function Dialog({
  title,
  children,
  actions,
  isDirty = false,
  onClose,
  onSubmit,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
  /** Something typed here is not saved: leaving the page asks first, and so does closing by Escape or a press beside it. */
  isDirty?: boolean;
  onClose: () => void;
  onSubmit: () => void;
}) {
  const titleId = useId();
  // What was typed is kept when the session ends.
  useEffect(() => registerWork(() => true), []);
  useUnsavedChanges(isDirty);
  // What it was opened from may be gone by then, as the last row of a list is after its removal. Afterwards, because a list
  // gives the focus to the row that follows.
  useEffect(() => () => void setTimeout(focusPageIfLost), []);
  return (
    <MuiDialog
      open
      onClose={(event, reason) => {
        if (reason === 'backdropClick' && isSecondPress(event)) return;
        if (isDirty) whenMayLeave(onClose);
        else onClose();
      }}
      aria-labelledby={titleId}
      transitionDuration={120}
      slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
    >
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <h2 id={titleId} className={styles['title']}>
          {title}
        </h2>
        <div className={styles['content']}>{children}</div>
        <div className={styles['actions']}>{actions}</div>
      </form>
    </MuiDialog>
  );
}

/** The second press of a double click on what opened the dialog comes down beside it, and is not meant to close it. */
function isSecondPress(event: object): boolean {
  return 'detail' in event && Number(event.detail) > 1;
}

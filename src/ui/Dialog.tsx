import MuiDialog from '@mui/material/Dialog';
import { useEffect, useId } from 'react';
import type { ReactNode } from 'react';
import { registerWork } from '#src/lib/open-work.ts';
import styles from './Dialog.module.css';

/**
 * A dialog with its title, content and buttons. Focus is trapped and given back by MUI. Import it only from parts that
 * are loaded on demand: it is heavy.
 */
export function Dialog({
  title,
  children,
  actions,
  onClose,
  onSubmit,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
  onClose: () => void;
  onSubmit: () => void;
}) {
  const titleId = useId();
  // What was typed is kept when the session ends.
  useEffect(() => registerWork(() => true), []);
  return (
    <MuiDialog
      open
      onClose={onClose}
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

import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** Nothing here, and why: one sentence, one way on. The drawing is a cable that is not plugged in. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <svg width="168" height="72" viewBox="0 0 168 72" fill="none" strokeWidth="1.5" aria-hidden="true">
        <g className={styles['sockets']}>
          <rect x="92.75" y="8.75" width="66.5" height="54.5" rx="5.25" />
          <circle cx="110" cy="26" r="6.25" />
          <circle cx="142" cy="26" r="6.25" />
          <circle cx="142" cy="46" r="6.25" />
          <circle cx="110" cy="46" r="6.25" />
          <circle cx="110" cy="46" r="2" />
        </g>
        <g className={styles['cable']} strokeLinecap="round">
          <path d="M4 22c18-14 34 2 30 16s14 20 26 8" />
          <rect x="60" y="41.25" width="13" height="8" rx="2" />
          <path d="M73 45.25h8" />
        </g>
      </svg>
      <h2 className={styles['title']}>{title}</h2>
      {children && <p className={styles['text']}>{children}</p>}
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  );
}

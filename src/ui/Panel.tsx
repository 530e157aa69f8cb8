import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './Panel.module.css';

/** A titled part of a page, set off by space and a hairline. */
export function Panel({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {note && <div className={styles['note']}>{note}</div>}
      </div>
      {children}
    </section>
  );
}

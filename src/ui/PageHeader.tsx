import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import styles from './PageHeader.module.css';

let lastPath: string | null = null;

/**
 * The page's only `h1`, and the document's title. After a navigation inside the page it takes the focus, so that a
 * screen reader says where one is and the next Tab starts there; not on the first load, where the browser does so.
 */
export function PageHeader({
  title,
  documentTitle,
  lead,
  meta,
  actions,
}: {
  title: ReactNode;
  documentTitle: string;
  lead?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();

  useEffect(() => {
    document.title = `${documentTitle} · Jackfield`;
  }, [documentTitle]);

  useEffect(() => {
    if (lastPath !== null && lastPath !== pathname) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    lastPath = pathname;
  }, [pathname]);

  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        {lead}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {meta && <div className={styles['meta']}>{meta}</div>}
      </div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}

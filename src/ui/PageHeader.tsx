import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import styles from './PageHeader.module.css';

let lastPath: string | null = null;
let focusedPath: string | null = null;

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
  actionsStay = false,
}: {
  title: ReactNode;
  documentTitle: string;
  lead?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  /** They are narrow enough to stand beside the title on a phone too. */
  actionsStay?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();

  useEffect(() => {
    document.title = `${documentTitle} · Jackfield`;
  }, [documentTitle]);

  useEffect(() => {
    const isNavigation = lastPath !== null && lastPath !== pathname;
    // A page that was loading had a heading of its own, which took the focus with it when it went.
    const lostFocus = focusedPath === pathname && document.activeElement === document.body;
    if (isNavigation || lostFocus) {
      heading.current?.focus({ preventScroll: true });
      focusedPath = pathname;
    }
    if (isNavigation) window.scrollTo(0, 0);
    lastPath = pathname;
  }, [pathname]);

  return (
    <header className={styles['header']} data-stays={actionsStay || undefined}>
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

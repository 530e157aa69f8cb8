import { useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import styles from './Tabs.module.css';

interface Tab<Key extends string> {
  key: Key;
  label: string;
  panel: ReactNode;
}

/**
 * Several panels in one place, one of them on show. The arrow keys, Home and End move among the tabs (ARIA Authoring
 * Practices, tabs). What is hidden stays mounted: what was typed there is not lost.
 */
export function Tabs<Key extends string>({
  label,
  tabs,
  shown,
  onShow,
}: {
  /** What the tabs are about, for screen readers. */
  label: string;
  tabs: readonly Tab<Key>[];
  shown: Key;
  onShow: (key: Key) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const at = tabs.findIndex(({ key }) => key === shown);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const tab = goal === undefined ? undefined : tabs.at(goal % tabs.length);
    if (!tab) return;
    event.preventDefault();
    onShow(tab.key);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.key}"]`)?.focus();
  }

  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={styles['list']}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            data-tab={tab.key}
            aria-selected={tab.key === shown}
            aria-controls={`${id}-${tab.key}-panel`}
            tabIndex={tab.key === shown ? 0 : -1}
            className={classNames(styles['tab'], tab.key === shown && styles['shown'])}
            onClick={() => onShow(tab.key)}
            onKeyDown={move}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.key}
          role="tabpanel"
          id={`${id}-${tab.key}-panel`}
          aria-labelledby={`${id}-${tab.key}`}
          hidden={tab.key !== shown}
          className={styles['panel']}
        >
          {tab.panel}
        </div>
      ))}
    </>
  );
}

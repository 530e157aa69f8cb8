import { useId } from 'react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import styles from './Disclosure.module.css';

/** What is not needed at first, folded away below a button. What is in it stays mounted. */
export function Disclosure({
  label,
  isOpen,
  onToggle,
  children,
}: {
  label: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <Button size="small" variant="plain" aria-expanded={isOpen} aria-controls={id} onClick={() => onToggle(!isOpen)}>
        <span className={isOpen ? styles['open'] : styles['folded']}>
          <Icon name="chevron" />
        </span>
        {label}
      </Button>
      <div id={id} hidden={!isOpen} className={styles['content']}>
        {children}
      </div>
    </div>
  );
}

import { Link } from 'react-router-dom';
import type { ReactNode } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import type { ButtonVariant } from './Button.tsx';
import styles from './Button.module.css';

/** Looks like a button and goes somewhere. */
export function ButtonLink({
  to,
  variant = 'outlined',
  children,
}: {
  to: string;
  variant?: ButtonVariant;
  children: ReactNode;
}) {
  return (
    <Link to={to} className={classNames(styles['button'], styles[variant], styles['medium'])}>
      {children}
    </Link>
  );
}

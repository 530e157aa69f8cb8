import { useId } from 'react';
import type { MouseEvent, ReactNode, Ref } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import styles from './Button.module.css';

export type ButtonVariant = 'filled' | 'outlined' | 'plain' | 'danger';

export interface ButtonProps {
  children: ReactNode;
  variant?: ButtonVariant;
  icon?: IconName;
  /** Shows only the icon; `children` is then its accessible name. */
  iconOnly?: boolean;
  size?: 'small' | 'medium';
  type?: 'button' | 'submit';
  /** Why it cannot be pressed. It stays focusable, looks off, and tells the reason on hover, focus and to readers. */
  disabledReason?: string | null | undefined;
  autoFocus?: boolean;
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  ref?: Ref<HTMLButtonElement>;
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
  'aria-controls'?: string | undefined;
  'aria-describedby'?: string | undefined;
}

/** A verb to press. */
export function Button({
  children,
  variant = 'outlined',
  icon,
  iconOnly = false,
  size = 'medium',
  type = 'button',
  disabledReason,
  onClick,
  ref,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const isOff = Boolean(disabledReason);
  // In the same place whether it is off or not: a button that is made anew loses the focus.
  return (
    <span className={isOff ? styles['explained'] : styles['bare']}>
      <button
        {...rest}
        ref={ref}
        type={type}
        className={classNames(styles['button'], styles[variant], styles[size], iconOnly && styles['iconOnly'])}
        aria-disabled={isOff || undefined}
        aria-describedby={isOff ? reasonId : rest['aria-describedby']}
        onClick={(event: MouseEvent<HTMLElement>) => {
          if (isOff) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {icon && <Icon name={icon} />}
        {iconOnly ? <span className="visually-hidden">{children}</span> : children}
      </button>
      {isOff && (
        <span id={reasonId} className={styles['reason']} role="tooltip">
          {disabledReason}
        </span>
      )}
    </span>
  );
}

import MuiMenu from '@mui/material/Menu';
import MuiMenuItem from '@mui/material/MenuItem';
import { Link } from 'react-router-dom';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import styles from './Menu.module.css';

export interface MenuEntry {
  key: string;
  label: string;
  /** Before its label. */
  icon?: IconName;
  /** Goes somewhere; otherwise `onSelect` acts. */
  to?: string;
  /** What the page it goes to is told. */
  state?: { from: string };
  onSelect?: () => void;
  /** Why it is off; stands below its label. */
  disabledReason?: string | null;
  isDangerous?: boolean;
  /** For one of several choices: whether it is the one in force. */
  isChecked?: boolean;
  /** With `isChecked`: it is on or off by itself, and the menu stays open for the next one. */
  isToggle?: boolean;
  startsGroup?: boolean;
}

export interface MenuProps {
  /** The button it hangs on; null while it is closed. */
  anchor: HTMLElement | null;
  id: string;
  label: string;
  entries: readonly MenuEntry[];
  onClose: () => void;
}

/** The list behind a menu button. Loaded with its first opening. */
export function Menu({ anchor, id, label, entries, onClose }: MenuProps) {
  return (
    <MuiMenu
      open={anchor !== null}
      anchorEl={anchor}
      onClose={onClose}
      transitionDuration={100}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{
        paper: { className: styles['paper'] ?? '', elevation: 0 },
        list: { id, 'aria-label': label, className: styles['list'] ?? '' },
      }}
    >
      {entries.map((entry) => (
        <MuiMenuItem
          key={entry.key}
          className={styles['item'] ?? ''}
          data-danger={entry.isDangerous || undefined}
          data-group={entry.startsGroup || undefined}
          {...(entry.to !== undefined && { component: Link, to: entry.to, state: entry.state })}
          {...(entry.isChecked !== undefined && {
            role: entry.isToggle ? 'menuitemcheckbox' : 'menuitemradio',
            'aria-checked': entry.isChecked,
          })}
          aria-disabled={entry.disabledReason ? true : undefined}
          onClick={() => {
            if (entry.disabledReason) return;
            if (!entry.isToggle) onClose();
            entry.onSelect?.();
          }}
        >
          {entry.icon && <Icon name={entry.icon} />}
          <span>{entry.label}</span>
          {entry.isChecked && <span aria-hidden="true">✓</span>}
          {entry.disabledReason && <small>{entry.disabledReason}</small>}
        </MuiMenuItem>
      ))}
    </MuiMenu>
  );
}

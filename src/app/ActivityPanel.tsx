import Popover from '@mui/material/Popover';
import { useStore } from '@nanostores/react';
import { useEffect, useId } from 'react';
import { Link } from 'react-router-dom';
import { BulkList } from '#src/features/bulk/BulkList.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { activity, pressToast, seeActivity } from '#src/ui/toast.ts';
import type { Toast } from '#src/ui/toast.ts';
import styles from './ActivityPanel.module.css';

const messages = i18n('activityPanel', {
  title: 'Activity',
  note: 'What happened in this tab. It is forgotten when you sign out or close it.',
  empty: 'Nothing has happened here yet. What you change shows up in this list.',
  close: 'Close',
});

export interface ActivityPanelProps {
  id: string;
  anchor: HTMLElement;
  onClose: () => void;
}

/** The notices of this tab, newest first. It is no live region: each was said when it came. */
export function ActivityPanel({ id, anchor, onClose }: ActivityPanelProps) {
  const t = useMessages(messages);
  const titleId = useId();
  const entries = useStore(activity);
  const { person } = useSignedIn();
  useEffect(seeActivity, [entries]);
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      transitionDuration={100}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{
        paper: {
          id,
          role: 'dialog',
          'aria-labelledby': titleId,
          className: styles['paper'] ?? '',
          elevation: 0,
        },
      }}
    >
      <header className={styles['head']}>
        <h2 id={titleId}>{t.title}</h2>
        <Button variant="plain" size="small" icon="close" iconOnly onClick={onClose}>
          {t.close}
        </Button>
      </header>
      {person.role === 'admin' && (
        <div className={styles['bulks']}>
          <BulkList onlyMoving onLeave={onClose} />
        </div>
      )}
      <p className={styles['note']}>{entries.length === 0 ? t.empty : t.note}</p>
      {entries.length > 0 && (
        <ol className={styles['list']}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} onLeave={onClose} />
          ))}
        </ol>
      )}
    </Popover>
  );
}

function Entry({ entry, onLeave }: { entry: Toast; onLeave: () => void }) {
  const { link, requestId, action } = entry;
  return (
    <li>
      <Lamp kind={entry.lamp === 'working' ? 'waiting' : entry.lamp} />
      <div className={styles['words']}>
        <p dir="auto">{entry.text}</p>
        <p className={styles['about']}>
          <RelativeTime moment={entry.at} step="fiveSeconds" />
          {link && (
            <Link to={link.to} dir="auto" onClick={onLeave}>
              {link.name}
            </Link>
          )}
          {requestId && <RequestId id={requestId} />}
        </p>
      </div>
      {action && (
        <Button
          size="small"
          onClick={({ currentTarget }) => {
            // The button goes with what it did, and would leave the keyboard outside of the panel.
            currentTarget.closest<HTMLElement>('[role="dialog"]')?.focus();
            pressToast(entry);
          }}
        >
          {action.label}
        </Button>
      )}
    </li>
  );
}

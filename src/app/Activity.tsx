import { useStore } from '@nanostores/react';
import { Suspense, useEffect, useId, useState } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { hasUnseenFailure } from '#src/ui/toast.ts';
import { isActivityShown } from './activity-shown.ts';
import type { ActivityPanelProps } from './ActivityPanel.tsx';
import styles from './Shell.module.css';

const messages = i18n('activity', { label: 'Activity', failed: 'Activity, something failed' });

const ActivityPanel = lazyPage<ActivityPanelProps>(async () => (await import('./ActivityPanel.tsx')).ActivityPanel);

/** The button that opens the list of what happened in this tab. Its lamp tells of a failure that was not seen there. */
export function Activity() {
  const t = useMessages(messages);
  const panelId = useId();
  const hasFailure = useStore(hasUnseenFailure);
  const isShown = useStore(isActivityShown);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => () => isActivityShown.set(false), []);
  return (
    <span ref={setAnchor} className={styles['activity']}>
      <Button
        variant="plain"
        icon="activity"
        iconOnly
        aria-haspopup="dialog"
        aria-expanded={isShown}
        aria-controls={isShown ? panelId : undefined}
        onClick={() => isActivityShown.set(true)}
      >
        {hasFailure ? t.failed : t.label}
      </Button>
      {hasFailure && <Lamp kind="failed" />}
      {isShown && anchor && (
        <Suspense fallback={null}>
          <ActivityPanel id={panelId} anchor={anchor} onClose={() => isActivityShown.set(false)} />
        </Suspense>
      )}
    </span>
  );
}

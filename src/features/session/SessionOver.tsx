import { useStore } from '@nanostores/react';
import { Suspense, useLayoutEffect } from 'react';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { interrupted } from './interruption.ts';
import type { Session } from './session.ts';
import styles from './SessionOver.module.css';

const SignInAgain = lazyPage<{ session: Session }>(async () => (await import('./SignInAgain.tsx')).SignInAgain);

/**
 * Hides the whole page, its open dialogs and frames too, while the person to whom it belongs is signed out, and offers to
 * sign in again. Hidden and not taken away: what was typed and the wizard in its frame live on.
 */
export function SessionOver({ session }: { session: Session }) {
  const isInterrupted = useStore(interrupted) !== null;

  useLayoutEffect(() => {
    if (!isInterrupted) return;
    const page = document.documentElement;
    const hiding = styles['hidden'] ?? '';
    page.classList.add(hiding);
    return () => page.classList.remove(hiding);
  }, [isInterrupted]);

  if (!isInterrupted) return null;
  return (
    <div className={styles['shown']}>
      <PanelBoundary>
        <Suspense fallback={null}>
          <SignInAgain session={session} />
        </Suspense>
      </PanelBoundary>
    </div>
  );
}

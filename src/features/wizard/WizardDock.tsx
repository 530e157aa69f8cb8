import { lazy, Suspense, useEffect } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import type { WizardFlow } from './wizard-flow.ts';
import { useWizardFlows, watchLeftWizards } from './wizards.ts';
import styles from './WizardDock.module.css';

const WizardFrameDialog = lazyPage<{ flow: WizardFlow }>(
  async () => (await import('./WizardFrameDialog.tsx')).WizardFrameDialog,
);

const againMs = 1000;

/**
 * Comes when the first look is over, long before it is needed as a rule. A wizard's window may be open already, and a
 * reload would lose it: what cannot be loaded now is asked for again.
 */
async function loadProgress() {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      return { default: (await import('./WizardProgress.tsx')).WizardProgress };
    } catch {
      // oxlint-disable-next-line no-await-in-loop -- as above
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}

const WizardProgress = lazy(loadProgress);

const messages = i18n('wizardDock', { label: 'Set-ups under way' });

/** The openings of wizards, on every page, until they are over and dismissed. */
export function WizardDock() {
  const t = useMessages(messages);
  const flows = useWizardFlows();
  useEffect(() => watchLeftWizards(), []);
  useEffect(() => void loadProgress(), []);
  const framed = flows.find((flow) => flow.place === 'frame' && !flow.isClosed);
  if (flows.length === 0) return null;
  return (
    <>
      <aside className={styles['dock']} aria-label={t.label}>
        <Suspense fallback={null}>
          {flows.map((flow) => (
            <WizardProgress key={flow.id} flow={flow} />
          ))}
        </Suspense>
      </aside>
      {framed && (
        // Another opening is another frame.
        <PanelBoundary key={`${framed.id} ${framed.startedAt}`}>
          <Suspense fallback={null}>
            <WizardFrameDialog flow={framed} />
          </Suspense>
        </PanelBoundary>
      )}
    </>
  );
}

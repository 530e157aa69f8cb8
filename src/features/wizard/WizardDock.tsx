import { Suspense, useEffect } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import type { WizardFlow } from './wizard-flow.ts';
import { WizardProgress } from './WizardProgress.tsx';
import { useWizardFlows, watchLeftWizards } from './wizards.ts';
import styles from './WizardDock.module.css';

const WizardFrameDialog = lazyPage<{ flow: WizardFlow }>(
  async () => (await import('./WizardFrameDialog.tsx')).WizardFrameDialog,
);

const messages = i18n('wizardDock', { label: 'Set-ups under way' });

/** The openings of wizards, on every page, until they are over and dismissed. */
export function WizardDock() {
  const t = useMessages(messages);
  const flows = useWizardFlows();
  useEffect(() => watchLeftWizards(), []);
  const framed = flows.find((flow) => flow.place === 'frame' && !flow.isClosed);
  if (flows.length === 0) return null;
  return (
    <>
      <aside className={styles['dock']} aria-label={t.label}>
        {flows.map((flow) => (
          <WizardProgress key={flow.id} flow={flow} />
        ))}
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

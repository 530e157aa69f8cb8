import { useEffect } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { WizardProgress } from './WizardProgress.tsx';
import { useWizardFlows, watchLeftWizards } from './wizards.ts';
import styles from './WizardDock.module.css';

const messages = i18n('wizardDock', { label: 'Set-ups under way' });

/** The openings of wizards, on every page, until they are over and dismissed. */
export function WizardDock() {
  const t = useMessages(messages);
  const flows = useWizardFlows();
  useEffect(() => watchLeftWizards(), []);
  if (flows.length === 0) return null;
  return (
    <aside className={styles['dock']} aria-label={t.label}>
      {flows.map((flow) => (
        <WizardProgress key={flow.id} flow={flow} />
      ))}
    </aside>
  );
}

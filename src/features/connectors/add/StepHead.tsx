import type { AuthenticationMethod } from '#contract/connectors.ts';
import type { DraftStep } from '#contract/endpoints/connectors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { stepWords } from './step-words.ts';
import styles from '#src/ui/Wizard.module.css';

/** What the page on show is about, and where it stands among the others. */
export function StepHead({
  steps,
  shown,
  connectorName,
  method,
}: {
  steps: readonly DraftStep[];
  shown: DraftStep;
  connectorName: string;
  method: AuthenticationMethod | null;
}) {
  const t = useMessages(stepWords);
  const leads: Record<DraftStep, string> = {
    name: t.nameLead,
    settings: t.settingsLead,
    method: t.methodLead,
    credentials: (method?.kind === 'consent' ? t.consentLead : t.credentialsLead)({ connector: connectorName }),
  };
  const position = t.position({ number: formatNumber(steps.indexOf(shown) + 1), total: formatNumber(steps.length) });
  return (
    <div className={styles['head']}>
      <h2 tabIndex={-1}>
        {t[shown]} <span className={styles['position']}>{position}</span>
      </h2>
      <p className={styles['lead']}>{leads[shown]}</p>
    </div>
  );
}

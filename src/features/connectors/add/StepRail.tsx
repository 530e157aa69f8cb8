import { Link } from 'react-router-dom';
import type { DraftStep } from '#contract/endpoints/connectors.ts';
import { classNames } from '#src/lib/class-names.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { stepWords } from './step-words.ts';
import styles from './StepRail.module.css';

/** Where one is in the wizard; what is done leads back. */
export function StepRail({
  draftId,
  steps,
  shown,
}: {
  draftId: string;
  steps: readonly DraftStep[];
  shown: DraftStep;
}) {
  const t = useMessages(stepWords);
  const at = steps.indexOf(shown);
  return (
    <nav aria-label={t.steps} className={styles['rail']}>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === at ? 'step' : undefined}
            className={classNames(styles['step'], index === at && styles['shown'], index < at && styles['done'])}
          >
            <span className={styles['number']} aria-hidden="true">
              {index + 1}
            </span>
            {index < at ? <Link to={paths.addInstance.to(draftId, step)}>{t[step]}</Link> : <span>{t[step]}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

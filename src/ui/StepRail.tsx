import { Link } from 'react-router-dom';
import { classNames } from '#src/lib/class-names.ts';
import styles from './StepRail.module.css';

export interface RailStep {
  key: string;
  label: string;
  to: string;
  /** One may go there by the rail. */
  isOpen: boolean;
}

/** Where one is in a wizard; what may be gone to is a link. */
export function StepRail({ label, steps, shown }: { label: string; steps: readonly RailStep[]; shown: string }) {
  const at = steps.findIndex(({ key }) => key === shown);
  return (
    <nav aria-label={label} className={styles['rail']}>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.key}
            aria-current={index === at ? 'step' : undefined}
            className={classNames(styles['step'], index === at && styles['shown'], index < at && styles['done'])}
          >
            <span className={styles['number']} aria-hidden="true">
              {index + 1}
            </span>
            {step.isOpen && index !== at ? (
              <Link to={step.to}>
                <bdi>{step.label}</bdi>
              </Link>
            ) : (
              <bdi>{step.label}</bdi>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

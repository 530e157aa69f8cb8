import type { ConnectorForm } from '#contract/connectors.ts';
import type { DraftStep } from '#contract/endpoints/connectors.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { CredentialFields } from '../form/CredentialFields.tsx';
import { NameField, SettingsFields } from '../form/DetailsFields.tsx';
import { MethodStep } from './MethodStep.tsx';
import { stepWords } from './step-words.ts';
import type { WizardForm } from './use-wizard-form.ts';
import { isTaken } from './wizard-steps.ts';
import styles from '#src/ui/Wizard.module.css';

/** The fields of the page on show. */
export function StepContent({
  step,
  offer,
  form,
  isMethodMissing,
  onMethod,
}: {
  step: DraftStep;
  offer: ConnectorForm;
  form: WizardForm;
  isMethodMissing: boolean;
  onMethod: (id: string) => void;
}) {
  const t = useMessages(stepWords);
  switch (step) {
    case 'name':
      return (
        <>
          <div className={styles['narrow']}>
            <NameField control={form.details.control} />
          </div>
          {isTaken(form.content.details.name, offer.takenNames) && (
            <div className={styles['warning']}>
              <Banner tone="warn">{t.taken({ connector: offer.connector.name })}</Banner>
            </div>
          )}
        </>
      );
    case 'settings':
      return <SettingsFields control={form.details.control} pools={offer.pools} />;
    case 'method':
      return (
        <MethodStep
          methods={offer.methods}
          chosen={form.methodId}
          error={isMethodMissing ? t.chooseMethod : null}
          onChoose={onMethod}
        />
      );
    case 'credentials':
      if (form.fields.length === 0) return <p>{t.noFields}</p>;
      // Other fields of another method: what belongs to one must not be taken over by the other.
      return <CredentialFields key={form.methodId} control={form.credentials.control} fields={form.fields} />;
  }
}

import type { DraftStep } from '#contract/endpoints/connectors.ts';
import type { Problem } from '#contract/problems.ts';
import { detailsOfStep, stepOfField } from './wizard-steps.ts';
import type { WizardForm } from './use-wizard-form.ts';

const details = [...detailsOfStep.name, ...detailsOfStep.settings];

/**
 * Puts what the server found wrong beside its fields. Answers the first page that has something to correct; null when no page
 * shows any of the fields.
 */
export function placeProblems(
  form: WizardForm,
  fields: NonNullable<Problem['fields']>,
  steps: readonly DraftStep[],
  onMethod: () => void,
): DraftStep | null {
  const concerned = new Set<DraftStep>();
  for (const [field, code] of Object.entries(fields)) {
    const step = stepOfField(field, steps);
    if (step === null) continue;
    const detail = details.find((key) => field === `details.${key}`);
    const index = form.fields.findIndex(({ key, secret }) => field === `${secret ? 'secrets' : 'values'}.${key}`);
    if (step === 'method') onMethod();
    else if (detail !== undefined) form.details.setError(detail, { message: code });
    else if (index >= 0) form.credentials.setError(`texts.${index}`, { message: code });
    else continue;
    concerned.add(step);
  }
  return steps.find((step) => concerned.has(step)) ?? null;
}

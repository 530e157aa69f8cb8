import type { AuthenticationMethod, ConnectorForm, InstanceDetails } from '#contract/connectors.ts';
import { type DraftStep, draftSteps } from '#contract/endpoints/connectors.ts';

/** The chosen way to sign in: the only one there is, or the one that was picked; null while none is. */
export function methodOf({ methods }: ConnectorForm, methodId: string | null): AuthenticationMethod | null {
  const [only, ...others] = methods;
  if (only && others.length === 0) return only;
  return methods.find(({ id }) => id === methodId) ?? null;
}

/** The pages that this draft goes through: what leaves no choice, and what asks for nothing, is passed over. */
export function stepsOf(form: ConnectorForm, methodId: string | null): DraftStep[] {
  const method = methodOf(form, methodId);
  return draftSteps.filter((step) => {
    if (step === 'method') return form.methods.length !== 1;
    if (step === 'credentials') return method?.kind !== 'none';
    return true;
  });
}

/** The page that a field of the server's stands on; null for one that no page shows. */
export function stepOfField(field: string, steps: readonly DraftStep[]): DraftStep | null {
  const step = pageOf(field);
  return step !== null && steps.includes(step) ? step : null;
}

function pageOf(field: string): DraftStep | null {
  if (field === 'details.name') return 'name';
  if (field.startsWith('details.')) return 'settings';
  if (field === 'methodId') return 'method';
  return field.startsWith('values.') || field.startsWith('secrets.') ? 'credentials' : null;
}

/** The details that a page asks for. */
export const detailsOfStep: Record<DraftStep, readonly (keyof InstanceDetails)[]> = {
  name: ['name'],
  settings: ['timeZone', 'dateFormat', 'rateLimitAmount', 'rateLimitUnit', 'poolId'],
  method: [],
  credentials: [],
};

/** Which page is on show: the wanted one, or the first before it that is not done yet. */
export function reachableStep(
  steps: readonly DraftStep[],
  wanted: string | null,
  isDone: (step: DraftStep) => boolean,
): DraftStep {
  const found = steps.findIndex((step) => step === wanted);
  const goal = Math.max(0, found);
  const open = steps.slice(0, goal).find((step) => !isDone(step));
  return open ?? steps[goal] ?? 'name';
}

/** Whether a second instance of this name would stand beside the first. */
export function isTaken(name: string, takenNames: readonly string[]): boolean {
  const plain = (text: string) => text.trim().toLowerCase();
  return name.trim() !== '' && takenNames.some((taken) => plain(taken) === plain(name));
}

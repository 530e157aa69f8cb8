import type { WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import type { Operation } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ClientProblem } from '#src/api/problem.ts';

/**
 * Where one opening of a wizard stands.
 *
 * - `creating`: the instance is being made. `opening`: its wizard's address is asked for.
 * - `blocked`: the browser opened no window. `waiting`: the person is in the wizard.
 * - `checking`: the wizard said it is finished, or the server found it so; the server goes on by itself.
 * - `done`, `unchanged`, `unfinished`, `failed`: over, for now.
 */
export type WizardPhase =
  | 'creating'
  | 'opening'
  | 'blocked'
  | 'waiting'
  | 'checking'
  | 'done'
  | 'unchanged'
  | 'unfinished'
  | 'failed';

export type WizardPlace = 'window' | 'frame';

/** One activation, or one opening of the wizard for an instance that exists, as the page shows it. */
export interface WizardFlow {
  /** The activation's key, or the instance's id. */
  id: string;
  kind: 'activate' | 'configure';
  vendor: Vendor;
  name: string;
  instanceId: string | null;
  phase: WizardPhase;
  /** Where the wizard is shown: in a window of its own, or in a frame within our page. */
  place: WizardPlace;
  /** The wizard has said that it has loaded. */
  isReady: boolean;
  /** The wizard's window seems to be gone. */
  isClosed: boolean;
  /** The wizard was given its time and has said nothing. */
  isSilent: boolean;
  session: WizardSession | null;
  operation: Operation | null;
  problem: ClientProblem | null;
  /** What the company's own check makes of the wizard's screen: it is being made, or could not be; null otherwise. */
  validation: 'checking' | 'unchecked' | null;
  /** What the wizard itself said when it failed. Shown as text only. */
  wizardError: string | null;
  startedAt: number;
}

const overPhases: ReadonlySet<WizardPhase> = new Set(['done', 'unchanged', 'unfinished', 'failed']);

export function isOver(flow: WizardFlow): boolean {
  return overPhases.has(flow.phase);
}

export function isOperationOver(operation: Operation): boolean {
  return operation.state === 'succeeded' || operation.state === 'failed' || operation.state === 'stopped';
}

import type { Operation } from '#contract/operations.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

/** How an operation stands, as lamp and word. The page words the key. */
export type ShownState =
  | 'running'
  | 'trying'
  | 'setUp'
  | 'inWizard'
  | 'needsValues'
  | 'succeeded'
  | 'failed'
  | 'stopped';

export const stateLamps: Record<ShownState, LampKind> = {
  running: 'working',
  trying: 'degraded',
  setUp: 'unfinished',
  inWizard: 'attention',
  needsValues: 'attention',
  succeeded: 'on',
  failed: 'failed',
  stopped: 'off',
};

/**
 * `trying`: something went wrong and it goes on by itself. `setUp`: an activation waits for its person. `needsValues`: another
 * version does, which asks for more than is stored.
 */
export function shownStateOf(operation: Pick<Operation, 'kind' | 'state'> & { problem: unknown }): ShownState {
  if (operation.state === 'waiting_for_person') return waiting[operation.kind] ?? 'inWizard';
  if (operation.state === 'running') return operation.problem ? 'trying' : 'running';
  return operation.state;
}

const waiting: Partial<Record<Operation['kind'], ShownState>> = { activate: 'setUp', upgrade: 'needsValues' };

/** A create was given up, or failed, before anybody knew whether it was done. */
export function mayTurnUp(operation: Operation): boolean {
  if (operation.kind !== 'activate' || operation.instanceId !== null) return false;
  if (operation.state === 'failed') return operation.problem?.changed === 'unknown';
  return operation.state === 'stopped' && operation.steps.some(({ step }) => step === 'settling');
}

/** Whether the instance it is about can still be looked at. */
export function hasInstance(operation: Pick<Operation, 'kind' | 'state' | 'instanceId'>): boolean {
  return operation.instanceId !== null && !(operation.kind === 'remove' && operation.state === 'succeeded');
}

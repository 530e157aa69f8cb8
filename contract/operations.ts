import type { AccountReference } from './people.ts';
import type { Problem } from './problems.ts';
import type { Vendor } from './vendors.ts';

/** Work that takes more than one call outside. The server does it; a browser only watches. */
export const operationKinds = [
  'activate',
  'enable',
  'disable',
  'rename',
  'upgrade',
  'remove',
  'reconfigure',
  'change_values',
] as const;

export type OperationKind = (typeof operationKinds)[number];

/**
 * `running`: ours to go on with. `waiting_for_person`: the wizard is, or was, open; nothing happens until a person acts.
 * `succeeded`, `failed`, `stopped`: over.
 */
export type OperationState = 'running' | 'waiting_for_person' | 'succeeded' | 'failed' | 'stopped';

/** The steps an operation may go through, in the order in which they can come. */
export const operationSteps = [
  'creating',
  'settling',
  'configuring',
  'checking',
  'enabling',
  'changing',
  'done',
] as const;

export type OperationStep = (typeof operationSteps)[number];

/** One step as it happened. `endedAt` is null while it lasts. Times are ISO 8601. */
export interface StepRecord {
  step: OperationStep;
  startedAt: string;
  endedAt: string | null;
}

export interface Operation {
  id: string;
  kind: OperationKind;
  state: OperationState;
  vendor: Vendor;
  /** Null until the vendor has made the instance. */
  instanceId: string | null;
  /** The instance's name: the one asked for, until the instance exists. */
  name: string;
  steps: StepRecord[];
  /** Why it failed, or why it waits for another try. */
  problem: Problem | null;
  /** When the next attempt is due, while it waits for one. */
  nextAttemptAt: string | null;
  startedAt: string;
  endedAt: string | null;
  /** Who started it; for an admin's list also whose instance it is. */
  personName: string;
  account: AccountReference;
  /** What the person who asks may do with it now. */
  may: OperationAction[];
  /** Until when a disable that is done may be undone; null when it may not. */
  undoUntil: string | null;
}

/**
 * - `retry`: starts the failed work again, as a new operation. `stop`: gives up work that waits for another try; what was
 *   sent is not taken back. `undo`: enables again what was disabled a moment ago.
 */
export const operationActions = ['retry', 'stop', 'undo'] as const;

export type OperationAction = (typeof operationActions)[number];

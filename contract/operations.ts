import type { RunState } from './deployments.ts';
import type { AccountReference } from './people.ts';
import type { Problem } from './problems.ts';
import type { Vendor } from './vendors.ts';

/**
 * Work that takes more than one call outside. The server does it; a browser only watches. `deploy`: puts an instance's changed
 * values, or its other version, to work. `deploy_package`: makes an instance of a package, with an administrator's credential.
 * `run`: begins a run of an instance and follows it to its end.
 */
export const operationKinds = [
  'activate',
  'enable',
  'disable',
  'rename',
  'upgrade',
  'remove',
  'reconfigure',
  'change_values',
  'deploy',
  'deploy_package',
  'run',
] as const;

export type OperationKind = (typeof operationKinds)[number];

/**
 * `running`: ours to go on with. `waiting_for_person`: the wizard is, or was, open; nothing happens until a person acts.
 * `succeeded`, `failed`, `stopped`: over.
 */
export type OperationState = 'running' | 'waiting_for_person' | 'succeeded' | 'failed' | 'stopped';

/**
 * The steps an operation may go through, in the order in which they can come. `sending`: a job is handed to the vendor.
 * `following`: the vendor works on it.
 */
export const operationSteps = [
  'creating',
  'settling',
  'configuring',
  'checking',
  'enabling',
  'changing',
  'deploying',
  'sending',
  'following',
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
  /** How far the vendor's job is, from 0 to 1, where it tells. */
  progress: number | null;
  /** The vendor's id of the run that it has begun or follows; null for all that is no run. */
  runId: string | null;
  /** How the run ended, or that it waits for a person: the operation is over then, and the run may go on later. */
  runEnd?: RunEnd | null;
  /** What a run has read so far, and in the end altogether, where the vendor tells. */
  counts?: RunCounts | null;
}

/** How much a run has read. Null: the vendor does not tell. */
export interface RunCounts {
  files: number | null;
  records: number | null;
  /** What went wrong while it read. */
  errors: number | null;
  /** Records that it has something to say about. */
  recordsWithMessages: number | null;
}

/** What became of a run, as far as the vendor tells. */
export interface RunEnd {
  state: RunState;
  outputFolder: string | null;
  message: string | null;
  /** Where a person looks at what it read, where it waits for one and an address is configured. */
  reviewUrl: string | null;
}

/**
 * - `retry`: starts the failed work again, as a new operation. `stop`: gives up work that waits for another try; what was
 *   sent is not taken back. `undo`: enables again what was disabled a moment ago.
 */
export const operationActions = ['retry', 'stop', 'undo'] as const;

export type OperationAction = (typeof operationActions)[number];

import type { Vendor } from './vendors.ts';
import type { ProblemCode } from './problems.ts';

/** What can be done with many instances at once. `resync`: each is read from its vendor again; nothing is changed. */
export const bulkActions = ['enable', 'disable', 'upgrade', 'remove', 'resync'] as const;

export type BulkAction = (typeof bulkActions)[number];

/**
 * - `planning`: the ids are frozen and what would become of each is being found out. `planned`: it waits for a confirmation.
 * - `held`: confirmed, and nothing is sent before `beginsAt`; until then it can be undone. Disable and Remove begin so.
 * - `running`: one after the other. `stopping`: nothing new is begun; what is under way comes to its end.
 * - `finished`, `stopped`, `undone`: over.
 */
export const bulkStates = [
  'planning',
  'planned',
  'held',
  'running',
  'stopping',
  'finished',
  'stopped',
  'undone',
] as const;

export type BulkState = (typeof bulkStates)[number];

/**
 * What became of one instance. `refused`: known before, nothing was tried. `waiting`, `running`: yet to come. `done`, `failed`:
 * over. `needless`: it was so already. `left`: the work was stopped or undone before its turn.
 */
export const bulkOutcomes = ['refused', 'waiting', 'running', 'done', 'failed', 'needless', 'left'] as const;

export type BulkOutcome = (typeof bulkOutcomes)[number];

/** Work on a set of instances that was frozen when it was planned. Times are ISO 8601. */
export interface Bulk {
  id: string;
  action: BulkAction;
  state: BulkState;
  personName: string;
  /** Instances per outcome; together they are all of the set. */
  counts: Record<BulkOutcome, number>;
  /** Why those that are refused are refused, the commonest first. */
  refusals: { code: ProblemCode; count: number }[];
  /** Some that it is about, for the confirmation. */
  sample: { instanceId: string; name: string; vendor: Vendor; accountName: string }[];
  plannedAt: string;
  /** held: when it begins. */
  beginsAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Instances in the last minute; null when it is not running. */
  perMinute: number | null;
  /** How long it will take at this rate; null while that cannot be told. */
  secondsLeft: number | null;
  /** Vendors that are left alone for now because they fail or asked for a pause: what is of them waits until then. */
  waitsFor: { vendor: Vendor; until: string }[];
  /** The one of which it repeats what failed. */
  repeats: string | null;
  /** What who asks may do with it now. */
  may: BulkStep[];
}

export const bulkSteps = ['start', 'undo', 'stop', 'retry'] as const;

export type BulkStep = (typeof bulkSteps)[number];

/** One instance of a set, and what became of it. */
export interface BulkItem {
  instanceId: string;
  name: string;
  vendor: Vendor;
  accountName: string;
  outcome: BulkOutcome;
  problemCode: ProblemCode | null;
  vendorMessage: string | null;
  operationId: string | null;
}

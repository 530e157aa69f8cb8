import {
  type DeploymentState,
  type FilterableRunState,
  filterableRunStates,
  type RunSorting,
  type RunState,
  type SortDirection,
  type Visibility,
} from '#contract/deployments.ts';

/** Instabase's words for ours, one place for both directions. */

/** Stands as the owner of every public solution. */
export const publicOwner = 'IB_DEPLOYED';

export const stateWords: Record<Exclude<DeploymentState, 'unknown'>, string> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
};

export const visibilityWords: Record<Visibility, string> = {
  public: 'PUBLIC',
  private: 'PRIVATE',
  pending_review: 'PENDING_REVIEW',
};

export const runStateWords: Record<FilterableRunState, string> = {
  running: 'RUNNING',
  complete: 'COMPLETE',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
  needs_person: 'STOPPED_AT_CHECKPOINT',
};

export const sortingWords: Record<RunSorting, string> = {
  started: 'startTimeNs',
  name: 'name',
  version: 'version',
  username: 'username',
  duration: 'timeTakenNs',
  state: 'state',
};

export const directionWords: Record<SortDirection, string> = { ascending: 'ASCENDING', descending: 'DESCENDING' };

/** The Job API knows deployments and removals as `async`, and runs as `flow`. */
export const jobKindWords = { deployment: 'async', removal: 'async', run: 'flow' } as const;

const deploymentStates = reversed(['active', 'inactive'] as const, stateWords);
const runStates = reversed(filterableRunStates, runStateWords);
/** Lists of runs never hold a paused one; the Job API documents the word. */
const pausedWord = 'PAUSED';

export function deploymentStateOf(word: string): DeploymentState {
  return deploymentStates.get(word) ?? 'unknown';
}

export function runStateOf(word: string): RunState {
  return word === pausedWord ? 'paused' : (runStates.get(word) ?? 'unknown');
}

function reversed<Ours extends string>(ours: readonly Ours[], words: Record<Ours, string>): Map<string, Ours> {
  return new Map(ours.map((one) => [words[one], one]));
}

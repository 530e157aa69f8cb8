export const solutionStates = ['ACTIVE', 'INACTIVE'] as const;
export type SolutionState = (typeof solutionStates)[number];

export const visibilities = ['PUBLIC', 'PRIVATE', 'PENDING_REVIEW'] as const;
export type Visibility = (typeof visibilities)[number];

export const runStates = ['RUNNING', 'COMPLETE', 'FAILED', 'CANCELLED', 'STOPPED_AT_CHECKPOINT'] as const;
export type RunState = (typeof runStates)[number];
/** What a run ends in. */
export type RunOutcome = Exclude<RunState, 'RUNNING'>;

export const runSortings = ['startTimeNs', 'name', 'version', 'username', 'timeTakenNs', 'state'] as const;
export type RunSorting = (typeof runSortings)[number];

export const orders = ['ASCENDING', 'DESCENDING'] as const;
export type Order = (typeof orders)[number];

export const jobTypes = ['flow', 'refiner', 'job', 'async', 'group'] as const;

/** Stands as the owner of every public solution. */
export const publicOwner = 'IB_DEPLOYED';

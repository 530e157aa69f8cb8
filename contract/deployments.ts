/** Whether a deployed solution can be run. `unknown`: the vendor said something we have no word for. */
export const deploymentStates = ['active', 'inactive', 'unknown'] as const;

export type DeploymentState = (typeof deploymentStates)[number];

/** Who sees a deployed solution. `pending_review`: its owner asked that everybody may, and nobody has agreed yet. */
export const visibilities = ['public', 'private', 'pending_review'] as const;

export type Visibility = (typeof visibilities)[number];

/**
 * Where a run stands. `needs_person`: what it read must be looked at before it goes on. `unknown`: the vendor said
 * something we have no word for.
 */
export const runStates = ['running', 'complete', 'failed', 'cancelled', 'needs_person', 'paused', 'unknown'] as const;

export type RunState = (typeof runStates)[number];

/** The states by which lists of runs can be narrowed. */
export const filterableRunStates = ['running', 'complete', 'failed', 'cancelled', 'needs_person'] as const;

export type FilterableRunState = (typeof filterableRunStates)[number];

/** What lists of runs can be sorted by. */
export const runSortings = ['started', 'name', 'version', 'username', 'duration', 'state'] as const;

export type RunSorting = (typeof runSortings)[number];

export const sortDirections = ['ascending', 'descending'] as const;

export type SortDirection = (typeof sortDirections)[number];

/** A run may be given an id of one's own of at most so many characters. */
export const longestRunId = 50;

/** How the file that is deployed must end. */
export const packageExtension = '.ibsolution';

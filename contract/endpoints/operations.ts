import type { Operation } from '../operations.ts';
import { endpoint } from './endpoint.ts';

export const getOperation = endpoint<{ operation: Operation }>()('GET', '/api/operations/:id', null);

/** The parts of the operations page: what is under way or waits for a person, what failed, and all that is over. */
export const operationGroups = ['open', 'failed', 'over'] as const;

export type OperationGroup = (typeof operationGroups)[number];

/**
 * Operations of the account, or everybody's for an admin, newest first, 50 to a page. `?group=` narrows; `?after=` takes a
 * former page's `next`.
 */
export const getOperations = endpoint<{
  operations: Operation[];
  counts: Record<OperationGroup, number>;
  next: string | null;
}>()('GET', '/api/operations', null);

/** Starts a failed operation again; answers the new one. */
export const postOperationRetry = endpoint<{ operation: Operation }>()('POST', '/api/operations/:id/retry', null);

/** Gives up an operation that has not ended. What a vendor was already asked to do is not taken back. */
export const postOperationStop = endpoint<{ operation: Operation }>()('POST', '/api/operations/:id/stop', null);

/** Takes a disable back, within ten seconds of its end and once; answers the operation that enables again. */
export const postOperationUndo = endpoint<{ operation: Operation }>()('POST', '/api/operations/:id/undo', null);

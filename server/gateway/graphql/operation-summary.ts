import type { OperationGlance } from '../../inventory/indexed-instance.ts';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './schema.generated.ts';

/** What of an operation depends on the time at which it is asked for: when it is due again, and the moment for undoing it. */
export const operationSummaryResolvers: Resolvers = {
  InstanceRow: {
    operation: ({ operation }, _input, context) => (operation && speaksFor(operation, context) ? operation : null),
  },
  OperationSummary: {
    nextAttemptAt: ({ state, dueAt }, _input, context) => (state === 'running' ? ahead(dueAt, context) : null),
    undoUntil: ({ undoUntil }, _input, context) => ahead(undoUntil, context),
  },
};

/** A disable that is done and can no longer be undone has nothing more to say. */
function speaksFor(operation: OperationGlance, context: GraphContext): boolean {
  return operation.state === 'running' || operation.state === 'failed' || ahead(operation.undoUntil, context) !== null;
}

function ahead(moment: Date | null, { services }: GraphContext): Date | null {
  return moment !== null && moment > services.clock.now() ? moment : null;
}

import type { Operation } from '#contract/operations.ts';
import type { OperationRow } from '../operations/journal.ts';
import type { Services } from './services.ts';

/** An operation as it leaves the server. What it remembers for itself stays behind. */
export async function formatOperation(services: Services, operation: OperationRow): Promise<Operation> {
  const steps = await services.journal.steps(operation.id);
  const isWaiting = operation.state === 'running' && operation.due_at > services.clock.now();
  return {
    id: operation.id,
    kind: operation.kind,
    state: operation.state,
    vendor: operation.vendor,
    instanceId: operation.instance_id,
    name: operation.name,
    steps,
    problem: operation.problem
      ? {
          ...operation.problem,
          vendor: operation.vendor,
          requestId: operation.request_id,
          ...(operation.instance_id ? { instance: { id: operation.instance_id, name: operation.name } } : {}),
        }
      : null,
    nextAttemptAt: isWaiting ? operation.due_at.toISOString() : null,
    startedAt: operation.started_at.toISOString(),
    endedAt: operation.ended_at?.toISOString() ?? null,
  };
}

import type { Operation } from '#contract/operations.ts';
import type { Person } from '#contract/people.ts';
import type { OperationRow } from '../operations/journal.ts';
import { actionsOf, undoUntil } from '../operations/operation-actions.ts';
import { type OperationView, viewOperation } from '../operations/operation-views.ts';
import { ProblemError } from './problem-error.ts';
import type { Services } from './services.ts';

/** An operation as it leaves the server, for whoever asks. What it remembers for itself stays behind. */
export async function formatOperation(services: Services, person: Person, operation: OperationRow): Promise<Operation> {
  const view = await viewOperation(services.database, operation.id);
  if (!view) throw new ProblemError('not_found');
  return formatView(view, person, services.clock.now());
}

/** The same for one that has been read with all that is told about it. */
export function formatView(view: OperationView, person: Person, now: Date): Operation {
  const { row } = view;
  const name = view.instance?.name ?? row.name;
  // Asking how a job stands is no further attempt at anything.
  const isPolling = row.step === 'following' && row.problem === null;
  const isWaiting = row.state === 'running' && row.due_at > now && !isPolling;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    vendor: row.vendor,
    instanceId: row.instance_id,
    name,
    steps: view.steps,
    problem: row.problem
      ? {
          ...row.problem,
          vendor: row.vendor,
          requestId: row.request_id,
          ...(row.instance_id ? { instance: { id: row.instance_id, name } } : {}),
        }
      : null,
    nextAttemptAt: isWaiting ? row.due_at.toISOString() : null,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    personName: view.personName,
    account: view.account,
    may: actionsOf(view, person, now),
    undoUntil: undoUntil(view, now)?.toISOString() ?? null,
    progress: row.data.job?.progress ?? null,
    runId: row.data.job?.kind === 'run' ? row.data.job.runId : null,
    counts: row.data.job?.counts ?? null,
    runEnd: row.data.job?.end ?? null,
  };
}

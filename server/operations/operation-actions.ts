import { type OperationAction, operationActions } from '#contract/operations.ts';
import type { Person } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { changeRefusal, mayReach, wizardRefusal } from '../accounts/ownership.ts';
import type { OperationView } from './operation-views.ts';
import { undoUntilOf } from '../inventory/undo-time.ts';

/** Why this person may not do this with the operation now. */
export type ActionRefusal = Extract<ProblemCode, 'not_found' | 'view_only' | 'owner_only' | 'busy' | 'too_late'>;

/**
 * Decides whether an operation may be retried, stopped or undone now; null: it may. The one place: what a page offers and
 * what the endpoints refuse are the same answer.
 */
export function refusalOf(
  action: OperationAction,
  view: OperationView,
  person: Person,
  now: Date,
): ActionRefusal | null {
  const { row } = view;
  if (!mayReach(person, row.account_id)) return 'not_found';
  // An activation makes something in the owner's name, and its wizard is the owner's alone.
  // Where instances are of a published version an administrator activates for an owner, and may try that again.
  const isOwners = action === 'retry' && row.kind === 'activate' && row.data.versionId === undefined;
  const refusal = isOwners ? wizardRefusal(person, row.account_id) : changeRefusal(person, row.account_id);
  if (refusal !== null) return refusal;
  switch (action) {
    case 'retry':
      return retryRefusal(view);
    case 'stop':
      return stopRefusal(view, now);
    case 'undo':
      return undoRefusal(view, now);
  }
}

/** What this person may do with the operation now. */
export function actionsOf(view: OperationView, person: Person, now: Date): OperationAction[] {
  return operationActions.filter((action) => refusalOf(action, view, person, now) === null);
}

/** Until when it may be undone, if nothing has come in between; null when it may not. */
export function undoUntil(view: OperationView, now: Date): Date | null {
  return undoRefusal(view, now) === null ? undoUntilOf({ ...view.row, endedAt: view.row.ended_at }) : null;
}

function retryRefusal(view: OperationView): ActionRefusal | null {
  const { row } = view;
  if (row.state !== 'failed' || row.kind === 'reconfigure' || view.isAnswered) return 'too_late';
  if (row.instance_id === null) return row.kind === 'activate' ? null : 'too_late';
  return overtakenRefusal(view) ?? (isStillWanted(view) ? null : 'too_late');
}

/** Whether the instance is not yet as the operation would have it. */
function isStillWanted({ row, instance }: OperationView): boolean {
  if (instance === null) return false;
  switch (row.kind) {
    case 'activate':
    case 'enable':
      return instance.restStatus !== 'enabled';
    case 'disable':
      return instance.restStatus === 'enabled';
    case 'rename':
      return instance.name !== row.data.newName;
    case 'upgrade':
      return instance.hasUpdate || instance.hasUndeployedChanges;
    case 'remove':
      return !row.data.discards || instance.restStatus !== 'enabled';
    case 'deploy':
      // One that was never deployed has nothing to compare with, and is unfinished.
      return instance.hasUndeployedChanges || instance.restStatus === 'unfinished';
    case 'reconfigure':
    case 'change_values':
    case 'deploy_package':
    case 'run':
      return false;
  }
}

/** What has just been sent for the first time has nothing to be given up yet: its answer is a moment away. */
function stopRefusal({ row }: OperationView, now: Date): ActionRefusal | null {
  if (row.state === 'waiting_for_person') return null;
  if (row.state !== 'running') return 'too_late';
  // The vendor has taken the job and does not give it back.
  if (row.step === 'following') return 'busy';
  const isBetweenAttempts = row.due_at > now || row.problem !== null || row.step === 'settling';
  return isBetweenAttempts ? null : 'busy';
}

function undoRefusal(view: OperationView, now: Date): ActionRefusal | null {
  const until = undoUntilOf({ ...view.row, endedAt: view.row.ended_at });
  if (until === null || now >= until || view.isAnswered) return 'too_late';
  return (
    overtakenRefusal(view) ?? (view.instance?.restStatus === 'enabled' || view.instance === null ? 'too_late' : null)
  );
}

function overtakenRefusal({ overtaken }: OperationView): ActionRefusal | null {
  if (overtaken === null) return null;
  return overtaken === 'running' ? 'busy' : 'too_late';
}

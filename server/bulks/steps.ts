import { type BulkStep, bulkSteps } from '#contract/bulks.ts';
import type { Person } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { operatorRefusal } from '../accounts/ownership.ts';
import type { BulkRow } from './bulk-context.ts';

/** Why this person may not take this step now. */
export type StepRefusal = Extract<ProblemCode, 'view_only' | 'owner_only' | 'busy' | 'too_late'>;

/** Decides it; null: they may. What a page offers and what the endpoints refuse are the same answer. */
export function stepRefusal(step: BulkStep, bulk: BulkRow, person: Person, now: Date): StepRefusal | null {
  const refusal = operatorRefusal(person);
  if (refusal !== null) return refusal;
  switch (step) {
    case 'start':
      // It is done in the name of who planned it.
      if (bulk.person_id !== person.id) return 'owner_only';
      if (bulk.state === 'planning') return 'busy';
      return bulk.state === 'planned' && bulk.counts.waiting > 0 ? null : 'too_late';
    case 'undo':
      return bulk.state === 'held' && bulk.begins_at !== null && now < bulk.begins_at ? null : 'too_late';
    case 'stop':
      return bulk.state === 'running' ? null : 'too_late';
    case 'retry':
      if (bulk.state === 'running' || bulk.state === 'stopping') return 'busy';
      return (bulk.state === 'finished' || bulk.state === 'stopped') && bulk.counts.failed > 0 ? null : 'too_late';
  }
}

/** What this person may do with it now. */
export function stepsOf(bulk: BulkRow, person: Person, now: Date): BulkStep[] {
  return bulkSteps.filter((step) => stepRefusal(step, bulk, person, now) === null);
}

import type { Person } from '#contract/people.ts';
import type { VendorError } from '../../vendors/vendor-error.ts';
import type { Services } from '../services.ts';
import type { InstanceRuns } from './reach-runs.ts';

/** Records what was done about a run, or was not. The vendor's words stay out: they may repeat what it was sent. */
export async function auditRun(
  asked: { services: Services; reached: Pick<InstanceRuns, 'instance'>; person: Person; requestId: string },
  done: {
    action: 'run.replay' | 'run.view_result' | 'instance.test_flow';
    error: VendorError | null;
    /** Which flow or step, by its name. */
    detail: string | null;
  },
): Promise<void> {
  const { services, reached, person, requestId } = asked;
  const { action, error, detail } = done;
  await services.audit.append({
    action,
    outcome: outcomeOf(error),
    personId: person.id,
    accountId: reached.instance.account.id,
    instanceId: reached.instance.id,
    problemCode: error?.code ?? null,
    detail,
    requestId,
  });
}

function outcomeOf(error: VendorError | null): 'done' | 'refused' | 'failed' {
  if (error === null) return 'done';
  return error.code === 'refused' ? 'refused' : 'failed';
}

import type { IndexedInstance } from '../inventory/indexed-instance.ts';
import type { Asking } from './answering.ts';
import { InstanceBusyError, type OperationRow } from './journal.ts';
import { goOnToEnabling } from './set-up.ts';
import type { WorkContext } from './work-context.ts';

/**
 * Takes an unfinished set-up on without its wizard: the activation that waits, or a new one where none does. The vendor
 * decides whether anything is missing. Throws `OperationMovedError` and `InstanceBusyError`. The caller wakes the worker.
 */
export async function finishSetUp(
  context: WorkContext,
  instance: IndexedInstance,
  asking: Asking,
): Promise<OperationRow> {
  const waiting = await context.journal.waitingOf(instance.id);
  if (waiting?.kind === 'activate') return goOnToEnabling(context, waiting, { ...waiting.data, asked: true });
  const latest = await context.journal.latestOf(instance.id);
  if (latest?.state === 'running') throw new InstanceBusyError();
  const started = await context.journal.start({
    kind: 'activate',
    state: 'running',
    step: 'checking',
    vendor: instance.vendor,
    accountId: instance.account.id,
    personId: asking.person.id,
    requestId: asking.requestId,
    instanceId: instance.id,
    templateId: instance.templateId,
    name: instance.name,
    data: { asked: true },
  });
  return context.journal.change(started, { step: 'enabling' });
}

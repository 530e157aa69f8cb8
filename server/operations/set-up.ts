import { ownerAt } from '../accounts/vendor-links.ts';
import { writeThrough } from '../inventory/write-through.ts';
import type { OperationData } from '../platform/database/operation-tables.ts';
import type { VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { OperationMovedError, type OperationChange, type OperationRow } from './journal.ts';
import { adapterOf, instanceOf, type WorkContext } from './work-context.ts';

/**
 * Takes a set-up that waits for its person on to enabling. Throws `OperationMovedError` when somebody else has, and
 * `InstanceBusyError` while another operation runs on the instance. The caller wakes the worker.
 */
export async function goOnToEnabling(
  context: WorkContext,
  operation: OperationRow,
  data: OperationData,
): Promise<OperationRow> {
  const { journal } = context;
  const checked = await journal.change(operation, { state: 'running', step: 'checking', problem: null, data });
  return goOnFromChecking(context, checked);
}

/** From checking to enabling, once the vendor lets a new instance be enabled. */
export async function goOnFromChecking(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  return context.journal.change(operation, { step: 'enabling', dueAt: await earliestEnable(context, operation) });
}

/** Tray's documentation: enable at least 2 s after creation. Counted from when we knew that it was there. */
async function earliestEnable(context: WorkContext, operation: OperationRow): Promise<Date> {
  const steps = await context.journal.steps(operation.id);
  // Where nothing was left to configure, checking followed the creation.
  const afterCreation = steps.find(({ step }) => step === 'configuring' || step === 'checking');
  const knownSince =
    steps.some(({ step }) => step === 'creating' || step === 'configuring') && afterCreation?.startedAt;
  const now = context.clock.now().getTime();
  const rested = knownSince ? Date.parse(knownSince) + adapterOf(context, operation.vendor).enableDelayMs : now;
  return new Date(Math.max(now, rested));
}

/** Ends the set-up or reconfiguration that waits for a person with this operation's instance, if one does. */
export async function endWaiting(context: WorkContext, operation: OperationRow, end: OperationChange): Promise<void> {
  const waiting = operation.instance_id === null ? null : await context.journal.waitingOf(operation.instance_id);
  if (!waiting) return;
  // An open wizard of an instance that works goes on: only a set-up is finished by enabling.
  if (end.state === 'succeeded' && waiting.kind !== 'activate') return;
  try {
    await context.journal.change(waiting, { ...end, problem: null });
  } catch (error) {
    if (!(error instanceof OperationMovedError)) throw error;
  }
}

/**
 * Whether the vendor, asked now, still has the instance turned off, and never had it at work. What it says else enters the
 * index.
 */
export async function stillUnfinished(
  context: WorkContext,
  operation: OperationRow,
  instance: { owner: VendorOwner; vendorId: string },
): Promise<boolean> {
  const { database, clock, logger, adapters } = context;
  const detail = await adapters.get(operation.vendor)?.reader.readInstance(instance.owner, instance.vendorId);
  if (!detail) return true;
  const { record } = detail;
  if (!record.enabled && !record.deployment?.wasDeployed) return true;
  await writeThrough(database, { vendor: operation.vendor, accountId: operation.account_id, record }, clock, logger);
  return false;
}

/**
 * Reads back the instance of an operation that was given up: a call that was under way may have changed it. What cannot be
 * read now is read by the next sync.
 */
export async function readAfterStop(context: WorkContext, operation: OperationRow): Promise<void> {
  const { database, clock, logger } = context;
  const { vendor, account_id: accountId } = operation;
  if (operation.instance_id === null) return;
  try {
    const owner = await ownerAt(database, vendor, accountId);
    const { vendorId } = await instanceOf(context, operation);
    const detail = await adapterOf(context, vendor).reader.readInstance(owner, vendorId);
    if (detail) await writeThrough(database, { vendor, accountId, record: detail.record }, clock, logger);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    logger.info({ operationId: operation.id, code: error.code }, 'instance could not be read after a stop');
  }
}

import type { OperationKind } from '#contract/operations.ts';
import { mayStillAppear, writeRemoval, writeThrough } from '../inventory/write-through.ts';
import type { InstanceRecord, SlotValues, VendorAdapter, VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { askForUpgradeValues, type UpgradePlan } from './hooks/ask-for-upgrade-values.ts';
import { withoutValues } from './hooks/without-values.ts';
import type { OperationRow } from './journal.ts';
import { hasTriedEnough, isWorthWaiting, problemOf, retryDelayMs } from './retrying.ts';
import { endWaiting, stillUnfinished } from './set-up.ts';
import { adapterOf, instanceOf, ownerToActAs, type WorkContext } from './work-context.ts';

/** The changes that one call makes. All of them can be sent twice without harm, once it is known that it is needed. */
export type ChangeKind = Extract<OperationKind, 'disable' | 'rename' | 'upgrade' | 'remove'>;

/** How often a change is sent while the vendor's answer stays unclear. */
const mostTries = 3;

/** Sends one change. When its outcome is unknown, the instance is read before anything is sent again. */
export async function change(context: WorkContext, operation: OperationRow, kind: ChangeKind): Promise<OperationRow> {
  const { journal, clock } = context;
  const owner = await ownerToActAs(context, operation);
  if (kind === 'remove' && (await wasTakenOut(context, operation))) return finish(context, operation, null);
  const { vendorId } = await instanceOf(context, operation);
  const adapter = adapterOf(context, operation.vendor);
  if (operation.data.sent) {
    const known = await findOut(context, operation, { kind, owner, vendorId });
    if (known) return known;
  }
  const plan = await planOf(context, operation, { kind, owner, vendorId });
  if ('state' in plan) return plan;
  if (plan.kind === 'done') return finish(context, operation, plan.record);
  if (plan.kind === 'waits') {
    return journal.change(operation, { state: 'failed', problem: { code: plan.code, changed: 'nothing' } });
  }
  const trying = await journal.change(operation, {
    attempts: operation.attempts + 1,
    data: {
      ...operation.data,
      ...(plan.isPart ? { companyPart: true } : {}),
      sent: true,
      tryingSince: operation.data.tryingSince ?? clock.now().toISOString(),
    },
  });
  try {
    if (trying.data.discards && !(await stillUnfinished(context, trying, { owner, vendorId }))) {
      return await journal.change(trying, { state: 'failed', problem: { code: 'too_late', changed: 'nothing' } });
    }
    const record = await send({ adapter, owner, vendorId, kind, operation: trying, values: plan.values });
    if (record === null || isAsWanted(record, kind, trying)) return await finish(context, trying, record);
    throw new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'unknown' });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return handleFailure(context, trying, { kind, owner, vendorId, error: withoutValues(error, plan.values) });
  }
}

/** The removal was sent and its row taken out, by a process that died before it could end the operation. */
async function wasTakenOut({ database }: WorkContext, { data, instance_id: id }: OperationRow): Promise<boolean> {
  if (!data.sent || id === null) return false;
  const row = await database.selectFrom('instances').where('id', '=', id).select('removed_at').executeTakeFirst();
  return row?.removed_at !== null;
}

/**
 * A change was sent, and the journal does not say what came of it: the process died in between, or nobody could tell. Looks
 * before anything is sent again; null when it has to be.
 */
async function findOut(
  context: WorkContext,
  operation: OperationRow,
  failure: Omit<Failure, 'error'>,
): Promise<OperationRow | null> {
  const { journal, clock } = context;
  const found = await look(context, operation, failure);
  if (found instanceof VendorError) {
    if (hasTriedEnough(operation, clock.now())) {
      return journal.change(operation, { state: 'failed', problem: problemOf(found, 'unknown') });
    }
    return tryAgain(context, { ...operation, attempts: operation.attempts + 1 }, found, 'unknown');
  }
  if (found === null) return endGone(context, operation, failure.kind);
  return isAsWanted(found, failure.kind, operation) ? finish(context, operation, found) : null;
}

/** The vendor has no such instance: as it should be after a removal, and the end of any other change. */
function endGone(context: WorkContext, operation: OperationRow, kind: ChangeKind): Promise<OperationRow> {
  if (kind === 'remove') return finish(context, operation, null);
  const gone = new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  return context.journal.change(operation, { state: 'failed', problem: problemOf(gone, 'nothing') });
}

/** What an upgrade is sent with; every other change goes out as it is. A read that failed is a try that failed. */
async function planOf(
  context: WorkContext,
  operation: OperationRow,
  failure: Omit<Failure, 'error'>,
): Promise<UpgradePlan | OperationRow> {
  if (failure.kind !== 'upgrade') return { kind: 'send', isPart: false };
  try {
    return await askForUpgradeValues(context, operation, failure.owner);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const since = operation.data.tryingSince ?? context.clock.now().toISOString();
    const tried = { ...operation, attempts: operation.attempts + 1, data: { ...operation.data, tryingSince: since } };
    return handleFailure(context, tried, { ...failure, error });
  }
}

/** Null: the instance is gone, as it should be. */
async function send({
  adapter,
  owner,
  vendorId,
  kind,
  operation,
  values,
}: {
  adapter: VendorAdapter;
  owner: VendorOwner;
  vendorId: string;
  kind: ChangeKind;
  operation: OperationRow;
  values: SlotValues | undefined;
}): Promise<InstanceRecord | null> {
  switch (kind) {
    case 'disable':
      return adapter.writer.disableInstance(owner, vendorId);
    case 'rename':
      return adapter.writer.renameInstance(owner, vendorId, operation.data.newName ?? operation.name);
    case 'upgrade':
      return adapter.writer.upgradeInstance(owner, vendorId, values);
    case 'remove':
      await adapter.writer.removeInstance(owner, vendorId);
      return null;
  }
}

function isAsWanted(record: InstanceRecord, kind: ChangeKind, operation: OperationRow): boolean {
  switch (kind) {
    case 'disable':
      return !record.enabled;
    case 'rename':
      return record.name === operation.data.newName;
    case 'upgrade':
      return (
        !record.flags.hasNewerVersion || (operation.data.companyPart === true && !record.flags.requiresSystemInput)
      );
    case 'remove':
      return false;
  }
}

interface Failure {
  kind: ChangeKind;
  owner: VendorOwner;
  vendorId: string;
  error: VendorError;
}

async function handleFailure(context: WorkContext, operation: OperationRow, failure: Failure): Promise<OperationRow> {
  const { journal, clock } = context;
  const { kind, error } = failure;
  const now = clock.now();
  if (isWorthWaiting(error)) {
    return hasTriedEnough(operation, now)
      ? journal.change(operation, { state: 'failed', problem: problemOf(error, 'nothing') })
      : tryAgain(context, operation, error, 'nothing');
  }
  if (error.code === 'gone') return endGone(context, operation, kind);
  // A refusal may mean that it was done before, and of a removal that there is nothing left to remove.
  if (error.wasDone === 'no' && error.code !== 'refused') {
    return journal.change(operation, { state: 'failed', problem: problemOf(error, 'nothing') });
  }
  const found = await look(context, operation, failure);
  if (found instanceof VendorError) {
    // Also of a refusal nobody can tell now: Tray's codes are undocumented, and it may have failed after the work.
    return error.wasDone === 'no' || hasTriedEnough(operation, now)
      ? journal.change(operation, { state: 'failed', problem: problemOf(error, 'unknown') })
      : tryAgain(context, operation, error, 'unknown');
  }
  if (found === null) return endGone(context, operation, kind);
  if (isAsWanted(found, kind, operation)) return finish(context, operation, found);
  if (error.wasDone === 'no' || operation.attempts >= mostTries) {
    return journal.change(operation, { state: 'failed', problem: problemOf(error, 'nothing') });
  }
  return tryAgain(context, operation, error, 'nothing');
}

async function look(
  context: WorkContext,
  operation: OperationRow,
  { kind, owner, vendorId }: Omit<Failure, 'error'>,
): Promise<InstanceRecord | null | VendorError> {
  try {
    const detail = await adapterOf(context, operation.vendor).reader.readInstance(owner, vendorId);
    if (detail) return detail.record;
    const { createdAt } = await instanceOf(context, operation);
    // What was to be removed and is not shown is taken to be gone: if it is not, the next reading finds it again.
    const isTooEarly = kind !== 'remove' && mayStillAppear(createdAt, context.clock.now());
    return isTooEarly ? new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'unknown' }) : null;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}

function tryAgain(
  context: WorkContext,
  operation: OperationRow,
  error: VendorError,
  changed: 'nothing' | 'unknown',
): Promise<OperationRow> {
  const dueAt = new Date(context.clock.now().getTime() + retryDelayMs(operation.attempts - 1, error));
  return context.journal.change(operation, {
    attempts: operation.attempts,
    problem: problemOf(error, changed),
    data: { ...operation.data, sent: changed === 'unknown' },
    dueAt,
  });
}

async function finish(
  context: WorkContext,
  operation: OperationRow,
  record: InstanceRecord | null,
): Promise<OperationRow> {
  const { database, clock, logger } = context;
  if (record === null) {
    if (operation.instance_id !== null) await writeRemoval(database, operation.instance_id, clock);
  } else {
    await writeThrough(database, { vendor: operation.vendor, accountId: operation.account_id, record }, clock, logger);
  }
  const ended = await context.journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
  if (record === null) await endWaiting(context, operation, { state: 'stopped' });
  return ended;
}

import { writeThrough } from '../../inventory/write-through.ts';
import type { DeployableDetail } from '../../vendors/deployables.ts';
import type { InstanceRecord, VendorOwner } from '../../vendors/records.ts';
import { isTemporary, VendorError } from '../../vendors/vendor-error.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';
import type { OperationRow } from '../journal.ts';
import { hasTriedEnough, problemOf, retryDelayMs } from '../retrying.ts';
import { instanceOf, ownerToActAs, type WorkContext } from '../work-context.ts';
import { portOf } from './deployable-context.ts';
import { deploy } from './deploying.ts';
import { readBack } from './read-back.ts';

/**
 * Does the next step of moving an instance to another published version: the move, then what the version newly asks for, for
 * which a person is waited, or else the deployment. What is at work stays at work until then.
 */
export function advanceVersionChange(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  return operation.step === 'changing' ? move(context, operation) : deploy(context, operation);
}

/** It begins with a look, each time: an instance that points at the version already is not moved again. */
async function move(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const owner = await ownerToActAs(context, operation);
  const { writer } = portOf(context, operation.vendor);
  let trying = operation.data.tryingSince
    ? operation
    : await journal.change(operation, { data: { ...operation.data, tryingSince: clock.now().toISOString() } });
  let wasSent = false;
  try {
    const { vendorId } = await instanceOf(context, operation);
    const detail = await readBack(context, trying, owner);
    const versionId = await wantedVersion(context, trying, { owner, detail });
    if (typeof versionId !== 'string') return versionId;
    if (detail.versionId === versionId) return await goOn(context, trying, detail.record, versionId);
    const refusal = await refusalOf(context, trying, owner, detail);
    if (refusal) return refusal;
    trying = await journal.change(trying, { data: { ...trying.data, versionId, sent: true } });
    wasSent = true;
    return await goOn(context, trying, await writer.changeVersion(owner, vendorId, versionId), versionId);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return afterFailure(context, trying, owner, { error, wasSent });
  }
}

/** The version that was asked for; where none was, the newest that whoever asked may have. An operation: it has ended. */
async function wantedVersion(
  context: WorkContext,
  operation: OperationRow,
  { owner, detail }: { owner: VendorOwner; detail: DeployableDetail },
): Promise<string | OperationRow> {
  if (operation.data.versionId !== undefined) return operation.data.versionId;
  const { reader } = portOf(context, operation.vendor);
  const templates = await reader.listVersions(owner);
  const newest = templates.find(({ templateId }) => templateId === detail.record.templateId)?.versions[0];
  if (newest && newest.number >= detail.state.versionNumber) return newest.versionId;
  return context.journal.change(operation, { state: 'failed', problem: { code: 'too_late', changed: 'nothing' } });
}

/** Why it cannot be moved now, as the end of the operation; null when it can. */
async function refusalOf(
  context: WorkContext,
  operation: OperationRow,
  { credential }: VendorOwner,
  { allowed }: DeployableDetail,
): Promise<OperationRow | null> {
  const { journal } = context;
  // Owners move what its maker lets owners move; the operator moves anything.
  if (allowed.update === false && credential !== 'operator') {
    return journal.change(operation, { state: 'failed', problem: { code: 'vendor_forbidden', changed: 'nothing' } });
  }
  // A set-up that waits was begun for another version, and both would wait for the same form.
  const waiting = operation.instance_id === null ? null : await journal.waitingOf(operation.instance_id);
  return waiting === null
    ? null
    : journal.change(operation, { state: 'failed', problem: { code: 'busy', changed: 'nothing' } });
}

/** The version is moved: a person is waited for where it lacks something, else it is deployed. */
async function goOn(
  context: WorkContext,
  operation: OperationRow,
  record: InstanceRecord,
  versionId: string,
): Promise<OperationRow> {
  const { database, clock, logger, journal } = context;
  await writeThrough(database, { vendor: operation.vendor, accountId: operation.account_id, record }, clock, logger);
  return journal.change(operation, {
    ...(record.required === 'missing'
      ? { state: 'waiting_for_person' as const, step: 'configuring' as const }
      : { step: 'deploying' as const }),
    problem: null,
    attempts: 0,
    data: { versionId, hasMoved: true },
  });
}

async function afterFailure(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
  { error, wasSent }: { error: VendorError; wasSent: boolean },
): Promise<OperationRow> {
  const { journal, clock } = context;
  const now = clock.now();
  let isUnknown = operation.data.sent === true && !wasSent;
  if (wasSent && (error.wasDone === 'unknown' || error.code === 'refused')) {
    const found = await unlessVendorFails(readBack(context, operation, owner));
    const { versionId } = operation.data;
    if (found && versionId !== undefined && found.versionId === versionId) {
      return goOn(context, operation, found.record, versionId);
    }
    isUnknown = found === null;
  }
  const problem = problemOf(error, isUnknown ? 'unknown' : 'nothing');
  if (!isTemporary(error) || hasTriedEnough(operation, now)) {
    return journal.change(operation, { state: 'failed', problem });
  }
  return journal.change(operation, {
    attempts: operation.attempts + 1,
    problem,
    data: { ...operation.data, sent: isUnknown },
    dueAt: new Date(now.getTime() + retryDelayMs(operation.attempts, error)),
  });
}

import { writeThrough } from '../../inventory/write-through.ts';
import type { InstanceRecord, VendorOwner } from '../../vendors/records.ts';
import { isTemporary, VendorError } from '../../vendors/vendor-error.ts';
import { askBeforeEnabling } from '../hooks/ask-before-enabling.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';
import type { OperationRow } from '../journal.ts';
import { hasTriedEnough, problemOf, retryDelayMs } from '../retrying.ts';
import { endWaiting } from '../set-up.ts';
import { instanceOf, ownerToActAs, type WorkContext } from '../work-context.ts';
import { portOf } from './deployable-context.ts';
import { readBack } from './read-back.ts';

/**
 * Puts stored values, or another version, to work: a `deploy`, and the last step of an activation or of a version change. To
 * deploy twice does no harm, but what went out without an outcome is looked for first, so that nobody is told that nothing
 * happened when it has. The company's own check is asked before each call, because deploying enables.
 */
export async function deploy(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const owner = await ownerToActAs(context, operation);
  const { vendorId } = await instanceOf(context, operation);
  const { writer } = portOf(context, operation.vendor);
  let trying = operation.data.tryingSince
    ? operation
    : await journal.change(operation, { data: { ...operation.data, tryingSince: clock.now().toISOString() } });
  try {
    if (trying.data.sent) {
      const { record } = await readBack(context, trying, owner);
      if (isDone(record, trying)) return await finish(context, trying, record);
    }
    const problem = await askBeforeEnabling(context, trying, owner);
    if (problem) return await journal.change(trying, { state: 'failed', problem });
    const deployedBefore = trying.data.deployedBefore ?? (await lastDeployment(context, trying));
    trying = await journal.change(trying, { data: { ...trying.data, deployedBefore, sent: true } });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // Nothing went out in this try; what an earlier one did stays as unknown as it was.
    return tryAgainOrEnd(context, trying, { error, mayBeDone: trying.data.sent === true, record: null });
  }
  try {
    const record = await writer.deploy(owner, vendorId);
    // The answer is the instance. Where it does not show the deployment, nobody can tell.
    if (!isAtWork(record)) throw new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'unknown' });
    return await finish(context, trying, record);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return afterSending(context, trying, owner, error);
  }
}

/** Whether what is stored is what works. */
function isAtWork({ deployment, enabled }: InstanceRecord): boolean {
  return enabled && deployment !== undefined && deployment.wasDeployed && !deployment.hasUndeployedChanges;
}

/** Whether what went out has been done: what is stored works, and by a deployment that came after the call. */
function isDone(record: InstanceRecord, { data: { deployedBefore } }: OperationRow): boolean {
  const last = record.deployment?.lastDeployedAt?.toISOString() ?? null;
  return isAtWork(record) && (deployedBefore === undefined || last !== deployedBefore);
}

/** When the instance was last deployed, as the index has it: it hears of every change of ours, and of values first of all. */
async function lastDeployment(context: WorkContext, operation: OperationRow): Promise<string | null> {
  const row = await context.database
    .selectFrom('instances')
    .where('id', '=', operation.instance_id)
    .select('deployment')
    .executeTakeFirst();
  return row?.deployment?.lastDeployedAt ?? null;
}

/** A refusal that names no field may be a failure after the work, so after each failure but a plain "no" one looks. */
async function afterSending(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
  error: VendorError,
): Promise<OperationRow> {
  const isPlainNo = error.wasDone === 'no' && error.code !== 'refused';
  const found = isPlainNo ? null : await unlessVendorFails(readBack(context, operation, owner));
  const record = found?.record ?? null;
  if (record && isDone(record, operation)) return finish(context, operation, record);
  return tryAgainOrEnd(context, operation, { error, mayBeDone: !isPlainNo && record === null, record });
}

interface Failure {
  error: VendorError;
  /** A call went out of which nobody knows what it did. */
  mayBeDone: boolean;
  /** The instance as it was read after the failure; null when it was not. */
  record: InstanceRecord | null;
}

async function tryAgainOrEnd(
  context: WorkContext,
  operation: OperationRow,
  { error, mayBeDone, record }: Failure,
): Promise<OperationRow> {
  const { journal, clock } = context;
  const now = clock.now();
  const problem = problemOf(error, mayBeDone ? 'unknown' : 'nothing');
  // A refusal that the instance itself explains: what helps is to fill in, not to ask again.
  if (error.code === 'refused' && record?.required === 'missing') problem.code = 'missing_values';
  if (isTemporary(error) && !hasTriedEnough(operation, now)) {
    return journal.change(operation, {
      attempts: operation.attempts + 1,
      problem,
      data: { ...operation.data, sent: mayBeDone },
      dueAt: new Date(now.getTime() + retryDelayMs(operation.attempts, error)),
    });
  }
  if (record) await enterIndex(context, operation, record);
  // What the vendor finds wrong a person mends in the form, so a set-up or a version change goes back to it.
  const isMendable = error.code === 'refused' || error.code === 'missing_values';
  if (operation.kind === 'deploy' || !isMendable) return journal.change(operation, { state: 'failed', problem });
  const { versionId, hasMoved } = operation.data;
  return journal.change(operation, {
    state: 'waiting_for_person',
    step: 'configuring',
    problem,
    attempts: 0,
    data: { ...(versionId === undefined ? {} : { versionId }), ...(hasMoved === undefined ? {} : { hasMoved }) },
  });
}

async function finish(context: WorkContext, operation: OperationRow, record: InstanceRecord): Promise<OperationRow> {
  await enterIndex(context, operation, record);
  const ended = await context.journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
  // Whichever way it was deployed: a set-up that still waited for its person is done.
  if (operation.kind !== 'activate') await endWaiting(context, operation, { state: 'succeeded', step: 'done' });
  return ended;
}

async function enterIndex(context: WorkContext, operation: OperationRow, record: InstanceRecord): Promise<void> {
  const { database, clock, logger } = context;
  await writeThrough(database, { vendor: operation.vendor, accountId: operation.account_id, record }, clock, logger);
}

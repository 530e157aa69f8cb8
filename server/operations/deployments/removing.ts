import { writeRemoval } from '../../inventory/write-through.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { endWaiting } from '../set-up.ts';
import { adapterOf, instanceOf, ownerToActAs, type WorkContext } from '../work-context.ts';
import {
  endFailed,
  endUnknown,
  follow,
  isSettled,
  lookLater,
  noteSending,
  noteTaken,
  sendingFailed,
} from './following.ts';
import { deploymentPortOf, newJob } from './job-context.ts';

/** How often a removal is sent while nobody can tell whether it was taken. The same removal twice does no harm. */
const mostTries = 3;
/** So long the vendor is given to show that what was to be removed is gone. */
const settlingMs = 30_000;

/** Does the next step of removing a solution: the vendor's word that it will is not yet the removal. */
export async function advanceRemoval(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const owner = await ownerToActAs(context, operation);
  const vendorId = await vendorIdOf(context, operation);
  // Its row went with the end of the job, and only the journal was not told.
  if (vendorId === null) return finish(context, operation);
  const { job, sent } = operation.data;
  if (job && job.jobId !== null) return followRemoval(context, operation, { owner, vendorId });
  if (sent) return settleRemoval(context, operation, { owner, vendorId });
  return send(context, operation, { owner, vendorId });
}

/** Null: the index has lost it, as after a removal. */
async function vendorIdOf(context: WorkContext, operation: OperationRow): Promise<string | null> {
  try {
    return (await instanceOf(context, operation)).vendorId;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'gone') return null;
    throw error;
  }
}

interface Target {
  owner: VendorOwner;
  vendorId: string;
}

async function send(context: WorkContext, operation: OperationRow, { owner, vendorId }: Target): Promise<OperationRow> {
  const port = deploymentPortOf(context, operation.vendor);
  const trying = await noteSending(context, operation, { job: operation.data.job ?? newJob('removal', 'owner') });
  try {
    return await noteTaken(context, trying, await port.writer.remove(owner, vendorId));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.code === 'gone') return finish(context, trying);
    return (await sendingFailed(context, trying, error)) ?? lookLater(context, trying, error);
  }
}

/** It may have been taken, by a process that is no more or with an answer that was lost. */
async function settleRemoval(context: WorkContext, operation: OperationRow, target: Target): Promise<OperationRow> {
  const isThere = await look(context, operation, target);
  if (isThere === false) return finish(context, operation);
  if (isThere instanceof VendorError) {
    return isSettled(context, operation, settlingMs)
      ? endUnknown(context, operation, isThere)
      : lookLater(context, operation, isThere);
  }
  return (operation.data.creates ?? 0) < mostTries ? send(context, operation, target) : endUnknown(context, operation);
}

async function followRemoval(context: WorkContext, operation: OperationRow, target: Target): Promise<OperationRow> {
  const followed = await follow(context, operation, target.owner);
  if (followed.kind === 'goes_on') return followed.operation;
  if (followed.kind === 'over') {
    const { report } = followed;
    if (report.outcome === 'succeeded') return finish(context, operation);
    if (report.outcome === 'failed' || report.outcome === 'cancelled') {
      return endFailed(context, operation, report, 'nothing');
    }
  }
  const isThere = await look(context, operation, target);
  if (isThere === false) return finish(context, operation);
  return endUnknown(context, operation, followed.kind === 'lost' ? followed.error : null);
}

/** Whether the vendor still shows it, or why that cannot be told. */
async function look(
  context: WorkContext,
  operation: OperationRow,
  { owner, vendorId }: Target,
): Promise<boolean | VendorError> {
  try {
    return (await adapterOf(context, operation.vendor).reader.readInstance(owner, vendorId)) !== null;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}

async function finish(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  if (operation.instance_id !== null) await writeRemoval(context.database, operation.instance_id, context.clock);
  const ended = await context.journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
  await endWaiting(context, operation, { state: 'stopped' });
  return ended;
}

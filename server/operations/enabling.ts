import { mayStillAppear, writeThrough } from '../inventory/write-through.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { askBeforeEnabling } from './hooks/ask-before-enabling.ts';
import type { OperationRow } from './journal.ts';
import { endWaiting } from './set-up.ts';
import { hasTriedEnough, problemOf, retryDelayMs } from './retrying.ts';
import { adapterOf, instanceOf, ownerToActAs, type WorkContext } from './work-context.ts';

/**
 * Enables an instance and sees that it is enabled: the vendor is asked to refuse when values are missing, and what it
 * acknowledged is read back. A new instance that is refused may only be too early, which Tray's documentation does not
 * let one tell apart, so those are tried for the whole window.
 *
 * The company's own check is asked before each enable call and whoever asks for it, an undo included: it is the same call,
 * and what was held back a moment ago must not come through by another button. What was acknowledged is asked about no more.
 */
export async function enable(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const owner = await ownerToActAs(context, operation);
  const instance = await instanceOf(context, operation);
  const adapter = adapterOf(context, operation.vendor);
  let trying = operation.data.tryingSince
    ? operation
    : await journal.change(operation, { data: { ...operation.data, tryingSince: clock.now().toISOString() } });
  let isSending = false;
  try {
    if (!trying.data.acknowledged) {
      if (trying.data.sent) {
        // The journal does not say what came of it: the process died in between, or nobody could tell.
        const record = await readBack(context, trying, instance.vendorId);
        if (record.enabled) return await finish(context, trying, record);
      }
      const problem = await askBeforeEnabling(context, trying, owner);
      if (problem) return await journal.change(trying, { state: 'failed', problem });
      trying = await journal.change(trying, { data: { ...trying.data, sent: true } });
      isSending = true;
      const record = await adapter.writer.enableInstance(owner, instance.vendorId);
      if (!record.enabled) {
        throw new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'unknown' });
      }
      // From here on it is only looked for, and a vendor may answer reads from before the change for the whole window.
      const data = { ...trying.data, sent: false, acknowledged: true, tryingSince: clock.now().toISOString() };
      return await journal.change(trying, { data, problem: null });
    }
    const record = await readBack(context, trying, instance.vendorId);
    if (record.enabled) return await finish(context, trying, record);
    return await tryAgain(
      context,
      trying,
      new VendorError(operation.vendor, 'vendor_unavailable', { wasDone: 'unknown' }),
    );
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const isExplained = trying.data.asked && error.code === 'refused';
    // Tray's codes are undocumented: what reads as a refusal may be a failure after the work.
    if (isSending) trying = withSent(trying, error.wasDone === 'unknown' || error.code === 'refused');
    if (error.wasDone === 'unknown' || isExplained) {
      const record = await readBack(context, trying, instance.vendorId).catch(() => null);
      if (record?.enabled) return finish(context, trying, record);
      if (record) trying = withSent(trying, false);
      // Whoever asked waits for the answer: what is known to be missing will not come by waiting.
      if (isExplained && record?.required === 'missing') return giveUp(context, trying, error);
    }
    if (!mayPass(error, trying, instance.createdAt, clock.now())) return giveUp(context, trying, error);
    return tryAgain(context, trying, error);
  }
}

/** `sent`: what was sent may have been done, so the next try begins with a look. */
function withSent(operation: OperationRow, sent: boolean): OperationRow {
  return { ...operation, data: { ...operation.data, sent } };
}

async function readBack(context: WorkContext, operation: OperationRow, vendorId: string): Promise<InstanceRecord> {
  const { createdAt } = await instanceOf(context, operation);
  const owner = await ownerToActAs(context, operation);
  const detail = await adapterOf(context, operation.vendor).reader.readInstance(owner, vendorId);
  if (detail) return detail.record;
  const isTooEarly = mayStillAppear(createdAt, context.clock.now());
  throw new VendorError(operation.vendor, isTooEarly ? 'vendor_garbled' : 'gone', {
    wasDone: isTooEarly ? 'unknown' : 'no',
  });
}

async function finish(context: WorkContext, operation: OperationRow, record: InstanceRecord): Promise<OperationRow> {
  await writeThrough(
    context.database,
    { vendor: operation.vendor, accountId: operation.account_id, record },
    context.clock,
    context.logger,
  );
  const ended = await context.journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
  // Whichever way it was enabled: a set-up that still waited for its person is done.
  if (operation.kind === 'enable') await endWaiting(context, operation, { state: 'succeeded', step: 'done' });
  return ended;
}

const youngMs = 60_000;

/** Whether this failure may pass by itself. */
function mayPass(error: VendorError, operation: OperationRow, createdAt: Date | null, now: Date): boolean {
  switch (error.code) {
    case 'rate_limited':
    case 'vendor_unavailable':
    case 'vendor_garbled':
      return true;
    case 'refused':
      return operation.kind === 'activate' || (createdAt !== null && now.getTime() - createdAt.getTime() < youngMs);
    default:
      return false;
  }
}

async function tryAgain(context: WorkContext, operation: OperationRow, error: VendorError): Promise<OperationRow> {
  const now = context.clock.now();
  if (hasTriedEnough(operation, now)) return giveUp(context, operation, error);
  // To send after a refusal once more changes nothing, and most refusals are what they say.
  const sent = operation.data.sent === true && error.code !== 'refused';
  const mayBeDone = error.wasDone === 'unknown' || sent || operation.data.acknowledged === true;
  return context.journal.change(operation, {
    attempts: operation.attempts + 1,
    problem: problemOf(error, mayBeDone ? 'unknown' : 'nothing'),
    data: { ...operation.data, sent },
    dueAt: new Date(now.getTime() + retryDelayMs(operation.attempts, error)),
  });
}

/** Ends with the cause. An activation that lacks values goes back to its wizard instead of ending. */
async function giveUp(context: WorkContext, operation: OperationRow, error: VendorError): Promise<OperationRow> {
  const { vendorId } = await instanceOf(context, operation);
  const record = await readBack(context, operation, vendorId).catch(() => null);
  if (record?.enabled) return finish(context, operation, record);
  const mayBeDone = operation.data.acknowledged === true || (record === null && operation.data.sent === true);
  const changed = mayBeDone ? 'unknown' : 'nothing';
  if (record?.required === 'missing' && error.code === 'refused') {
    const problem = { ...problemOf(error, changed), code: 'missing_values' as const };
    return operation.kind === 'activate'
      ? context.journal.change(operation, { state: 'waiting_for_person', step: 'configuring', problem, data: {} })
      : context.journal.change(operation, { state: 'failed', problem });
  }
  return context.journal.change(operation, { state: 'failed', problem: problemOf(error, changed) });
}

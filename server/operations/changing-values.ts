import { isSameValue } from '#contract/config-value.ts';
import { changeRefusal, wizardRefusal } from '../accounts/ownership.ts';
import { mayStillAppear, standingMs, writeThrough } from '../inventory/write-through.ts';
import type { ChangedValues, InstanceDetail, InstanceRecord, SlotValues, VendorOwner } from '../vendors/adapter.ts';
import { isTemporary, VendorError } from '../vendors/vendor-error.ts';
import { refuseChangedMeanwhile } from './check-values.ts';
import type { OperationRow } from './journal.ts';
import type { WantedValues } from './operation-values.ts';
import { hasTriedEnough, problemOf, retryDelayMs } from './retrying.ts';
import { recordConnection } from './slot-connections.ts';
import { adapterOf, instanceOf, ownerToActAs, type WorkContext } from './work-context.ts';

/** How often values are sent while the vendor's answer stays unclear. */
const mostTries = 3;
const lookAgainMs = 2_000;

type Slots = Pick<ChangedValues, 'authSlots' | 'configSlots'>;

/**
 * Gives an instance's slots other values. It begins with a look, each time: what an earlier try has done is not sent
 * again, what somebody else has changed is not overwritten, and whatever else the slots hold is sent along, because Tray
 * does not document whether a list of values replaces the one before or is merged into it.
 */
export async function changeValues(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const wanted = await context.operationValues.read(operation.id);
  // Connections act as their owner, so that only somebody of the account may choose them.
  const owner = await ownerToActAs(context, operation, wanted.authValues.length > 0 ? wizardRefusal : changeRefusal);
  let trying = operation.data.tryingSince
    ? operation
    : await journal.change(operation, { data: { ...operation.data, tryingSince: clock.now().toISOString() } });
  let found: InstanceDetail;
  try {
    found = await look(context, trying, owner);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return endOrTryAgain(context, trying, { error, changed: trying.data.sent ? 'unknown' : 'nothing' });
  }
  if (holds(found, wanted)) return finish(context, trying, found.record, wanted);
  if (await mayBeStale(context, trying, found)) return lookLater(context, trying);
  const refusal = refuseChangedMeanwhile(wanted.configValues, found);
  if (refusal) {
    // Where an earlier try went out, the other value came after it or instead of it.
    return journal.change(trying, {
      state: 'failed',
      problem: { ...refusal, changed: trying.data.sent ? 'unknown' : 'nothing' },
    });
  }
  trying = await journal.change(trying, { attempts: trying.attempts + 1, data: { ...trying.data, sent: true } });
  const values = valuesToSend(found, wanted);
  try {
    const { writer } = adapterOf(context, operation.vendor);
    const changed = await writer.updateValues(owner, found.record.vendorId, values);
    if (!holds(changed, wanted)) throw new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'unknown' });
    return await finish(context, trying, changed.record, wanted, hasLost(changed, values));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return afterSending(context, trying, { error, owner, wanted });
  }
}

async function look(context: WorkContext, operation: OperationRow, owner: VendorOwner): Promise<InstanceDetail> {
  const { vendorId, createdAt } = await instanceOf(context, operation);
  const detail = await adapterOf(context, operation.vendor).reader.readInstance(owner, vendorId);
  if (detail) return detail;
  const isTooEarly = mayStillAppear(createdAt, context.clock.now());
  throw new VendorError(operation.vendor, isTooEarly ? 'vendor_garbled' : 'gone', { wasDone: 'no' });
}

function holds({ configSlots, authSlots }: Slots, wanted: WantedValues): boolean {
  return (
    wanted.configValues.every(({ externalId, value }) =>
      configSlots.some((slot) => slot.externalId === externalId && isSameValue(slot.value, value)),
    ) &&
    wanted.authValues.every(({ externalId, authentication }) =>
      authSlots.some((slot) => slot.externalId === externalId && slot.authenticationId === authentication.id),
    )
  );
}

/**
 * Whether a read may come from before our own last write: other slots' values are sent along as they were read, so that an
 * old read would take that write back.
 */
async function mayBeStale(context: WorkContext, operation: OperationRow, found: InstanceDetail): Promise<boolean> {
  const row = await context.database
    .selectFrom('instances')
    .where('id', '=', operation.instance_id)
    .select(['written_at', 'values_fingerprint'])
    .executeTakeFirst();
  if (!row?.written_at || row.values_fingerprint === '') return false;
  if (row.values_fingerprint === found.record.valuesFingerprint) return false;
  return context.clock.now().getTime() - row.written_at.getTime() < standingMs;
}

function lookLater(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const now = context.clock.now().getTime();
  return context.journal.change(operation, { dueAt: new Date(now + lookAgainMs) });
}

/** The wanted values, and those that the other slots hold. A slot that the template no longer has takes none. */
function valuesToSend({ configSlots, authSlots }: Slots, wanted: WantedValues): SlotValues {
  const configValues = new Map(
    configSlots.flatMap(({ externalId, title, value }) =>
      title === null || value === null ? [] : [[externalId, value] as const],
    ),
  );
  const authValues = new Map(
    authSlots.flatMap(({ externalId, title, authenticationId }) =>
      title === null || authenticationId === null ? [] : [[externalId, authenticationId] as const],
    ),
  );
  for (const { externalId, value } of wanted.configValues) configValues.set(externalId, value);
  for (const { externalId, authentication } of wanted.authValues) authValues.set(externalId, authentication.id);
  return {
    configValues: [...configValues].map(([externalId, value]) => ({ externalId, value })),
    authValues: [...authValues].map(([externalId, authenticationId]) => ({ externalId, authenticationId })),
  };
}

/** Whether a slot is empty for which a value was sent. */
function hasLost({ configSlots, authSlots }: Slots, sent: SlotValues): boolean {
  return (
    sent.configValues.some(({ externalId }) =>
      configSlots.every((slot) => slot.externalId !== externalId || slot.value === null),
    ) ||
    sent.authValues.some(({ externalId }) =>
      authSlots.every((slot) => slot.externalId !== externalId || slot.authenticationId === null),
    )
  );
}

/** What was sent failed. What reads as a refusal may be a failure after the work: Tray's codes are undocumented. */
async function afterSending(
  context: WorkContext,
  operation: OperationRow,
  failure: { error: VendorError; owner: VendorOwner; wanted: WantedValues },
): Promise<OperationRow> {
  const { error, owner, wanted } = failure;
  if (error.wasDone === 'no' && error.code !== 'refused') {
    return endOrTryAgain(context, operation, { error, changed: 'nothing' });
  }
  let found: InstanceDetail;
  try {
    found = await look(context, operation, owner);
  } catch (failed) {
    if (!(failed instanceof VendorError)) throw failed;
    return endOrTryAgain(context, operation, { error, changed: 'unknown' });
  }
  if (holds(found, wanted)) return finish(context, operation, found.record, wanted);
  if (operation.attempts < mostTries) return endOrTryAgain(context, operation, { error, changed: 'nothing' });
  return context.journal.change(operation, { state: 'failed', problem: problemOf(error, 'nothing') });
}

async function endOrTryAgain(
  context: WorkContext,
  operation: OperationRow,
  { error, changed }: { error: VendorError; changed: 'nothing' | 'unknown' },
): Promise<OperationRow> {
  const now = context.clock.now();
  const problem = problemOf(error, changed);
  const mayPass = isTemporary(error);
  if (!mayPass || hasTriedEnough(operation, now))
    return context.journal.change(operation, { state: 'failed', problem });
  return context.journal.change(operation, {
    attempts: operation.attempts + 1,
    problem,
    data: { ...operation.data, sent: changed === 'unknown' },
    dueAt: new Date(now.getTime() + retryDelayMs(Math.max(0, operation.attempts - 1), error)),
  });
}

/** `isShort`: the vendor took the values and lost others, so that it must not look like a success. */
async function finish(
  context: WorkContext,
  operation: OperationRow,
  record: InstanceRecord,
  wanted: WantedValues,
  isShort = false,
): Promise<OperationRow> {
  const { database, journal, clock, logger } = context;
  const instanceId = await writeThrough(
    database,
    { vendor: operation.vendor, accountId: operation.account_id, record },
    clock,
    logger,
  );
  for (const connection of wanted.authValues) {
    // oxlint-disable-next-line no-await-in-loop -- an instance has a handful of slots
    await recordConnection(database, clock, { instanceId, ...connection, personId: operation.person_id });
  }
  if (isShort) {
    return journal.change(operation, { state: 'failed', problem: { code: 'vendor_garbled', changed: 'something' } });
  }
  return journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
}

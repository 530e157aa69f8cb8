import { writeThrough } from '../inventory/write-through.ts';
import type { InstanceRecord, VendorAdapter, VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { enable } from './enabling.ts';
import { deploy } from './deployables/deploying.ts';
import { isNothing, toGivenValues, toSlotValues } from './operation-values.ts';
import type { OperationRow } from './journal.ts';
import { hasTriedEnough, isWorthWaiting, problemOf, retryDelayMs } from './retrying.ts';
import { goOnFromChecking } from './set-up.ts';
import { recordConnection } from './slot-connections.ts';
import { adapterOf, ownerToActAs, type WorkContext } from './work-context.ts';

/** How long an unknown create is looked for before another is sent; reads may be stale for half of it. */
const settlingMs = 60_000;
const lookAgainMs = 2_000;
const queueMs = 1_000;
const mostCreates = 2;

/** Does the next step of an activation: create, settle an unknown create, or enable. */
export function advanceActivation(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  switch (operation.step) {
    case 'creating':
      // The journal says that a create went out and not what came of it: the process died in between.
      return operation.data.createSent ? beginSettling(context, operation) : create(context, operation);
    case 'settling':
      return settle(context, operation);
    case 'checking':
      // What was to be checked is: nothing is missing, or the process died before it went on.
      return goOnFromChecking(context, operation);
    default:
      return adapterOf(context, operation.vendor).deployables ? deploy(context, operation) : enable(context, operation);
  }
}

async function create(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const now = clock.now();
  if (await isAnotherCreating(context, operation)) {
    return journal.change(operation, { dueAt: new Date(now.getTime() + queueMs) });
  }
  const owner = await ownerToActAs(context, operation);
  const adapter = adapterOf(context, operation.vendor);
  let sent = operation;
  try {
    const known = await listOwn(adapter, owner, operation.template_id);
    // What an earlier create made after all, however late, is the instance that was asked for.
    const twin = await findMade(context, operation, known);
    if (twin) return await adopt(context, operation, twin);
    sent = await journal.change(operation, {
      data: {
        ...operation.data,
        knownIds: operation.data.knownIds ?? known.map((record) => record.vendorId),
        createSent: true,
        creates: (operation.data.creates ?? 0) + 1,
        tryingSince: operation.data.tryingSince ?? now.toISOString(),
      },
    });
    return await adopt(context, sent, await make(context, sent, { adapter, owner }));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (sent.data.createSent && error.wasDone === 'unknown') return beginSettling(context, sent, error);
    if (sent.data.createSent && error.code === 'refused')
      return lookAfterRefusal(context, sent, { adapter, owner, error });
    return refuseOrWait(context, sent, error);
  }
}

/** The call itself. Where instances are of a published version, of the one that was asked for. */
async function make(
  context: WorkContext,
  operation: OperationRow,
  { adapter, owner }: { adapter: VendorAdapter; owner: VendorOwner },
): Promise<InstanceRecord> {
  const { name, template_id: templateId, data } = operation;
  const values = await context.operationValues.read(operation.id);
  if (adapter.deployables && data.versionId !== undefined) {
    const wanted = { versionId: data.versionId, name, values: toGivenValues(values.given) };
    return adapter.deployables.writer.createInstance(owner, wanted);
  }
  return adapter.writer.createInstance(owner, {
    templateId: templateId ?? '',
    name,
    ...(isNothing(values) ? {} : { values: toSlotValues(values) }),
  });
}

/** Tray's codes are undocumented: what reads as a refusal may be a failure after the work, so it is looked for once. */
async function lookAfterRefusal(
  context: WorkContext,
  operation: OperationRow,
  refused: { adapter: VendorAdapter; owner: VendorOwner; error: VendorError },
): Promise<OperationRow> {
  const { adapter, owner, error } = refused;
  try {
    const made = await findMade(context, operation, await listOwn(adapter, owner, operation.template_id));
    if (made) return await adopt(context, operation, made);
  } catch (failure) {
    if (!(failure instanceof VendorError)) throw failure;
    return context.journal.change(operation, { state: 'failed', problem: problemOf(error, 'unknown') });
  }
  return refuseOrWait(context, operation, error);
}

/** Nothing was made: wait when time may help, else end. */
async function refuseOrWait(context: WorkContext, operation: OperationRow, error: VendorError): Promise<OperationRow> {
  const now = context.clock.now();
  const mayHelp = isWorthWaiting(error) || (!operation.data.createSent && error.wasDone === 'unknown');
  const problem = problemOf(error, 'nothing');
  if (!mayHelp || hasTriedEnough(operation, now)) {
    return context.journal.change(operation, { state: 'failed', problem });
  }
  return context.journal.change(operation, {
    attempts: operation.attempts + 1,
    problem,
    data: {
      ...operation.data,
      createSent: false,
      creates: Math.max(0, (operation.data.creates ?? 0) - (operation.data.createSent ? 1 : 0)),
      tryingSince: operation.data.tryingSince ?? now.toISOString(),
    },
    dueAt: new Date(now.getTime() + retryDelayMs(operation.attempts, error)),
  });
}

async function beginSettling(
  context: WorkContext,
  operation: OperationRow,
  error: VendorError | null = null,
): Promise<OperationRow> {
  return context.journal.change(operation, {
    step: 'settling',
    problem: error ? problemOf(error, 'unknown') : operation.problem,
    data: { ...operation.data, tryingSince: context.clock.now().toISOString() },
  });
}

/** Looks whether the create was done after all. Only after a minute without a trace is another one sent. */
async function settle(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { journal, clock } = context;
  const owner = await ownerToActAs(context, operation);
  const adapter = adapterOf(context, operation.vendor);
  try {
    const made = await findMade(context, operation, await listOwn(adapter, owner, operation.template_id));
    if (made) return await adopt(context, operation, made);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
  }
  const now = clock.now();
  const since = Date.parse(operation.data.tryingSince ?? operation.started_at.toISOString());
  if (now.getTime() - since < settlingMs) {
    return journal.change(operation, { dueAt: new Date(now.getTime() + lookAgainMs) });
  }
  if ((operation.data.creates ?? 0) >= mostCreates) {
    const problem = operation.problem ?? { code: 'outcome_unknown' as const, changed: 'unknown' as const };
    return journal.change(operation, { state: 'failed', problem: { ...problem, changed: 'unknown' } });
  }
  return journal.change(operation, {
    step: 'creating',
    data: { ...operation.data, createSent: false, tryingSince: now.toISOString() },
  });
}

/**
 * The instance that an earlier create of this operation, or of the one that it tries again, has made: of its name, not
 * there before the first create, and nobody else's set-up. Null when there is none, or no create went out yet.
 */
async function findMade(
  context: WorkContext,
  operation: OperationRow,
  own: InstanceRecord[],
): Promise<InstanceRecord | null> {
  const { knownIds } = operation.data;
  if (knownIds === undefined) return null;
  const candidates = own
    .filter((record) => !knownIds.includes(record.vendorId) && record.name === operation.name)
    .toSorted((one, other) => Number(one.createdAt) - Number(other.createdAt));
  if (candidates.length === 0) return null;
  const taken = await context.database
    .selectFrom('instances')
    .innerJoin('operations', 'operations.instance_id', 'instances.id')
    .where('instances.vendor', '=', operation.vendor)
    .where(
      'instances.vendor_id',
      'in',
      candidates.map((record) => record.vendorId),
    )
    .where('operations.kind', '=', 'activate')
    .select('instances.vendor_id')
    .execute();
  const takenIds = new Set(taken.map((row) => row.vendor_id));
  return candidates.find((record) => !takenIds.has(record.vendorId)) ?? null;
}

/**
 * The instance exists: it enters the index, and a person has to configure it. Where what was given with the activation is
 * all that it needs, nobody has to: it goes on by itself.
 */
async function adopt(context: WorkContext, operation: OperationRow, record: InstanceRecord): Promise<OperationRow> {
  const values = await context.operationValues.read(operation.id);
  const instanceId = await writeThrough(
    context.database,
    { vendor: operation.vendor, accountId: operation.account_id, record },
    context.clock,
    context.logger,
  );
  for (const connection of values.authValues) {
    // oxlint-disable-next-line no-await-in-loop -- an instance has a handful of slots
    await recordConnection(context.database, context.clock, {
      instanceId,
      ...connection,
      personId: operation.person_id,
    });
  }
  // A wizard of the vendor's own may have more to say than what is missing; a form of ours has not.
  const isOurs = adapterOf(context, operation.vendor).deployables !== null;
  const isComplete = (isOurs || !isNothing(values)) && record.required !== 'missing';
  return context.journal.change(operation, {
    ...(isComplete
      ? { state: 'running' as const, step: 'checking' as const }
      : { state: 'waiting_for_person' as const, step: 'configuring' as const }),
    forgetsValues: true,
    instanceId,
    problem: null,
    attempts: 0,
    data: operation.data.versionId === undefined ? {} : { versionId: operation.data.versionId },
  });
}

/** Creates of one account and template go one after the other, or their outcomes could not be told apart. */
async function isAnotherCreating(context: WorkContext, operation: OperationRow): Promise<boolean> {
  const earlier = await context.database
    .selectFrom('operations')
    .where('account_id', '=', operation.account_id)
    .where('template_id', '=', operation.template_id)
    .where('kind', '=', 'activate')
    .where('state', '=', 'running')
    .where('step', 'in', ['creating', 'settling'])
    .where('id', '!=', operation.id)
    .where((row) =>
      row.or([
        row('started_at', '<', operation.started_at),
        row.and([row('started_at', '=', operation.started_at), row('id', '<', operation.id)]),
      ]),
    )
    .select('id')
    .executeTakeFirst();
  return earlier !== undefined;
}

async function listOwn(
  adapter: VendorAdapter,
  owner: VendorOwner,
  templateId: string | null,
): Promise<InstanceRecord[]> {
  const records: InstanceRecord[] = [];
  let after: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const page: { records: InstanceRecord[]; next: string | null } = await adapter.reader.listOwnInstances(
      owner,
      after,
    );
    records.push(...page.records);
    after = page.next;
  } while (after !== null);
  return records.filter((record) => record.templateId === templateId);
}

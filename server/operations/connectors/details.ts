import { type InstanceDetails, instanceDetailsSchema } from '#contract/connectors.ts';
import type { FieldProblem } from '#contract/problems.ts';
import * as z from 'zod/mini';
import { ownerAt } from '../../accounts/vendor-links.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorInstanceDetail } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { auditRefused } from './audit-refused.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal, refuseFields } from './connector-refusal.ts';
import { problemsOf } from './draft-content.ts';
import { mayHaveBeenDone } from '../may-have-been-done.ts';
import { readPresent } from './present-detail.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

const someDetails = z.partial(instanceDetailsSchema);

type SomeDetails = Partial<InstanceDetails>;

const detailKeys = ['name', 'timeZone', 'dateFormat', 'rateLimitAmount', 'rateLimitUnit', 'poolId'] as const;

/**
 * Saves the details that differ from `previous`, which is how they were read before; what did not change is neither checked
 * nor sent. Throws `ConnectorRefusal`: `bad_input`, or `conflict` when the vendor has something else by now in a field that
 * is to be changed, and then nothing is saved; and `VendorError`.
 */
export async function changeDetails(
  context: ConnectorContext,
  asking: Asking,
  instance: IndexedInstance,
  input: { details: InstanceDetails; previous: InstanceDetails },
): Promise<void> {
  const wanted = readWanted(input);
  if (Object.keys(wanted).length === 0) return;
  const owner = await ownerAt(context.database, instance.vendor, instance.account.id);
  const now = await readPresent(context, owner, instance);
  refuseChangedMeanwhile(wanted, input.previous, now.details);
  await refusePool(context, owner, instance, wanted, now);
  const left = pick(wanted, (key) => wanted[key] !== now.details[key]);
  if (Object.keys(left).length === 0) return;
  const changed = await send(context, asking, { instance, owner }, left);
  await record(context, asking, instance, { changed, left });
}

/** What differs from before, parsed. */
function readWanted({ details, previous }: { details: InstanceDetails; previous: InstanceDetails }): SomeDetails {
  const parsed = someDetails.safeParse(pick(details, (key) => details[key] !== previous[key]));
  if (!parsed.success) throw new ConnectorRefusal('bad_input', { fields: problemsOf(parsed.error.issues) });
  return pick(parsed.data, (key) => parsed.data[key] !== previous[key]);
}

/** Somebody else's change of another field does no harm, nor does one to the very value that is wanted. */
function refuseChangedMeanwhile(wanted: SomeDetails, previous: InstanceDetails, now: InstanceDetails): void {
  const fields: Record<string, FieldProblem> = {};
  for (const key of detailKeys) {
    if (wanted[key] === undefined || now[key] === previous[key] || now[key] === wanted[key]) continue;
    fields[key] = 'changed_meanwhile';
  }
  if (Object.keys(fields).length > 0) throw new ConnectorRefusal('conflict', { fields });
}

async function refusePool(
  context: ConnectorContext,
  owner: VendorOwner,
  { vendor }: IndexedInstance,
  { poolId }: SomeDetails,
  { takesPool }: ConnectorInstanceDetail,
): Promise<void> {
  if (poolId === undefined || poolId === null) return;
  const pools = takesPool ? await portOf(context, vendor).reader.listPools(owner) : [];
  refuseFields(pools.some(({ id }) => id === poolId) ? {} : { poolId: 'unknown_value' });
}

async function send(
  context: ConnectorContext,
  asking: Asking,
  { instance, owner }: { instance: IndexedInstance; owner: VendorOwner },
  wanted: SomeDetails,
): Promise<ConnectorInstanceDetail> {
  const { reader, writer } = portOf(context, instance.vendor);
  try {
    return await writer.changeDetails(owner, instance.vendorId, wanted);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (mayHaveBeenDone(error)) {
      const after = await unlessVendorFails(reader.readInstance(owner, instance.vendorId));
      if (after && detailKeys.every((key) => wanted[key] === undefined || wanted[key] === after.details[key]))
        return after;
    }
    const subject = { asking, accountId: instance.account.id, instanceId: instance.id };
    await auditRefused(context, 'instance.change_details', subject, error);
    throw error;
  }
}

async function record(
  { database, audit, clock, logger }: ConnectorContext,
  { person, requestId }: Asking,
  { id, vendor, account }: IndexedInstance,
  { changed, left }: { changed: ConnectorInstanceDetail; left: SomeDetails },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await writeThrough(transaction, { vendor, accountId: account.id, record: changed.record }, clock, logger);
    await audit.append(
      {
        action: 'instance.change_details',
        outcome: 'done',
        personId: person.id,
        accountId: account.id,
        instanceId: id,
        detail: left.name ?? null,
        requestId,
      },
      transaction,
    );
  });
}

function pick(details: z.infer<typeof someDetails>, isKept: (key: keyof InstanceDetails) => boolean): SomeDetails {
  return Object.fromEntries(
    detailKeys.flatMap((key) => (details[key] !== undefined && isKept(key) ? [[key, details[key]]] : [])),
  );
}

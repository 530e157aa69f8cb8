import type { CredentialsOutcome } from '#contract/endpoints/connectors.ts';
import type { FieldValues } from '#contract/connectors.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { InstanceRecord, VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorPort } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal } from './connector-refusal.ts';
import { auditRefused } from './audit-refused.ts';
import { beginConsent } from './consents.ts';
import { besideDraftFields, type CompleteContent, completeContent } from './draft-content.ts';
import { whileClaimed } from './draft-claim.ts';
import { type DraftRow, readForm } from './drafts.ts';
import { mayHaveBeenDone } from '../may-have-been-done.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

/** How long an instance whose create has an unknown outcome is looked for before another is sent. */
const settlingMs = 60_000;

/** A draft that is being worked on, with who its account is at the vendor. */
interface Making {
  context: ConnectorContext;
  asking: Asking;
  draft: DraftRow;
  owner: VendorOwner;
  port: ConnectorPort;
}

/**
 * Makes the instance of a draft, once: whoever asks again is told the same instance, and a create whose outcome is unknown is
 * looked for before another is sent. Throws `ConnectorRefusal` and `VendorError`; `secrets` are kept nowhere.
 */
export function makeInstance(
  context: ConnectorContext,
  asking: Asking,
  draftId: string,
  secrets: FieldValues,
): Promise<CredentialsOutcome> {
  return whileMaking(context, asking, draftId, async (making) => {
    const made = await alreadyMade(making);
    if (made !== null) {
      const { sent, content } = making.draft;
      return { state: 'done', instanceId: made, name: sent?.name ?? content.details.name };
    }
    const form = await readForm(context, making.draft);
    const wanted = completeContent(making.draft.content, secrets, form);
    try {
      return await (wanted.method.kind === 'consent' ? sendForConsent(making, wanted) : create(making, wanted));
    } catch (error) {
      throw besideDraftFields(error, wanted.method);
    }
  });
}

/** The same for whoever ends the consent that a draft began. */
export function whileMaking<Result>(
  context: ConnectorContext,
  asking: Asking,
  draftId: string,
  work: (making: Making) => Promise<Result>,
): Promise<Result> {
  return whileClaimed(context, draftId, async (draft) => {
    const owner = await ownerAt(context.database, draft.vendor, draft.account_id);
    return work({ context, asking, draft, owner, port: portOf(context, draft.vendor) });
  });
}

/**
 * The instance that the draft has led to already, by our id; null when there is surely none. Throws `ConnectorRefusal`
 * `outcome_unknown` while nobody can tell.
 */
export async function alreadyMade(making: Making): Promise<string | null> {
  const { draft, context } = making;
  if (draft.instance_id !== null) return draft.instance_id;
  if (draft.sent === null) return null;
  const found = await lookForMade(making);
  if (found) return adopt(making, found);
  if (draft.sent.isRefused) return null;
  const overAt = new Date(Date.parse(draft.sent.at) + settlingMs);
  if (overAt <= context.clock.now()) return null;
  throw new ConnectorRefusal('outcome_unknown', { changed: 'unknown', retryAt: overAt.toISOString() });
}

/**
 * Does what makes the instance at the vendor. Before it, what is there already is kept with the draft, so that what appears
 * can be told from it. Answers our id.
 */
export async function makeOnce(making: Making, name: string, make: () => Promise<InstanceRecord>): Promise<string> {
  const noted = { ...making, draft: await noteSent(making, name) };
  try {
    return await adopt(noted, await make());
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const found = mayHaveBeenDone(error) ? await unlessVendorFails(lookForMade(noted)) : null;
    if (found) return adopt(noted, found);
    if (error.wasDone === 'no') await noteRefused(noted, error);
    await auditRefused(noted.context, 'instance.create', subjectOf(noted), error);
    throw error;
  }
}

async function create(making: Making, wanted: CompleteContent): Promise<CredentialsOutcome> {
  const { port, owner, draft } = making;
  const send = async () => {
    const saved = await port.writer.createInstance(owner, requestOf(making, wanted));
    if (saved.state === 'done') return saved.detail.record;
    // A method that was not said to need consent: nothing was made, and the person cannot be sent out unprepared.
    throw new VendorError(draft.vendor, 'vendor_garbled', { wasDone: 'no' });
  };
  const { name } = wanted.details;
  return { state: 'done', instanceId: await makeOnce(making, name, send), name };
}

/** Nothing is made before the person has agreed, so nothing needs to be looked for either. */
async function sendForConsent(making: Making, wanted: CompleteContent): Promise<CredentialsOutcome> {
  const { context: within, asking, draft, owner, port } = making;
  try {
    const saved = await port.writer.createInstance(owner, requestOf(making, wanted));
    if (saved.state === 'done') return { state: 'done', instanceId: await adopt(making, saved.detail.record) };
    const { name } = wanted.details;
    const about = { accountId: draft.account_id, vendor: draft.vendor, draftId: draft.id, name, instanceId: null };
    await beginConsent(within, asking, about, saved.vendorState);
    return { state: 'consent', url: saved.url };
  } catch (error) {
    if (error instanceof VendorError) await auditRefused(within, 'instance.create', subjectOf(making), error);
    throw error;
  }
}

function requestOf({ context: within, draft }: Making, { details, method, values }: CompleteContent) {
  return {
    connectorId: draft.connector_id,
    methodId: method.id,
    details,
    values,
    returnUrl: within.returnUrl,
  };
}

/**
 * Nothing is sent by whoever has lost the claim meanwhile, as a process does that stood still for too long: somebody else may
 * have made the instance. Throws `ConnectorRefusal` `busy` then.
 */
async function noteSent(making: Making, name: string): Promise<DraftRow> {
  const { context: within, draft, owner, port } = making;
  const known = draft.sent?.knownIds ?? (await port.reader.listInstances(owner)).map(({ record }) => record.vendorId);
  const now = within.clock.now();
  const noted = await within.database
    .updateTable('connector_drafts')
    .set({ sent: JSON.stringify({ knownIds: known, name, at: now.toISOString() }), changed_at: now })
    .where('id', '=', draft.id)
    .where('claim', '=', draft.claim)
    .returningAll()
    .executeTakeFirst();
  if (!noted) throw new ConnectorRefusal('busy');
  return noted;
}

/** A refusal that may have come after the work is looked into once more at the next try, which need not wait for it. */
async function noteRefused({ context: within, draft }: Making, error: VendorError): Promise<void> {
  const sent = mayHaveBeenDone(error) && draft.sent ? JSON.stringify({ ...draft.sent, isRefused: true }) : null;
  await within.database.updateTable('connector_drafts').set({ sent }).where('id', '=', draft.id).execute();
}

/**
 * The instance that has appeared with the connector and name that were sent, unless another draft made it. Of several the
 * oldest: when a late twin has come, a further create would only add a third.
 */
async function lookForMade({ context: within, draft, owner, port }: Making): Promise<InstanceRecord | null> {
  const { sent } = draft;
  if (sent === null) return null;
  const known = new Set(sent.knownIds);
  const listed = await port.reader.listInstances(owner);
  const candidates = listed.filter(
    ({ record }) =>
      record.templateId === draft.connector_id &&
      tidied(record.name) === tidied(sent.name) &&
      !known.has(record.vendorId),
  );
  if (candidates.length === 0) return null;
  const others = await within.database
    .selectFrom('connector_drafts')
    .innerJoin('instances', 'instances.id', 'connector_drafts.instance_id')
    .where('instances.vendor', '=', draft.vendor)
    .where(
      'instances.vendor_id',
      'in',
      candidates.map(({ record }) => record.vendorId),
    )
    .select('instances.vendor_id as vendorId')
    .execute();
  const left = candidates
    .map(({ record }) => record)
    .filter((record) => others.every(({ vendorId }) => vendorId !== record.vendorId));
  return left.toSorted((one, other) => Number(one.createdAt) - Number(other.createdAt))[0] ?? null;
}

/** A vendor may tidy a name up before it keeps it: PHP's `trim` and JavaScript's do not take the same signs away. */
function tidied(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Row, draft and audit entry at once: a crash before leaves the draft to find its instance again. */
async function adopt(making: Making, record: InstanceRecord): Promise<string> {
  const { context: within, asking, draft } = making;
  const { database, audit, clock, logger } = within;
  return database.transaction().execute(async (transaction) => {
    const input = { vendor: draft.vendor, accountId: draft.account_id, record };
    const instanceId = await writeThrough(transaction, input, clock, logger);
    await transaction
      .updateTable('connector_drafts')
      .set({ instance_id: instanceId, sent: null, changed_at: clock.now() })
      .where('id', '=', draft.id)
      .execute();
    await audit.append(
      {
        action: 'instance.create',
        outcome: 'done',
        personId: asking.person.id,
        accountId: draft.account_id,
        instanceId,
        detail: record.name,
        requestId: asking.requestId,
      },
      transaction,
    );
    return instanceId;
  });
}

function subjectOf({ asking, draft }: Making) {
  return { asking, accountId: draft.account_id, instanceId: null };
}

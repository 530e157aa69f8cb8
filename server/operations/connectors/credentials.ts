import type { CredentialsOutcome } from '#contract/endpoints/connectors.ts';
import type { FieldValues } from '#contract/connectors.ts';
import type { FieldProblem } from '#contract/problems.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorInstanceDetail, SavedInstance } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { auditRefused } from './audit-refused.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal, refuseFields } from './connector-refusal.ts';
import { beginConsent } from './consents.ts';
import { mayHaveBeenDone } from '../may-have-been-done.ts';
import { readPresent } from './present-detail.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

type Consent = Extract<SavedInstance, { state: 'consent' }>;

/**
 * Changes an instance's credentials, which its vendor checks first. Throws `ConnectorRefusal` `bad_input` for what does not
 * fit the fields, and `VendorError`. The values are kept nowhere.
 */
export async function changeCredentials(
  context: ConnectorContext,
  asking: Asking,
  instance: IndexedInstance,
  values: FieldValues,
): Promise<CredentialsOutcome> {
  const { writer } = portOf(context, instance.vendor);
  const owner = await ownerAt(context.database, instance.vendor, instance.account.id);
  const before = await readPresent(context, owner, instance);
  refuseValues(before, values);
  const wanted = { values, returnUrl: context.returnUrl };
  const consent = await saveCredentials(context, asking, { instance, owner, before }, () =>
    writer.changeCredentials(owner, instance.vendorId, wanted),
  );
  if (consent === null) return { state: 'done', instanceId: instance.id };
  return sendForConsent(context, asking, instance, consent);
}

async function sendForConsent(
  context: ConnectorContext,
  asking: Asking,
  { id, vendor, account }: IndexedInstance,
  { url, vendorState }: Consent,
): Promise<CredentialsOutcome> {
  await beginConsent(
    context,
    asking,
    { accountId: account.id, vendor, draftId: null, name: null, instanceId: id },
    vendorState,
  );
  await context.audit.append({
    action: 'instance.begin_consent',
    outcome: 'done',
    personId: asking.person.id,
    accountId: account.id,
    instanceId: id,
    requestId: asking.requestId,
  });
  return { state: 'consent', url };
}

/**
 * Does what saves credentials, and records it. Where the outcome is unknown the vendor is asked: a later check than before
 * means that they are saved. Answers null once they are, else the consent that is needed first. Throws what `save` throws.
 */
export async function saveCredentials(
  context: ConnectorContext,
  asking: Asking,
  about: { instance: IndexedInstance; owner: VendorOwner; before: ConnectorInstanceDetail },
  save: () => Promise<SavedInstance>,
): Promise<Consent | null> {
  const { instance, owner, before } = about;
  const subject = { asking, accountId: instance.account.id, instanceId: instance.id };
  try {
    const saved = await save();
    if (saved.state === 'consent') return saved;
    await record(context, subject, instance, saved.detail);
    return null;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { reader } = portOf(context, instance.vendor);
    const isUnsure = mayHaveBeenDone(error);
    const after = isUnsure ? await unlessVendorFails(reader.readInstance(owner, instance.vendorId)) : null;
    if (after && Number(after.lastCheckedAt) > Number(before.lastCheckedAt)) {
      await record(context, subject, instance, after);
      return null;
    }
    await auditRefused(context, 'instance.change_credentials', subject, error);
    throw error;
  }
}

async function record(
  { database, audit, clock, logger }: ConnectorContext,
  { asking, accountId, instanceId }: { asking: Asking; accountId: string; instanceId: string },
  { vendor }: IndexedInstance,
  detail: ConnectorInstanceDetail,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await writeThrough(transaction, { vendor, accountId, record: detail.record }, clock, logger);
    await audit.append(
      {
        action: 'instance.change_credentials',
        outcome: 'done',
        personId: asking.person.id,
        accountId,
        instanceId,
        requestId: asking.requestId,
      },
      transaction,
    );
  });
}

/** Only fields of the method are taken, and none that it requires may be emptied. */
function refuseValues({ fields: stored, methodKind }: ConnectorInstanceDetail, values: FieldValues): void {
  const known = new Map(stored.map((field) => [field.key, field]));
  const fields: Record<string, FieldProblem> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = known.get(key);
    if (!field) fields[`values.${key}`] = 'unknown_value';
    else if (field.required && value.trim() === '') fields[`values.${key}`] = 'required';
  }
  refuseFields(fields);
  const isEmpty = Object.keys(values).length === 0;
  if (isEmpty && methodKind !== 'consent') throw new ConnectorRefusal('bad_input', { fields: { values: 'required' } });
}

import { type ConfigurationCopy, configurationCopySchema, copyFormat } from '#contract/configuration-copy.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorReader } from '../../vendors/connectors.ts';
import type { DeployableReader } from '../../vendors/deployables.ts';
import type { DeploymentReader } from '../../vendors/deployments.ts';
import { ForeignRowsError, VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { readPresent } from '../connectors/present-detail.ts';
import { type DeployableContext, lacking, watched } from '../deployables/deployable-context.ts';
import { adapterOf } from '../work-context.ts';
import type { Copied } from './copied.ts';
import { copyConnector } from './copy-connector.ts';
import { copyForm } from './copy-form.ts';
import { copyPackage } from './copy-package.ts';
import { copySlots } from './copy-slots.ts';
import { knownPackage } from './known-package.ts';

/**
 * What an instance is set to, asked of its vendor now, without secrets. That it was taken, or could not be, is in the log before
 * anybody has it; nothing of it is kept. Throws `VendorError`, `gone` when the vendor has none of it.
 */
export async function takeCopy(
  context: DeployableContext,
  instance: IndexedInstance,
  asking: Asking,
): Promise<ConfigurationCopy> {
  const note = {
    action: 'instance.view_snapshot',
    personId: asking.person.id,
    accountId: instance.account.id,
    instanceId: instance.id,
    requestId: asking.requestId,
  } as const;
  try {
    const copy = await readCopy(context, instance, asking);
    await context.audit.append({ ...note, outcome: 'done' });
    return copy;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const outcome = error.code === 'refused' ? 'refused' : 'failed';
    await context.audit.append({ ...note, outcome, problemCode: error.code });
    throw error;
  }
}

async function readCopy(
  context: DeployableContext,
  instance: IndexedInstance,
  asking: Asking,
): Promise<ConfigurationCopy> {
  const { vendor, account } = instance;
  const owner = await ownerFor(context.database, vendor, account.id, asking.person);
  const takenAt = context.clock.now().toISOString();
  const copied = await watched(context, account.id, () => copyAtVendor(context, instance, { asking, owner }));
  const { name, template, content, leftOut } = copied;
  const copy = configurationCopySchema.safeParse({
    format: copyFormat,
    version: 1,
    takenAt,
    instance: { id: instance.id, vendorId: instance.vendorId, name },
    account: { externalId: account.externalId, name: account.name },
    template: { vendor, ...template },
    content,
    leftOut,
  } satisfies ConfigurationCopy);
  // What could not be read again is no copy, and nobody should find that out after the removal.
  if (!copy.success) throw new VendorError(vendor, 'vendor_garbled', { wasDone: 'no', cause: copy.error });
  return copy.data;
}

/** Which of the ports has it is the vendor's; all others are of slots. */
async function copyAtVendor(
  context: DeployableContext,
  instance: IndexedInstance,
  as: { asking: Asking; owner: VendorOwner },
): Promise<Copied> {
  const adapter = adapterOf(context, instance.vendor);
  if (adapter.deployables !== null) return copyOfForm(context, instance, as, adapter.deployables.reader);
  if (adapter.connectors !== null) return copyOfConnector(context, instance, as.owner, adapter.connectors.reader);
  if (adapter.deployments !== null) return copyOfPackage(context, instance, as.owner, adapter.deployments.reader);
  const detail = await adapter.reader.readInstance(as.owner, instance.vendorId);
  if (detail === null) return lacking(context, instance);
  demandOwned(instance, detail.record, as.owner);
  return copySlots(detail);
}

async function copyOfForm(
  context: DeployableContext,
  instance: IndexedInstance,
  { asking, owner }: { asking: Asking; owner: VendorOwner },
  reader: DeployableReader,
): Promise<Copied> {
  const detail = await reader.readInstance(owner, instance.vendorId);
  if (detail === null) return lacking(context, instance);
  demandOwned(instance, detail.record, owner);
  const form = await reader.readForm(owner, detail.versionId);
  return copyForm(detail, form?.templateId === detail.record.templateId ? form : null, asking.person);
}

async function copyOfConnector(
  context: DeployableContext,
  instance: IndexedInstance,
  owner: VendorOwner,
  reader: ConnectorReader,
): Promise<Copied> {
  const detail = await readPresent(context, owner, instance);
  demandOwned(instance, detail.record, owner);
  return copyConnector(detail, await reader.readForm(owner, detail.connector.connectorId));
}

async function copyOfPackage(
  context: DeployableContext,
  instance: IndexedInstance,
  owner: VendorOwner,
  reader: DeploymentReader,
): Promise<Copied> {
  const detail = await reader.readDeployment(owner, instance.vendorId);
  if (detail === null) return lacking(context, instance);
  return copyPackage(detail, instance, detail.packagePath ?? (await knownPackage(context.database, instance.id)));
}

function demandOwned(
  { vendor }: IndexedInstance,
  { vendorAccountId }: { vendorAccountId: string },
  owner: VendorOwner,
) {
  if (vendorAccountId !== owner.vendorAccountId) throw new ForeignRowsError(vendor);
}

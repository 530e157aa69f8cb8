import type { Visibility } from '#contract/deployments.ts';
import { accountsOfOwners, ownerFor } from '../../accounts/vendor-links.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { keepDeployment } from '../../inventory/deployments/keep-deployments.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { ActsAs, DeploymentRecord } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';
import { adapterOf, type WorkContext } from '../work-context.ts';
import { deploymentPortOf } from './job-context.ts';

/**
 * Changes who sees a solution, and answers who does afterwards: whoever may not publish gets a review instead, and the
 * answer to the change does not say which. Asking twice is the same change. The caller has checked that this person may.
 */
export async function changeVisibility(
  context: Pick<WorkContext, 'database' | 'adapters' | 'clock' | 'logger'> & { audit: AuditLog },
  { person, requestId }: Asking,
  instance: IndexedInstance,
  visibility: Visibility,
): Promise<Visibility | 'unknown'> {
  const port = deploymentPortOf(context, instance.vendor);
  const owner = await ownerFor(context.database, instance.vendor, instance.account.id, person);
  // An owner who publishes asks for a review; it is the administrator who publishes.
  const as: ActsAs = visibility === 'public' ? 'operator' : owner;
  const entry = {
    action: 'instance.change_visibility',
    personId: person.id,
    accountId: instance.account.id,
    instanceId: instance.id,
    detail: visibility,
    requestId,
  } as const;
  let changed: DeploymentRecord;
  try {
    changed = (await port.writer.setVisibility(as, instance.vendorId, visibility)).deployment;
  } catch (error) {
    if (error instanceof VendorError)
      await context.audit.append({ ...entry, outcome: 'failed', problemCode: error.code });
    throw error;
  }
  await context.audit.append({ ...entry, outcome: 'done' });
  const found = (await unlessVendorFails(port.reader.readVisibility(as, changed))) ?? 'unknown';
  await keep(context, instance, { ...changed, visibility: found });
  return found;
}

/** What is published belongs to everybody from then on, and so stands in another account. */
async function keep(
  context: Pick<WorkContext, 'database' | 'adapters' | 'clock' | 'logger'>,
  instance: IndexedInstance,
  deployment: DeploymentRecord,
): Promise<void> {
  const { database, clock, logger } = context;
  const { vendor } = instance;
  const { reader } = adapterOf(context, vendor);
  const { vendorAccountId, vendorId } = deployment;
  // It is changed, whatever can be read after it. The next reading of everything brings what these do not.
  const source = { vendor, listOwners: () => reader.listOwners() };
  const accounts = await unlessVendorFails(accountsOfOwners(database, source, [vendorAccountId], clock));
  const accountId = accounts?.get(vendorAccountId);
  const read = await unlessVendorFails(reader.readInstance({ vendorAccountId, credential: 'operator' }, vendorId));
  if (accountId === undefined || read === null) {
    // Nothing counts as everybody's in an account of somebody's: that one would be taken for everybody's as a whole.
    await keepDeployment(database, instance.id, { ...deployment, isPublic: false });
    return;
  }
  await writeThrough(database, { vendor, accountId, record: read.record }, clock, logger);
  await keepDeployment(database, instance.id, deployment);
}

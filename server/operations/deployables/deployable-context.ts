import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import type { DeployableDetail, DeployablePort } from '../../vendors/deployables.ts';
import type { VendorOwner } from '../../vendors/records.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { adapterThatCan, type WorkContext } from '../work-context.ts';

/** What is done at once, in answer to a request, works with this. */
export interface DeployableContext extends WorkContext {
  audit: AuditLog;
}

/** An instance that somebody may reach, who asks, and as whom the vendor is asked. */
export interface Reached {
  instance: IndexedInstance;
  asking: Asking;
  owner: VendorOwner;
  port: DeployablePort;
}

/** The vendor's own abilities. Throws `VendorError` `not_connected` or `unsupported`. */
export function portOf(context: Pick<WorkContext, 'adapters'>, vendor: Vendor): DeployablePort {
  const { deployables } = adapterThatCan(context, vendor, 'deployables');
  if (!deployables) throw new VendorError(vendor, 'unsupported', { wasDone: 'no' });
  return deployables;
}

/** Makes ready to ask the vendor about an instance. Throws `VendorError`. */
export async function reach(context: DeployableContext, instance: IndexedInstance, asking: Asking): Promise<Reached> {
  const port = portOf(context, instance.vendor);
  const owner = await ownerFor(context.database, instance.vendor, instance.account.id, asking.person);
  return { instance, asking, owner, port };
}

/**
 * Asks the vendor about an account's instances. That the vendor answered with somebody else's is audited; the error goes on
 * to the caller.
 */
export async function watched<Answer>(
  context: Pick<DeployableContext, 'audit'>,
  accountId: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    await auditForeignRows(context.audit, error, accountId);
    throw error;
  }
}

/** The whole instance. Throws `VendorError`, `gone` when the vendor has none of it. */
export async function readDetail(
  context: DeployableContext,
  { instance, owner, port }: Reached,
): Promise<DeployableDetail> {
  const detail = await watched(context, instance.account.id, () => port.reader.readInstance(owner, instance.vendorId));
  return detail ?? lacking(context, instance);
}

/** What the vendor does not show is gone, unless it was made so recently that it may still come. */
export function lacking(context: Pick<WorkContext, 'clock'>, instance: IndexedInstance): never {
  const isTooEarly = mayStillAppear(instance.createdAt, context.clock.now());
  throw new VendorError(instance.vendor, isTooEarly ? 'vendor_garbled' : 'gone', { wasDone: 'no' });
}

/** True for whoever acts with the operator's credential, and sees what only the operator sets. */
export function isOperator(person: Pick<Person, 'role'>): boolean {
  return person.role === 'admin';
}

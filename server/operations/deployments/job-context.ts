import type { JobKind, DeploymentPort } from '../../vendors/deployments.ts';
import type { StoredJob } from '../../platform/database/operation-tables.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { mayReach, runRefusal } from '../../accounts/ownership.ts';
import { findPerson } from '../../accounts/people.ts';
import { isPublicTo } from '../../inventory/deployments/public-solutions.ts';
import type { OperationRow } from '../journal.ts';
import { adapterOf, NoLongerAllowedError, ownerToActAs, type WorkContext } from '../work-context.ts';

/** What this vendor can do about solutions that are deployed. Throws `VendorError` `unsupported` where that is nothing. */
export function deploymentPortOf(
  context: Pick<WorkContext, 'adapters'>,
  vendor: OperationRow['vendor'],
): DeploymentPort {
  const { deployments } = adapterOf(context, vendor);
  if (!deployments) throw new VendorError(vendor, 'unsupported', { wasDone: 'no' });
  return deployments;
}

/** A job that is still to be sent. `runId`: the id that a run is given, by which it is found again. */
export function newJob(kind: JobKind, as: StoredJob['as'], runId: string | null = null): StoredJob {
  return { kind, as, jobId: null, runId, polls: 0, progress: null };
}

/** The job of an operation that was started with one. */
export function jobOf(operation: OperationRow): StoredJob {
  const { job } = operation.data;
  if (!job) throw new Error(`operation ${operation.id} has no job`);
  return job;
}

/**
 * Who a run goes out as, after asking once more whether whoever started it may still run this: the solution can have been
 * taken back from everybody, or given to somebody else, since it was asked for.
 */
export async function ownerToRunAs(context: WorkContext, operation: OperationRow): Promise<VendorOwner> {
  const owner = await ownerToActAs(context, operation, runRefusal);
  if (operation.instance_id === null) return owner;
  const { database } = context;
  const instance = await database
    .selectFrom('instances')
    .where('id', '=', operation.instance_id)
    .where('removed_at', 'is', null)
    .select(['id', 'account_id'])
    .executeTakeFirst();
  if (!instance) throw new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  const person = await findPerson(database, operation.person_id);
  const isPublic = person !== null && (await isPublicTo(database, { person, instanceId: instance.id }));
  if (person === null || !mayReach(person, instance.account_id, isPublic)) throw new NoLongerAllowedError();
  return owner;
}

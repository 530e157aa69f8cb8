import { spaceOf } from '../../inventory/deployments/newest-job.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { RunRecord } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { problemOf } from '../retrying.ts';
import { instanceOf, type WorkContext } from '../work-context.ts';
import { deploymentPortOf, jobOf } from './job-context.ts';

/**
 * Whether the vendor knows a run of our id, and whether that is ours: an id of a person's own may be another run's. Throws
 * `VendorError` when it could not be asked.
 */
export async function findBegun(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
): Promise<'begun' | 'not_begun' | 'of_another'> {
  const { reader } = deploymentPortOf(context, operation.vendor);
  const jobId = jobOf(operation).runId ?? '';
  let unread: VendorError | null = null;
  try {
    const run = await reader.readRun(owner, jobId, spacesOf(operation));
    if (run !== null) return (await isOfSolution(context, operation, run)) ? 'begun' : 'of_another';
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    unread = error;
  }
  try {
    await reader.readJob(owner, { jobId, kind: 'run' });
    return 'begun';
  } catch (error) {
    // In these words it says that there is no such job, and much else besides.
    if (!(error instanceof VendorError) || error.code !== 'refused') throw error;
  }
  if (unread !== null) throw unread;
  return 'not_begun';
}

/** Where the vendor does not tell of which solution a run is, or nobody here knows that one, it counts as ours. */
async function isOfSolution(context: WorkContext, operation: OperationRow, run: RunRecord): Promise<boolean> {
  if (run.deploymentId === null) return true;
  const { named } = jobOf(operation);
  if (named === undefined) return run.deploymentId === (await instanceOf(context, operation)).vendorId;
  const solution = await context.database
    .selectFrom('instances')
    .innerJoin('deployments', 'deployments.instance_id', 'instances.id')
    .where('instances.vendor', '=', operation.vendor)
    .where('instances.vendor_id', '=', run.deploymentId)
    .select('deployments.name')
    .executeTakeFirst();
  return solution === undefined || solution.name === named.name;
}

/** The id that the person gave is another run's: ours was not begun, and never will be under this one. */
export function endTaken(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const fields = { runId: 'unknown_value' } as const;
  const refused = new VendorError(operation.vendor, 'bad_input', { wasDone: 'no', fields });
  return context.journal.change(operation, { state: 'failed', problem: { ...problemOf(refused, 'nothing'), fields } });
}

/** Where the run writes: into the output folder, or into one inside the input folder. */
export function spacesOf(operation: OperationRow): string[] {
  const { inputFolder = '', outputFolder } = jobOf(operation);
  const space = spaceOf(outputFolder ?? inputFolder);
  return space === null ? [] : [space];
}

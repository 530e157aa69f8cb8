import { mayStillAppear } from '../../inventory/write-through.ts';
import type { DeployableDetail } from '../../vendors/deployables.ts';
import type { VendorOwner } from '../../vendors/records.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { instanceOf, type WorkContext } from '../work-context.ts';
import { portOf } from './deployable-context.ts';

/** An operation's instance as the vendor has it now. Throws `VendorError`, `gone` when it has none of it. */
export async function readBack(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
): Promise<DeployableDetail> {
  const { vendorId, createdAt } = await instanceOf(context, operation);
  const detail = await portOf(context, operation.vendor).reader.readInstance(owner, vendorId);
  if (detail) return detail;
  const isTooEarly = mayStillAppear(createdAt, context.clock.now());
  throw new VendorError(operation.vendor, isTooEarly ? 'vendor_garbled' : 'gone', { wasDone: 'no' });
}

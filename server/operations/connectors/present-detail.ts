import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorInstanceDetail } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';

/**
 * The instance as its vendor has it now. Throws `VendorError`: `gone` when there is none, `vendor_garbled` when it is so
 * young that the vendor may not show it yet.
 */
export async function readPresent(
  context: Pick<ConnectorContext, 'adapters' | 'clock'>,
  owner: VendorOwner,
  instance: IndexedInstance,
): Promise<ConnectorInstanceDetail> {
  const detail = await portOf(context, instance.vendor).reader.readInstance(owner, instance.vendorId);
  if (detail) return detail;
  const isTooEarly = mayStillAppear(instance.createdAt, context.clock.now());
  throw new VendorError(instance.vendor, isTooEarly ? 'vendor_garbled' : 'gone', { wasDone: 'no' });
}

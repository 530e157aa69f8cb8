import { findPerson } from '../../accounts/people.ts';
import { findInstance } from '../../inventory/indexed-instance.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import type { StoredProblem } from '../../platform/database/operation-tables.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { adapterOf, type WorkContext } from '../work-context.ts';

/**
 * Asks the company whether the instance may be enabled now; null: it may, and without the hook always. Nothing has been
 * sent yet, so a refusal has changed nothing. Throws `VendorError` when the values it is asked about cannot be read.
 */
export async function askBeforeEnabling(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
): Promise<StoredProblem | null> {
  const { hooks, database, clock } = context;
  if (!hooks.has('beforeEnable')) return null;
  const gone = new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  const instance = operation.instance_id === null ? null : await findInstance(database, operation.instance_id);
  const person = await findPerson(database, operation.person_id);
  if (!instance || !person) throw gone;
  const detail = await adapterOf(context, operation.vendor).reader.readInstance(owner, instance.vendorId);
  if (!detail) {
    throw mayStillAppear(instance.createdAt, clock.now())
      ? new VendorError(operation.vendor, 'vendor_garbled', { wasDone: 'no' })
      : gone;
  }
  const answer = await hooks.beforeEnable({ instance, person, detail });
  if (answer === 'allowed') return null;
  if (answer === 'hook_failed') return { code: 'hook_failed', changed: 'nothing' };
  const { heldBack: reason } = answer;
  return { code: 'held_back', changed: 'nothing', ...(reason === '' ? {} : { vendorMessage: reason }) };
}

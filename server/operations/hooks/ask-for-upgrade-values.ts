import { updateKindOf } from '#contract/update-decision.ts';
import type { UpdateKind } from '#contract/statuses.ts';
import { findInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceRecord, SlotValues, VendorOwner } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { adapterOf, type WorkContext } from '../work-context.ts';
import { toSlotValues } from './supplied-values.ts';

/**
 * With what an upgrade is to be sent. `send`: with these values, where `isPart` says that the person's part comes after
 * it. `done`: the company's part was given before, and only the person's is left. `waits`: why it cannot be sent.
 */
export type UpgradePlan =
  | { kind: 'send'; values?: SlotValues; isPart: boolean }
  | { kind: 'done'; record: InstanceRecord }
  | { kind: 'waits'; code: 'waiting_for_company' | 'hook_failed' };

/** True when a newer version needs values that only the company's own systems know. */
export function needsCompany(update: UpdateKind): boolean {
  return update === 'needs_system' || update === 'needs_both';
}

/**
 * Asks the company for the values that a newer version needs of it, by what the vendor says of the version now. What it
 * answers goes to the vendor and nowhere else. Throws `VendorError` when the instance cannot be read.
 */
export async function askForUpgradeValues(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
): Promise<UpgradePlan> {
  const { hooks, database } = context;
  const instance = operation.instance_id === null ? null : await findInstance(database, operation.instance_id);
  if (!instance) throw new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  if (!hooks.has('upgradeValues')) {
    return needsCompany(instance.update)
      ? { kind: 'waits', code: 'waiting_for_company' }
      : { kind: 'send', isPart: false };
  }
  const detail = await adapterOf(context, operation.vendor).reader.readInstance(owner, instance.vendorId);
  if (!detail) throw new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  const update = updateKindOf(detail.record.flags);
  // The list was behind: somebody gave the company's part already.
  if (update === 'needs_user' && instance.update === 'needs_both') return { kind: 'done', record: detail.record };
  if (!needsCompany(update)) return { kind: 'send', isPart: false };
  const supplied = await hooks.upgradeValues({ instance, detail });
  if (supplied === null) return { kind: 'waits', code: 'waiting_for_company' };
  if (supplied === 'hook_failed') return { kind: 'waits', code: 'hook_failed' };
  return { kind: 'send', values: toSlotValues(supplied, detail.configSlots), isPart: update === 'needs_both' };
}

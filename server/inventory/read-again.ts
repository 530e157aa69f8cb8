import type { Vendor } from '#contract/vendors.ts';
import { asBackground } from '../vendors/urgency.ts';
import type { VendorOwner, VendorReader } from '../vendors/adapter.ts';
import { ForeignRowsError } from '../vendors/vendor-error.ts';
import type { Clock } from '../platform/clock.ts';
import { driftEntry } from './drift.ts';
import { type MergeContext, mergeRead } from './merge-read.ts';
import { mayStillAppear, standingMs } from './write-through.ts';

/** One instance that is to be read from its vendor again. */
export interface ReadAgain {
  instanceId: string;
  vendor: Vendor;
  vendorId: string;
  accountId: string;
  createdAt: Date | null;
  owner: VendorOwner;
  reader: VendorReader;
}

/**
 * Reads an instance from its vendor and puts what it says into the index, as the sync does for everybody's. `gone`: the vendor no longer
 * has it, and so has the index. `too_early`: it does not show it yet, which says nothing. Throws `VendorError`.
 */
export async function readAgain(
  context: MergeContext & { clock: Clock },
  { instanceId, vendor, vendorId, accountId, createdAt, owner, reader }: ReadAgain,
): Promise<'found' | 'gone' | 'too_early'> {
  const readStartedAt = context.clock.now();
  const detail = await asBackground(() => reader.readInstance(owner, vendorId));
  if (detail) {
    if (detail.record.vendorAccountId !== owner.vendorAccountId) throw new ForeignRowsError(vendor);
    const rows = [{ accountId, record: detail.record }];
    await mergeRead(context, { vendor, rows, readStartedAt, isFirstRead: false });
    return 'found';
  }
  if (mayStillAppear(createdAt, readStartedAt)) return 'too_early';
  await context.database.transaction().execute(async (transaction) => {
    const gone = await transaction
      .updateTable('instances')
      .from('instance_checks')
      .whereRef('instance_checks.instance_id', '=', 'instances.id')
      .set({ removed_at: readStartedAt, checked_at: readStartedAt })
      .where('id', '=', instanceId)
      .where('removed_at', 'is', null)
      .where('working', '=', false)
      .where('instance_checks.checked_at', '<=', readStartedAt)
      // What we wrote a moment ago is not undone by a read from before it.
      .where((row) =>
        row.or([
          row('written_at', 'is', null),
          row('written_at', '<=', new Date(readStartedAt.getTime() - standingMs)),
        ]),
      )
      .returning(['id', 'account_id'])
      .execute();
    await context.audit.appendAll(
      gone.map((row) => driftEntry({ id: row.id, accountId: row.account_id }, ['removed'])),
      transaction,
    );
  });
  return 'gone';
}

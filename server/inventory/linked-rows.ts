import { sql } from 'kysely';
import type { LinkedRows } from '../accounts/linked-rows.ts';
import type { Clock } from '../platform/clock.ts';
import { lockInOrder } from './lock-in-order.ts';

/** The rows of the index that belong to an account at a vendor. */
export function createLinkedRows(clock: Clock): LinkedRows {
  return {
    isBusy: async (transaction, { vendor, accountId }) => {
      const busy = await transaction
        .selectFrom('operations')
        .where('account_id', '=', accountId)
        .where('vendor', '=', vendor)
        .where('state', '=', 'running')
        .select('id')
        .limit(1)
        .executeTakeFirst();
      return busy !== undefined;
    },
    takeOut: async (transaction, { vendor, accountId }) => {
      const now = clock.now();
      const rows = transaction
        .selectFrom('instances')
        .where('vendor', '=', vendor)
        .where('account_id', '=', accountId)
        .where('removed_at', 'is', null);
      const taken = await transaction
        .updateTable('instances')
        // Also checked, so that a read that is under way does not bring them back for the account.
        .set({ removed_at: now, checked_at: now, written_at: null })
        .where('id', '=', sql<string>`any(${await lockInOrder(rows)}::uuid[])`)
        .executeTakeFirst();
      return Number(taken.numUpdatedRows);
    },
    handOver: async (transaction, { vendor, accountId, toAccountId }) => {
      const rows = transaction.selectFrom('instances').where('vendor', '=', vendor).where('account_id', '=', accountId);
      await transaction
        .updateTable('instances')
        .set({ account_id: toAccountId })
        .where('id', '=', sql<string>`any(${await lockInOrder(rows)}::uuid[])`)
        .execute();
    },
  };
}

import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { driftEntry, driftOf, type KnownRow, lockKnownRows, withoutOwnCreations } from './drift.ts';
import { rowValues } from './row-values.ts';
import { standingMs } from './write-through.ts';

/** What merging works with. */
export interface MergeContext {
  database: JackfieldDatabase;
  audit: AuditLog;
  logger: Logger;
}

/** What one read of a vendor found, in pages. Rows of a page count as read when the read began. */
export interface ReadBatch {
  vendor: Vendor;
  rows: { accountId: string; record: InstanceRecord }[];
  readStartedAt: Date;
  /** Nothing of this scope was read before, so that a row says nothing by being new. */
  isFirstRead: boolean;
}

/**
 * Puts a page of a read into the index, except where a value of ours still stands, and notes on the timeline what was
 * changed at the vendor by others. Answers how many of the rows the index had known as live.
 */
export async function mergeRead(context: MergeContext, batch: ReadBatch): Promise<{ known: number }> {
  if (batch.rows.length === 0) return { known: 0 };
  const standsUntil = new Date(batch.readStartedAt.getTime() - standingMs);
  // One statement may not write a row twice, and a vendor may repeat one.
  const rows = new Map(batch.rows.map((row) => [row.record.vendorId, row]));
  const values = [...rows.values()]
    .map(({ accountId, record }) => ({
      ...rowValues(batch.vendor, record, context.logger),
      account_id: accountId,
      checked_at: batch.readStartedAt,
      removed_at: null,
    }))
    .toSorted((one, other) => (one.vendor_id < other.vendor_id ? -1 : 1));
  return context.database.transaction().execute(async (transaction) => {
    const known = await lockKnownRows(transaction, {
      vendor: batch.vendor,
      vendorIds: values.map((row) => row.vendor_id),
      standsUntil,
      readStartedAt: batch.readStartedAt,
    });
    const written = await transaction
      .insertInto('instances')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns(['vendor', 'vendor_id'])
          .doUpdateSet((row) => ({
            account_id: row.ref('excluded.account_id'),
            name: row.ref('excluded.name'),
            template_id: row.ref('excluded.template_id'),
            template_name: row.ref('excluded.template_name'),
            rest_status: row.ref('excluded.rest_status'),
            update_kind: row.ref('excluded.update_kind'),
            fingerprint: row.ref('excluded.fingerprint'),
            values_fingerprint: row.ref('excluded.values_fingerprint'),
            created_at: row.ref('excluded.created_at'),
            missing_connections: row.ref('excluded.missing_connections'),
            missing_values: row.ref('excluded.missing_values'),
            use_count: row.ref('excluded.use_count'),
            deployment: row.ref('excluded.deployment'),
            checked_at: row.ref('excluded.checked_at'),
            removed_at: null,
          }))
          .where((row) =>
            row.or([row('instances.written_at', 'is', null), row('instances.written_at', '<=', standsUntil)]),
          )
          // A slower read that began earlier must not undo a faster one that began later.
          .where('instances.checked_at', '<=', batch.readStartedAt),
      )
      .returning(['id', 'vendor_id', 'account_id', 'template_id', sql<boolean>`xmax = 0`.as('isNew')])
      .execute();
    const found = new Map(values.map((row) => [row.vendor_id, row]));
    const changed = written.flatMap((row) => {
      const before = known.get(row.vendor_id);
      const after = found.get(row.vendor_id);
      const words = before && after ? driftOf(before, after) : [];
      return words.length > 0 ? [driftEntry({ id: row.id, accountId: row.account_id }, words)] : [];
    });
    // PostgreSQL's mark of a row that the statement inserted; one that it updated carries the updating transaction.
    const newcomers = batch.isFirstRead ? [] : written.filter((row) => row.isNew);
    const appeared = await withoutOwnCreations(transaction, newcomers, batch.readStartedAt);
    await context.audit.appendAll(
      [...changed, ...appeared.map((row) => driftEntry({ id: row.id, accountId: row.account_id }, ['appeared']))],
      transaction,
    );
    return { known: countLive(known) };
  });
}

function countLive(known: Map<string, KnownRow>): number {
  return [...known.values()].filter((row) => row.removed_at === null).length;
}

/**
 * Ends a complete read: rows of its scope that it did not find are gone at the vendor, unless we wrote them too recently
 * for the read to know. `accountId` null: the read was of everybody's. `unseenSince` is when the read began, or earlier
 * for a read that is less sure of itself.
 */
export async function sweepUnseen(
  context: MergeContext,
  scope: { vendor: Vendor; accountId: string | null; readStartedAt: Date; unseenSince?: Date },
): Promise<void> {
  const standsUntil = new Date(scope.readStartedAt.getTime() - standingMs);
  await context.database.transaction().execute(async (transaction) => {
    const gone = await transaction
      .updateTable('instances')
      // Also checked, so that a slower read that began earlier does not bring it back.
      .set({ removed_at: scope.readStartedAt, checked_at: scope.readStartedAt })
      .where('vendor', '=', scope.vendor)
      .$if(scope.accountId !== null, (query) => query.where('account_id', '=', scope.accountId ?? ''))
      .where('removed_at', 'is', null)
      .where('working', '=', false)
      .where('checked_at', '<', scope.unseenSince ?? scope.readStartedAt)
      .where((row) => row.or([row('written_at', 'is', null), row('written_at', '<=', standsUntil)]))
      .returning(['id', 'account_id'])
      .execute();
    await context.audit.appendAll(
      gone.map((row) => driftEntry({ id: row.id, accountId: row.account_id }, ['removed'])),
      transaction,
    );
  });
}

import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { rowValues } from './row-values.ts';

/**
 * How long a written-through value stands against reads: vendors may answer reads from a state up to this old, so a read
 * that began sooner after our write proves nothing.
 */
export const standingMs = 30_000;

/** A removed row is kept this long, so that a stale read cannot bring it back. */
const tombstoneMs = 10 * 60_000;

/** Puts into the index what a vendor acknowledged to us. Answers the row's id, made when the row is new. */
export async function writeThrough(
  database: JackfieldDatabase,
  input: { vendor: Vendor; accountId: string; record: InstanceRecord },
  clock: Clock,
  logger: Logger,
): Promise<string> {
  const now = clock.now();
  const values = {
    ...rowValues(input.vendor, input.record, logger),
    account_id: input.accountId,
    checked_at: now,
    written_at: now,
    removed_at: null,
  };
  const { id } = await database
    .insertInto('instances')
    .values(values)
    .onConflict((conflict) => conflict.columns(['vendor', 'vendor_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes a row out of the index after the vendor acknowledged the removal, or turned out not to have the instance. */
export async function writeRemoval(database: JackfieldDatabase, instanceId: string, clock: Clock): Promise<void> {
  const now = clock.now();
  await database
    .updateTable('instances')
    .set({ removed_at: now, written_at: now })
    .where('id', '=', instanceId)
    .execute();
}

/** What one read of a vendor found, in pages. Rows of a page count as read when the read began. */
export interface ReadBatch {
  vendor: Vendor;
  rows: { accountId: string; record: InstanceRecord }[];
  readStartedAt: Date;
}

/** Puts a page of a read into the index, except where a value of ours still stands. */
export async function mergeRead(database: JackfieldDatabase, batch: ReadBatch, logger: Logger): Promise<void> {
  if (batch.rows.length === 0) return;
  // One statement may not write a row twice, and a vendor may repeat one.
  const rows = new Map(batch.rows.map((row) => [row.record.vendorId, row]));
  const values = [...rows.values()].map(({ accountId, record }) => ({
    ...rowValues(batch.vendor, record, logger),
    account_id: accountId,
    checked_at: batch.readStartedAt,
    removed_at: null,
  }));
  const standsUntil = new Date(batch.readStartedAt.getTime() - standingMs);
  await database
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
          created_at: row.ref('excluded.created_at'),
          checked_at: row.ref('excluded.checked_at'),
          removed_at: null,
        }))
        .where((row) =>
          row.or([row('instances.written_at', 'is', null), row('instances.written_at', '<=', standsUntil)]),
        )
        // A slower read that began earlier must not undo a faster one that began later.
        .where('instances.checked_at', '<=', batch.readStartedAt),
    )
    .execute();
}

/**
 * Ends a complete read: rows of its scope that it did not find are gone at the vendor, unless we wrote them too recently
 * for the read to know. `accountId` null: the read was of everybody's.
 */
export async function sweepUnseen(
  database: JackfieldDatabase,
  scope: { vendor: Vendor; accountId: string | null; readStartedAt: Date },
): Promise<void> {
  const standsUntil = new Date(scope.readStartedAt.getTime() - standingMs);
  await database
    .updateTable('instances')
    // Also checked, so that a slower read that began earlier does not bring it back.
    .set({ removed_at: scope.readStartedAt, checked_at: scope.readStartedAt })
    .where('vendor', '=', scope.vendor)
    .$if(scope.accountId !== null, (query) => query.where('account_id', '=', scope.accountId ?? ''))
    .where('removed_at', 'is', null)
    .where('working', '=', false)
    .where('checked_at', '<', scope.readStartedAt)
    .where((row) => row.or([row('written_at', 'is', null), row('written_at', '<=', standsUntil)]))
    .execute();
}

/** Forgets rows that were removed long enough ago. Their operations and audit entries stay. */
export async function purgeRemoved(database: Kysely<Tables>, clock: Clock): Promise<void> {
  await database
    .deleteFrom('instances')
    .where('removed_at', '<', new Date(clock.now().getTime() - tombstoneMs))
    .where('working', '=', sql<boolean>`false`)
    .execute();
}

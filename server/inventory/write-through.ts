import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import { againAfterDeadlock } from '../platform/database/after-deadlock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { rowValues } from './row-values.ts';

/**
 * How long a written-through value stands against reads: vendors may answer reads from a state up to this old, so a read
 * that began sooner after our write proves nothing.
 */
export const standingMs = 30_000;

/**
 * Whether an instance that a vendor does not show may still be there: one that was made so recently that a read may come
 * from before it.
 */
export function mayStillAppear(createdAt: Date | null, now: Date): boolean {
  return createdAt !== null && now.getTime() - createdAt.getTime() < standingMs;
}

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
  const { id } = await ofOneRow(database, () =>
    database
      .insertInto('instances')
      .values(values)
      .onConflict((conflict) => conflict.columns(['vendor', 'vendor_id']).doUpdateSet(values))
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return id;
}

/** Takes a row out of the index after the vendor acknowledged the removal, or turned out not to have the instance. */
export async function writeRemoval(database: JackfieldDatabase, instanceId: string, clock: Clock): Promise<void> {
  const now = clock.now();
  await ofOneRow(database, () =>
    database.updateTable('instances').set({ removed_at: now, written_at: now }).where('id', '=', instanceId).execute(),
  );
}

/**
 * A change of one row waits for nobody who waits for it. Yet two readings may wait for each other, and PostgreSQL may end
 * whoever stands in line behind them in place of one of the two. What is part of a transaction is done anew with all of it.
 */
function ofOneRow<Result>(database: JackfieldDatabase, write: () => Promise<Result>): Promise<Result> {
  return database.isTransaction ? write() : againAfterDeadlock(write);
}

/** Forgets rows that were removed long enough ago. Their operations and audit entries stay. */
export async function purgeRemoved(database: Kysely<Tables>, clock: Clock): Promise<void> {
  await database
    .deleteFrom('instances')
    .where('id', 'in', (instances) =>
      instances
        .selectFrom('instances')
        .where('removed_at', '<', new Date(clock.now().getTime() - tombstoneMs))
        .where('working', '=', sql<boolean>`false`)
        .select('id')
        // What somebody holds is written anew, or is forgotten the next time: nobody waits here, in whatever order.
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

import type { SelectQueryBuilder } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';

/**
 * Locks these rows for a change of theirs in the caller's transaction, and answers their ids. Whoever holds more than one row takes
 * them in one order, as a reading of a vendor does: else each of two would wait for the other, and PostgreSQL would end one of them.
 */
export async function lockInOrder(rows: SelectQueryBuilder<Tables, 'instances', object>): Promise<string[]> {
  const locked = await rows.orderBy('vendor_id').forNoKeyUpdate().select('id').execute();
  return locked.map(({ id }) => id);
}

import { type Kysely, sql } from 'kysely';

/** The orders in which operations are listed: one account's, and everybody's. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index operations_of_account on operations (account_id, started_at desc, id desc)`.execute(database);
  await sql`create index operations_in_order on operations (started_at desc, id desc)`.execute(database);
}

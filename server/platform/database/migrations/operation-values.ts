import { type Kysely, sql } from 'kysely';

/** Values on their way to a vendor, sealed; kept only until they are there or the operation is over. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table operation_values (
      operation_id uuid primary key references operations (id) on delete cascade,
      sealed bytea not null
    )`.execute(database);
}

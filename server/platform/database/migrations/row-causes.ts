import { type Kysely, sql } from 'kysely';

/** What a row of the index says about why it is not well: the titles of slots that lack a value, and failed work. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table instances
      add column missing_connections text[] not null default '{}',
      add column missing_values text[] not null default '{}'`.execute(database);
  // Lists look for the few operations that failed among the many that did not.
  await sql`create index operations_failed on operations (id) where state = 'failed'`.execute(database);
}

import { type Kysely, sql } from 'kysely';

/** What the index needs to tell a change made at the vendor from its own, and readers from one another. */
export async function up(database: Kysely<unknown>): Promise<void> {
  // Empty: not known yet, so the next read that brings one is no change.
  await sql`alter table instances add column values_fingerprint text not null default ''`.execute(database);
  await sql`
    alter table sync_states
      add column claim uuid,
      add column under_way_since timestamptz,
      add column missing_count integer`.execute(database);
}

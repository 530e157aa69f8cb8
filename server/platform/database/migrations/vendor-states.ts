import { type Kysely, sql } from 'kysely';

/** What all replicas know together of each vendor: its budget of calls and whether it answers. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table vendor_states (
      vendor text primary key,
      tokens double precision not null,
      filled_at timestamptz not null,
      failing jsonb not null default '{}',
      failed_since timestamptz,
      open_until timestamptz,
      pause_ms integer,
      probe_until timestamptz,
      background_paused_until timestamptz
    )`.execute(database);
}

import { type Kysely, sql } from 'kysely';

/** What a person needs to know their own sessions by: a name for each that opens nothing, and the browser it is in. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions
      add column public_id uuid not null default gen_random_uuid() unique,
      add column user_agent text check (char_length(user_agent) <= 300)`.execute(database);
}

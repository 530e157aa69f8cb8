import { type Kysely, sql } from 'kysely';

/** What it takes to write a file once at a time, and to forget old work on many. */
export async function up(database: Kysely<unknown>): Promise<void> {
  // Who writes at a file writes on as long as this is their number: another try takes the next one.
  await sql`alter table exports add column tries integer not null default 0`.execute(database);
  // What repeats something that is forgotten stays, and names it no more.
  await sql`
    alter table bulks
      add constraint bulks_repeats foreign key (repeats) references bulks on delete set null`.execute(database);
  await sql`create index bulks_ended on bulks (ended_at) where ended_at is not null`.execute(database);
}

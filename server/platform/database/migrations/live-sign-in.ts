import { type Kysely, sql } from 'kysely';

/** People who come from the company's own sign-in, how long their sessions last, and what a sign-in under way needs. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table people
      alter column demo_key drop not null,
      add column issuer text,
      add column subject text,
      add unique (issuer, subject),
      add check ((issuer is null) = (subject is null)),
      add check ((demo_key is null) <> (subject is null))`.execute(database);
  await sql`alter table sessions add column last_seen_at timestamptz`.execute(database);
  await sql`update sessions set last_seen_at = created_at`.execute(database);
  await sql`alter table sessions alter column last_seen_at set not null`.execute(database);
  await sql`create index sessions_by_person on sessions (person_id)`.execute(database);
  await sql`
    create table sign_in_attempts (
      state_digest bytea primary key,
      browser_digest bytea not null,
      nonce text not null,
      sealed_verifier bytea not null,
      return_to text not null,
      expires_at timestamptz not null
    )`.execute(database);
  await sql`
    create table used_tokens (
      token_digest bytea primary key,
      expires_at timestamptz not null
    )`.execute(database);
}

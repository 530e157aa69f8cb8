import { type Kysely, sql } from 'kysely';

/** The openings of vendors' auth-only dialogs, and how the authentications came into the slots of instances. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table auth_dialogs (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references accounts,
      person_id uuid not null references people,
      vendor text not null,
      purpose text not null,
      instance_id uuid,
      external_id text,
      before jsonb,
      opened_at timestamptz not null
    )`.execute(database);
  await sql`create index auth_dialogs_by_age on auth_dialogs (account_id, opened_at)`.execute(database);
  await sql`
    create table slot_connections (
      instance_id uuid not null references instances on delete cascade,
      external_id text not null,
      authentication_id text,
      account_name text,
      service_id text,
      person_id uuid references people,
      changed_at timestamptz,
      previous_account_name text,
      seen_at timestamptz not null,
      primary key (instance_id, external_id)
    )`.execute(database);
  await sql`create index slot_connections_by_authentication on slot_connections (authentication_id)`.execute(database);
}

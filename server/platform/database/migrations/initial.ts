import { type Kysely, sql } from 'kysely';

/** The first tables. Every time is ours, so no column defaults to the database's own clock. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm with schema public`.execute(database);
  await createAccountTables(database);
  await createInventoryTables(database);
  await createOperationTables(database);
  await createAuditTable(database);
}

async function createAccountTables(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key default gen_random_uuid(),
      external_id text not null unique,
      name text not null,
      created_at timestamptz not null
    )`.execute(database);
  await sql`
    create table people (
      id uuid primary key default gen_random_uuid(),
      account_id uuid references accounts,
      demo_key text not null unique,
      name text not null,
      role text not null check (role in ('user', 'admin')),
      view_only boolean not null,
      featured boolean not null,
      check ((role = 'admin') = (account_id is null))
    )`.execute(database);
  await sql`
    create table vendor_links (
      account_id uuid not null references accounts,
      vendor text not null,
      vendor_account_id text not null,
      folder_prefixes text[] not null default '{}',
      sealed_credential bytea,
      primary key (account_id, vendor),
      unique (vendor, vendor_account_id)
    )`.execute(database);
  await sql`
    create table vendor_tokens (
      vendor text not null,
      vendor_account_id text not null,
      sealed_token bytea not null,
      expires_at timestamptz not null,
      primary key (vendor, vendor_account_id)
    )`.execute(database);
  await sql`
    create table sessions (
      id_digest bytea primary key,
      person_id uuid not null references people,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(database);
  await sql`create index sessions_expires_at on sessions (expires_at)`.execute(database);
}

async function createInventoryTables(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table instances (
      id uuid primary key default gen_random_uuid(),
      vendor text not null,
      vendor_id text not null,
      account_id uuid not null references accounts,
      name text not null,
      template_id text not null,
      template_name text not null,
      rest_status text not null,
      update_kind text not null,
      fingerprint text not null,
      created_at timestamptz,
      checked_at timestamptz not null,
      written_at timestamptz,
      removed_at timestamptz,
      working boolean not null default false,
      awaiting_set_up boolean not null default false,
      last_operation_id uuid,
      unique (vendor, vendor_id)
    )`.execute(database);
  await sql`create index instances_by_account on instances (account_id, created_at desc, id) where removed_at is null`.execute(
    database,
  );
  await sql`create index instances_by_template on instances (template_id) where removed_at is null`.execute(database);
  await sql`create index instances_by_created on instances (created_at desc, id) where removed_at is null`.execute(
    database,
  );
  await sql`create index instances_by_name on instances (lower(name), id) where removed_at is null`.execute(database);
  await sql`
    create index instances_search on instances
    using gin (lower(name) public.gin_trgm_ops, lower(template_name) public.gin_trgm_ops)`.execute(database);
  await sql`
    create table templates (
      vendor text not null,
      template_id text not null,
      position integer not null,
      title text not null,
      record jsonb not null,
      primary key (vendor, template_id)
    )`.execute(database);
  await sql`
    create table sync_states (
      vendor text not null,
      scope text not null,
      checked_at timestamptz,
      found integer not null default 0,
      failed_since timestamptz,
      failure_code text,
      claimed_until timestamptz,
      primary key (vendor, scope)
    )`.execute(database);
}

async function createOperationTables(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table operations (
      id uuid primary key default gen_random_uuid(),
      kind text not null,
      state text not null,
      step text not null,
      vendor text not null,
      account_id uuid not null references accounts,
      person_id uuid not null references people,
      request_key uuid,
      request_id text not null,
      instance_id uuid,
      template_id text,
      name text not null,
      data jsonb not null,
      problem jsonb,
      attempts integer not null default 0,
      due_at timestamptz not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      unique (account_id, request_key)
    )`.execute(database);
  await sql`create index operations_due on operations (due_at) where state = 'running'`.execute(database);
  await sql`create index operations_by_instance on operations (instance_id, started_at desc)`.execute(database);
  // One operation at a time may change an instance.
  await sql`create unique index operations_one_running on operations (instance_id) where state = 'running'`.execute(
    database,
  );
  // And one opening of its wizard is waited for, however many windows show it.
  await sql`
    create unique index operations_one_waiting on operations (instance_id)
    where state = 'waiting_for_person'`.execute(database);
  await sql`
    create table operation_steps (
      operation_id uuid not null references operations,
      position integer generated always as identity,
      step text not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (operation_id, position)
    )`.execute(database);
  await sql`
    create table wizard_sessions (
      id uuid primary key default gen_random_uuid(),
      instance_id uuid not null,
      operation_id uuid not null references operations,
      person_id uuid not null references people,
      account_id uuid not null references accounts,
      fingerprint text not null,
      state text not null,
      opened_at timestamptz not null
    )`.execute(database);
}

async function createAuditTable(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entries (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      action text not null,
      outcome text not null,
      person_id uuid,
      account_id uuid,
      instance_id uuid,
      problem_code text,
      detail text,
      request_id text
    )`.execute(database);
  await sql`create index audit_entries_by_instance on audit_entries (instance_id, at desc)`.execute(database);
  // Append-only: a row once written is never changed or taken away.
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as
    $$ begin raise exception 'audit entries are append-only'; end $$`.execute(database);
  await sql`
    create trigger audit_entries_append_only before update or delete or truncate on audit_entries
    for each statement execute function refuse_audit_change()`.execute(database);
}

import { type Kysely, type Migration, sql } from 'kysely';

/** The PostgreSQL schema that holds the imitation of Tray. */
export const traySchema = 'sandbox_tray';

const firstTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of firstStatements) {
      // oxlint-disable-next-line no-await-in-loop -- each statement builds on the one before
      await sql.raw(statement).execute(database);
    }
  },
};

const firstStatements = [
  `create table users (
    id uuid primary key,
    position bigint generated always as identity unique,
    name text not null,
    external_user_id text,
    is_test_user boolean not null,
    email text not null,
    created_at timestamptz not null
  )`,
  'create index users_external on users (external_user_id)',
  `create table user_tokens (
    token text primary key,
    user_id uuid not null references users on delete cascade,
    expires_at timestamptz not null
  )`,
  'create index user_tokens_user on user_tokens (user_id)',
  `create table authorization_codes (
    code text primary key,
    user_id uuid not null references users on delete cascade,
    expires_at timestamptz not null
  )`,
  'create index authorization_codes_user on authorization_codes (user_id)',
  `create table solutions (
    id uuid primary key,
    position bigint generated always as identity unique,
    title text not null,
    description text,
    tags text[] not null,
    custom_fields jsonb not null
  )`,
  `create table solution_versions (
    solution_id uuid not null references solutions,
    number integer not null,
    definition jsonb not null,
    rolls_out_at timestamptz,
    rolled_out boolean not null default false,
    primary key (solution_id, number)
  )`,
  `create table instances (
    id uuid primary key,
    position bigint generated always as identity unique,
    name text not null,
    owner_id uuid not null references users on delete cascade,
    solution_id uuid not null references solutions,
    enabled boolean not null,
    created_at timestamptz not null,
    version integer not null,
    user_version integer not null,
    system_version integer not null,
    auth_values jsonb not null,
    config_values jsonb not null,
    workflows jsonb not null,
    removed_at timestamptz,
    hidden_until timestamptz,
    shown_until timestamptz
  )`,
  'create index instances_owner on instances (owner_id, position)',
  'create index instances_solution on instances (solution_id, position)',
  'create index instances_removed on instances (removed_at) where removed_at is not null',
  `create table instance_changes (
    id bigint primary key generated always as identity,
    instance_id uuid not null references instances on delete cascade,
    changed_at timestamptz not null,
    before jsonb not null,
    stale_until timestamptz,
    enabled_stale_until timestamptz
  )`,
  'create index instance_changes_instance on instance_changes (instance_id, id)',
  'create index instance_changes_age on instance_changes (changed_at)',
  `create table authentications (
    id uuid primary key,
    position bigint generated always as identity unique,
    owner_id uuid references users on delete cascade,
    name text not null,
    service text not null,
    service_environment_id text not null,
    custom_fields text,
    created_at timestamptz not null
  )`,
  'create index authentications_owner on authentications (owner_id, position)',
  `create table wizard_sessions (
    id text primary key,
    user_id uuid not null references users on delete cascade,
    instance_id uuid not null references instances on delete cascade,
    expires_at timestamptz not null
  )`,
  'create index wizard_sessions_user on wizard_sessions (user_id)',
  'create index wizard_sessions_instance on wizard_sessions (instance_id)',
];

const authSessions: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`
      create table auth_sessions (
        id text primary key,
        user_id uuid not null references users on delete cascade,
        service text not null,
        service_environment_id text not null,
        authentication_id uuid references authentications on delete cascade,
        expires_at timestamptz not null
      )`.execute(database);
    await sql`create index auth_sessions_user on auth_sessions (user_id)`.execute(database);
    await sql`create index auth_sessions_authentication on auth_sessions (authentication_id)`.execute(database);
  },
};

export const trayMigrations: Record<string, Migration> = {
  '001-first-tables': firstTables,
  '002-auth-sessions': authSessions,
};

import { type Kysely, type Migration, sql } from 'kysely';

/** The PostgreSQL schema that holds the imitation of Instabase. */
export const instabaseSchema = 'sandbox_instabase';

const statements = [
  `create table users (
    account_id uuid primary key,
    username text not null unique,
    external_id text unique,
    token text not null unique,
    is_admin boolean not null
  )`,
  `create table spaces (
    owner text not null references users (username),
    name text not null,
    primary key (owner, name)
  )`,
  'create table packages (path text primary key, package_json jsonb not null)',
  `create table solutions (
    id uuid primary key,
    position bigint generated always as identity unique,
    name text not null,
    version text not null,
    owner text not null,
    author text not null,
    summary text not null,
    description text not null,
    metadata text not null,
    state text not null,
    visibility text not null,
    solution_path text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    previous_state text,
    deletion_job text,
    removed_at timestamptz
  )`,
  'create unique index solutions_identity on solutions (name, version, owner) where removed_at is null',
  'create index solutions_owner on solutions (owner, created_at desc, position desc)',
  'create index solutions_newest on solutions (created_at desc, position desc)',
  `create table async_jobs (
    id text primary key,
    kind text not null,
    account_id uuid not null references users,
    owner text not null,
    solution_path text,
    solution_id uuid,
    started_at timestamptz not null,
    due_at timestamptz not null,
    results jsonb
  )`,
  'create index async_jobs_due on async_jobs (due_at) where results is null',
  `create table runs (
    id text primary key,
    account_id uuid not null references users,
    username text not null,
    solution_id uuid not null,
    solution_name text not null,
    solution_version text not null,
    solution_owner text not null,
    output_folder text not null,
    output_repo text not null,
    started_ns bigint not null,
    last_started_ns bigint not null,
    ends_ns bigint not null,
    outcome text not null
  )`,
  'create index runs_output on runs (output_repo, started_ns)',
  'create index runs_solution on runs (solution_id, started_ns)',
];

const firstTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) {
      // oxlint-disable-next-line no-await-in-loop -- each statement builds on the one before
      await sql.raw(statement).execute(database);
    }
  },
};

export const instabaseMigrations: Record<string, Migration> = { '001-first-tables': firstTables };

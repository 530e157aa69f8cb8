import { type Kysely, type Migration, sql } from 'kysely';

/** The PostgreSQL schema that holds the imitation of Prismatic. */
export const prismaticSchema = 'sandbox_prismatic';

const position = 'position bigint generated always as identity unique';

const firstStatements = [
  `create table customers (
    id uuid primary key, ${position},
    name text not null,
    description text not null,
    external_id text unique,
    labels text[] not null,
    starred boolean not null default false,
    allow_embedded_designer boolean not null,
    allow_workflow_copilot boolean not null,
    concurrent_execution_limit integer,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create table users (
    id uuid primary key,
    customer_id uuid references customers on delete cascade,
    external_id text not null,
    name text not null,
    email text not null,
    role text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique nulls not distinct (customer_id, external_id)
  )`,
  'create table signing_keys (id uuid primary key, public_key text not null, created_at timestamptz not null)',
  'create table settings (name text primary key, value text not null)',
  `create table versions (
    id uuid primary key, ${position},
    sequence_id uuid not null,
    is_head boolean not null,
    number integer not null,
    name text not null,
    description text,
    category text,
    labels text[] not null,
    overview text,
    documentation text,
    is_available boolean not null,
    comment text,
    published_at timestamptz,
    published_by uuid references users,
    marketplace text not null,
    allow_multiple boolean not null,
    definition jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (sequence_id, is_head, number)
  )`,
  `create table instances (
    id uuid primary key, ${position},
    customer_id uuid not null references customers on delete cascade,
    version_id uuid not null references versions,
    name text not null,
    description text not null,
    labels text[] not null,
    enabled boolean not null,
    deployed_version integer not null,
    needs_deploy boolean not null,
    global_debug boolean not null,
    starred boolean not null,
    is_system boolean not null,
    system_suspended boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    last_deployed_at timestamptz,
    last_executed_at timestamptz,
    unique (customer_id, name)
  )`,
  'create index instances_version on instances (version_id, position)',
  `create table instance_variables (
    id uuid primary key, ${position},
    instance_id uuid not null references instances on delete cascade,
    key text not null,
    value text,
    inputs jsonb not null,
    status text,
    schedule_type text,
    time_zone text,
    refresh_at timestamptz,
    refreshed_at timestamptz,
    meta text,
    unique (instance_id, key)
  )`,
  `create table flow_configs (
    id uuid primary key, ${position},
    instance_id uuid not null references instances on delete cascade,
    flow_id uuid not null,
    flow_key text not null,
    flow_name text not null,
    webhook_key text not null unique,
    api_keys text[] not null,
    test_payload text,
    test_headers text,
    test_content_type text,
    last_executed_at timestamptz,
    unique (instance_id, flow_key)
  )`,
  `create table executions (
    id uuid primary key, ${position},
    instance_id uuid not null references instances on delete cascade,
    flow_config_id uuid not null references flow_configs on delete cascade,
    flow_id uuid not null,
    version_id uuid not null references versions,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    error text,
    invoke_type text not null,
    is_test boolean not null,
    retry_count integer not null,
    max_retry_count integer not null,
    retry_of uuid references executions on delete cascade,
    replay_of uuid references executions on delete cascade,
    request jsonb not null,
    response jsonb not null
  )`,
  'create index executions_instance on executions (instance_id, started_at)',
  'create index executions_flow_config on executions (flow_config_id, started_at)',
  'create index executions_started on executions (started_at)',
  'create index executions_replay on executions (replay_of)',
  'create index executions_retry on executions (retry_of)',
  `create table step_results (
    id uuid primary key, ${position},
    execution_id uuid not null references executions on delete cascade,
    name text not null,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    has_error boolean not null,
    output jsonb not null
  )`,
  'create index step_results_execution on step_results (execution_id, position)',
  `create table logs (
    id uuid primary key, ${position},
    instance_id uuid not null references instances on delete cascade,
    execution_id uuid references executions on delete cascade,
    flow_config_id uuid references flow_configs on delete cascade,
    step_name text,
    logged_at timestamptz not null,
    severity integer not null,
    log_type text not null,
    message text not null
  )`,
  'create index logs_instance on logs (instance_id, logged_at)',
  'create index logs_execution on logs (execution_id, logged_at)',
  'create index logs_logged on logs (logged_at)',
];

const firstTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of firstStatements) {
      // oxlint-disable-next-line no-await-in-loop -- each statement builds on the one before
      await sql.raw(statement).execute(database);
    }
  },
};

export const prismaticMigrations: Record<string, Migration> = { '001-first-tables': firstTables };

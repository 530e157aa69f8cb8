import { type Kysely, type Migration, sql } from 'kysely';

/** The PostgreSQL schema that holds the imitation of Patchworks. */
export const patchworksSchema = 'sandbox_patchworks';

const identity = 'id integer primary key generated always as identity';

const firstStatements = [
  `create table companies (${identity}, external_id text not null unique, name text not null, created_at timestamptz not null)`,
  `create table people (
    ${identity},
    company_id integer not null references companies on delete cascade,
    username text not null unique,
    password text not null,
    role text not null
  )`,
  `create table api_keys (
    key text primary key,
    company_id integer not null references companies on delete cascade,
    revoked_at timestamptz
  )`,
  `create table tokens (
    token text primary key,
    person_id integer not null references people on delete cascade,
    expires_at timestamptz not null
  )`,
  `create table systems (
    ${identity},
    company_id integer not null references companies on delete cascade,
    template_id integer not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (company_id, template_id)
  )`,
  `create table authentication_implementations (
    ${identity},
    system_id integer not null references systems on delete cascade,
    method text not null,
    unique (system_id, method)
  )`,
  `create table connection_pools (
    ${identity},
    company_id integer not null references companies on delete cascade,
    name text not null,
    "limit" integer not null,
    timeout integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  'create index connection_pools_company on connection_pools (company_id)',
  `create table connectors (
    ${identity},
    company_id integer not null references companies on delete cascade,
    system_id integer not null references systems,
    authentication_implementation_id integer not null references authentication_implementations,
    name text not null,
    timezone text not null,
    date_format text not null,
    rate_limit_unit text not null,
    rate_limit_duration integer not null,
    connection_pool_id integer references connection_pools,
    variables jsonb not null,
    access_token text,
    last_authenticated_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  'create index connectors_company on connectors (company_id, id)',
  'create index connectors_system on connectors (system_id)',
  'create index connectors_pool on connectors (connection_pool_id)',
  'create index connectors_implementation on connectors (authentication_implementation_id)',
  `create table flows (
    ${identity},
    company_id integer not null references companies on delete cascade,
    name text not null,
    is_enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  'create index flows_company on flows (company_id)',
  `create table flow_steps (
    ${identity},
    flow_id integer not null references flows on delete cascade,
    position integer not null,
    name text not null,
    connector_id integer references connectors
  )`,
  'create index flow_steps_flow on flow_steps (flow_id)',
  'create index flow_steps_connector on flow_steps (connector_id)',
  `create table flow_runs (
    ${identity},
    flow_id integer not null references flows on delete cascade,
    trigger text not null,
    outcome integer not null,
    started_at timestamptz not null,
    ends_at timestamptz not null,
    warnings integer not null,
    message text
  )`,
  'create index flow_runs_flow on flow_runs (flow_id, started_at)',
  `create table authorisations (
    state text primary key,
    company_id integer not null references companies on delete cascade,
    pending jsonb not null,
    redirect_uri text not null,
    code text,
    expires_at timestamptz not null
  )`,
  'create table redeemable_codes (code text primary key, account text not null, expires_at timestamptz not null)',
];

export const patchworksMigrations: Record<string, Migration> = {
  '001-first-tables': {
    up: async (database: Kysely<unknown>) => {
      for (const statement of firstStatements) {
        // oxlint-disable-next-line no-await-in-loop -- each statement builds on the one before
        await sql.raw(statement).execute(database);
      }
    },
  },
};

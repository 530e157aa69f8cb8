import type { ColumnType, Generated, Selectable } from 'kysely';

import type { Database } from '#server/platform/database/connect.ts';

/** A jsonb column: read as the parsed value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

export const roles = ['administrator', 'manager', 'user', 'read-only'] as const;
export type Role = (typeof roles)[number];

export const rateLimitUnits = ['second', 'minute', 'hour', 'day'] as const;
export type RateLimitUnit = (typeof rateLimitUnits)[number];

/** The values of an instance's credential fields, by the field's key. */
export type VariableValues = Record<string, string>;

interface CompaniesTable {
  id: Generated<number>;
  external_id: string;
  name: string;
  created_at: Date;
}

interface PeopleTable {
  id: Generated<number>;
  company_id: number;
  username: string;
  password: string;
  role: Role;
}

interface ApiKeysTable {
  key: string;
  company_id: number;
  revoked_at: Date | null;
}

interface TokensTable {
  token: string;
  person_id: number;
  expires_at: Date;
}

interface SystemsTable {
  id: Generated<number>;
  company_id: number;
  template_id: number;
  version: number;
  created_at: Date;
  updated_at: Date;
}

interface AuthenticationImplementationsTable {
  id: Generated<number>;
  system_id: number;
  /** Key of the method within the marketplace's template. */
  method: string;
}

interface ConnectionPoolsTable {
  id: Generated<number>;
  company_id: number;
  name: string;
  limit: number;
  timeout: number;
  created_at: Date;
  updated_at: Date;
}

interface ConnectorsTable {
  id: Generated<number>;
  company_id: number;
  system_id: number;
  authentication_implementation_id: number;
  name: string;
  timezone: string;
  date_format: string;
  rate_limit_unit: RateLimitUnit;
  rate_limit_duration: number;
  connection_pool_id: number | null;
  variables: Json<VariableValues>;
  /** What an OAuth 2 consent has brought; null for every other method. */
  access_token: string | null;
  last_authenticated_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

interface FlowsTable {
  id: Generated<number>;
  company_id: number;
  name: string;
  is_enabled: boolean;
  created_at: Date;
  updated_at: Date;
}

interface FlowStepsTable {
  id: Generated<number>;
  flow_id: number;
  position: number;
  name: string;
  connector_id: number | null;
}

interface FlowRunsTable {
  id: Generated<number>;
  flow_id: number;
  trigger: string;
  /** The status it has once it has ended. */
  outcome: number;
  started_at: Date;
  ends_at: Date;
  warnings: number;
  message: string | null;
}

/** An OAuth 2 sign-in that has been begun. It is used once. */
interface AuthorisationsTable {
  state: string;
  company_id: number;
  /** What is saved when the third party has agreed. */
  pending: Json<PendingAuthorisation>;
  redirect_uri: string;
  /** Null until the third party has agreed. */
  code: string | null;
  expires_at: Date;
}

/** The third party's side of a sign-in: which account agreed. */
interface RedeemableCodesTable {
  code: string;
  account: string;
  expires_at: Date;
}

/** Settings of an instance as a create gives them. */
export interface ConnectorSettings {
  name: string;
  timezone: string;
  date_format: string;
  rate_limit_unit: RateLimitUnit;
  rate_limit_duration: number;
  connection_pool_id: number | null;
}

/** Changes of settings; what is not named stays. */
export type SettingsChange = { [Key in keyof ConnectorSettings]?: ConnectorSettings[Key] | undefined };

/** An instance that waits for a consent: a new one, or changes of one that exists. */
export type PendingAuthorisation =
  | {
      kind: 'create';
      system_id: number;
      authentication_implementation_id: number;
      settings: ConnectorSettings;
      values: VariableValues;
    }
  | { kind: 'update'; connector_id: number; settings: SettingsChange; values: VariableValues };

export interface PatchworksTables {
  companies: CompaniesTable;
  people: PeopleTable;
  api_keys: ApiKeysTable;
  tokens: TokensTable;
  systems: SystemsTable;
  authentication_implementations: AuthenticationImplementationsTable;
  connection_pools: ConnectionPoolsTable;
  connectors: ConnectorsTable;
  flows: FlowsTable;
  flow_steps: FlowStepsTable;
  flow_runs: FlowRunsTable;
  authorisations: AuthorisationsTable;
  redeemable_codes: RedeemableCodesTable;
}

export type PatchworksDatabase = Database<PatchworksTables>;
export type CompanyRow = Selectable<CompaniesTable>;
export type SystemRow = Selectable<SystemsTable>;
export type ImplementationRow = Selectable<AuthenticationImplementationsTable>;
export type PoolRow = Selectable<ConnectionPoolsTable>;
export type ConnectorRow = Selectable<ConnectorsTable>;
export type FlowRow = Selectable<FlowsTable>;
export type FlowStepRow = Selectable<FlowStepsTable>;
export type AuthorisationRow = Selectable<AuthorisationsTable>;

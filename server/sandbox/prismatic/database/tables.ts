import type { ColumnType, Generated, Selectable } from 'kysely';

import type { Database } from '#server/platform/database/connect.ts';

/** A jsonb column: read as the parsed value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

/** A field of a connection. The value of a `PASSWORD` is never given out again. */
export interface InputDefinition {
  key: string;
  label: string;
  type: 'STRING' | 'PASSWORD' | 'TEXT' | 'BOOLEAN';
  required: boolean;
  shown: boolean;
  placeholder: string | null;
  example: string | null;
  comments: string | null;
  default: string | null;
}

/** How a variable reaches a third party. */
export interface ConnectionDefinition {
  key: string;
  label: string;
  component: { key: string; label: string };
  comments: string | null;
  /** Null: no OAuth 2; its inputs are all it takes. */
  oauth2Type: 'AUTHORIZATION_CODE' | 'CLIENT_CREDENTIALS' | null;
  inputs: InputDefinition[];
}

/** A config variable as an integration version asks for it. */
export interface VariableDefinition {
  key: string;
  description: string | null;
  header: string | null;
  dataType: 'STRING' | 'NUMBER' | 'BOOLEAN' | 'PICKLIST' | 'DATE' | 'CODE' | 'SCHEDULE' | 'CONNECTION';
  collectionType: 'VALUELIST' | 'KEYVALUELIST' | null;
  codeLanguage: 'JSON' | null;
  pickList: string[] | null;
  defaultValue: string | null;
  orgOnly: boolean;
  connection: ConnectionDefinition | null;
}

/** One step of a flow, in its order. */
export interface StepDefinition {
  name: string;
  durationMs: number;
}

/** A flow of an integration version. `stableKey` is the same in all versions. */
export interface FlowDefinition {
  id: string;
  stableKey: string;
  name: string;
  description: string | null;
  sortOrder: number;
  isSynchronous: boolean;
  endpointSecurityType: 'CUSTOMER_OPTIONAL' | 'CUSTOMER_REQUIRED';
  steps: StepDefinition[];
}

/** What a version consists of. */
export interface VersionDefinition {
  variables: VariableDefinition[];
  flows: FlowDefinition[];
  pages: { name: string; tagline: string; keys: string[] }[];
}

export type MarketplaceConfiguration =
  | 'AVAILABLE_AND_DEPLOYABLE'
  | 'AVAILABLE_NOT_DEPLOYABLE'
  | 'NOT_AVAILABLE_IN_MARKETPLACE';

interface CustomersTable {
  id: string;
  position: Generated<number>;
  name: string;
  description: string;
  external_id: string | null;
  labels: string[];
  starred: Generated<boolean>;
  allow_embedded_designer: boolean;
  allow_workflow_copilot: boolean;
  concurrent_execution_limit: number | null;
  created_at: Date;
  updated_at: Date;
}

interface UsersTable {
  id: string;
  /** Null: of the organisation itself. */
  customer_id: string | null;
  external_id: string;
  name: string;
  email: string;
  role: 'Owner' | 'Marketplace Admin' | 'Marketplace User';
  created_at: Date;
  updated_at: Date;
}

interface SigningKeysTable {
  id: string;
  public_key: string;
  created_at: Date;
}

interface SettingsTable {
  name: string;
  value: string;
}

interface VersionsTable {
  id: string;
  position: Generated<number>;
  /** The same for all versions of one integration. */
  sequence_id: string;
  /** The one node that stands for the integration itself, with its unpublished state. */
  is_head: boolean;
  number: number;
  name: string;
  description: string | null;
  category: string | null;
  labels: string[];
  overview: string | null;
  documentation: string | null;
  is_available: boolean;
  comment: string | null;
  published_at: Date | null;
  published_by: string | null;
  marketplace: MarketplaceConfiguration;
  allow_multiple: boolean;
  definition: Json<VersionDefinition>;
  created_at: Date;
  updated_at: Date;
}

interface InstancesTable {
  id: string;
  position: Generated<number>;
  customer_id: string;
  version_id: string;
  name: string;
  description: string;
  labels: string[];
  enabled: boolean;
  /** 0 before the first deployment. */
  deployed_version: number;
  needs_deploy: boolean;
  global_debug: boolean;
  starred: boolean;
  is_system: boolean;
  system_suspended: boolean;
  created_at: Date;
  updated_at: Date;
  last_deployed_at: Date | null;
  last_executed_at: Date | null;
}

export interface InputValue {
  name: string;
  type: string;
  value: string;
}

interface InstanceVariablesTable {
  id: string;
  position: Generated<number>;
  instance_id: string;
  key: string;
  value: string | null;
  inputs: Json<InputValue[]>;
  /** Of connections alone. */
  status: 'ACTIVE' | 'ERROR' | 'FAILED' | 'PENDING' | null;
  schedule_type: string | null;
  time_zone: string | null;
  refresh_at: Date | null;
  refreshed_at: Date | null;
  meta: string | null;
}

interface FlowConfigsTable {
  id: string;
  position: Generated<number>;
  instance_id: string;
  flow_id: string;
  flow_key: string;
  flow_name: string;
  webhook_key: string;
  api_keys: string[];
  test_payload: string | null;
  test_headers: string | null;
  test_content_type: string | null;
  last_executed_at: Date | null;
}

/** A run. It is written whole when it begins; until `ended_at` nobody is shown how it ends. */
interface ExecutionsTable {
  id: string;
  position: Generated<number>;
  instance_id: string;
  flow_config_id: string;
  flow_id: string;
  version_id: string;
  started_at: Date;
  ended_at: Date;
  error: string | null;
  invoke_type: 'WEBHOOK' | 'INTEGRATION_FLOW_TEST';
  is_test: boolean;
  retry_count: number;
  max_retry_count: number;
  retry_of: string | null;
  replay_of: string | null;
  request: Json<StoredPayload>;
  response: Json<StoredPayload>;
}

export interface StoredPayload {
  contentType: string;
  body: string;
}

interface StepResultsTable {
  id: string;
  position: Generated<number>;
  execution_id: string;
  name: string;
  started_at: Date;
  ended_at: Date;
  has_error: boolean;
  output: Json<unknown>;
}

/** A log line. It is seen from `logged_at` on. */
interface LogsTable {
  id: string;
  position: Generated<number>;
  instance_id: string;
  execution_id: string | null;
  flow_config_id: string | null;
  step_name: string | null;
  logged_at: Date;
  severity: number;
  log_type: 'EXECUTION' | 'MANAGEMENT' | 'CONNECTION';
  message: string;
}

export interface PrismaticTables {
  customers: CustomersTable;
  users: UsersTable;
  signing_keys: SigningKeysTable;
  settings: SettingsTable;
  versions: VersionsTable;
  instances: InstancesTable;
  instance_variables: InstanceVariablesTable;
  flow_configs: FlowConfigsTable;
  executions: ExecutionsTable;
  step_results: StepResultsTable;
  logs: LogsTable;
}

export type PrismaticDatabase = Database<PrismaticTables>;
export type CustomerRow = Selectable<CustomersTable>;
export type UserRow = Selectable<UsersTable>;
export type VersionRow = Selectable<VersionsTable>;
export type InstanceRow = Selectable<InstancesTable>;
export type VariableRow = Selectable<InstanceVariablesTable>;
export type FlowConfigRow = Selectable<FlowConfigsTable>;
export type ExecutionRow = Selectable<ExecutionsTable>;
export type StepResultRow = Selectable<StepResultsTable>;
export type LogRow = Selectable<LogsTable>;

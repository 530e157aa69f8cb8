import type { ColumnType, Generated, Selectable } from 'kysely';

import type { Database } from '#server/platform/database/connect.ts';

/** A jsonb column: read as the parsed value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

/** A slot of a Solution that takes an authentication. */
export interface AuthSlot {
  externalId: string;
  title: string;
  /** Name of the service whose authentication fits. */
  service: string;
}

/** A slot of a Solution that takes a config value. */
export interface ConfigSlot {
  externalId: string;
  title: string;
  /** JSON text, or empty when there is none. */
  defaultValue: string;
  /** Hidden in the wizard: the partner's own system supplies it. */
  hidden: boolean;
}

/** A workflow inside a Solution. */
export interface SourceWorkflow {
  id: string;
  name: string;
  /** Whether its instances get a webhook address. */
  webhook: boolean;
}

/** What one version of a Solution consists of. */
export interface VersionDefinition {
  authSlots: AuthSlot[];
  configSlots: ConfigSlot[];
  workflows: SourceWorkflow[];
  /** Slots the end user has to give (again) to reach this version. */
  neededFromUser: string[];
  /** Slots the partner's system has to give to reach this version. */
  neededFromSystem: string[];
}

/** A workflow of an instance. */
export interface WorkflowInstance {
  id: string;
  sourceWorkflowId: string;
  sourceWorkflowName: string;
  triggerUrl: string | null;
}

export type AuthValues = Record<string, string>;
export type ConfigValues = Record<string, string | null>;

interface UsersTable {
  id: string;
  position: Generated<number>;
  name: string;
  external_user_id: string | null;
  is_test_user: boolean;
  email: string;
  created_at: Date;
}

interface UserTokensTable {
  token: string;
  user_id: string;
  expires_at: Date;
}

interface AuthorizationCodesTable {
  code: string;
  user_id: string;
  expires_at: Date;
}

interface WizardSessionsTable {
  id: string;
  user_id: string;
  instance_id: string;
  expires_at: Date;
}

interface AuthSessionsTable {
  id: string;
  user_id: string;
  service: string;
  service_environment_id: string;
  /** The authentication that is signed in again; null: a new one is made. */
  authentication_id: string | null;
  expires_at: Date;
}

interface SolutionsTable {
  id: string;
  position: Generated<number>;
  title: string;
  description: string | null;
  tags: string[];
  custom_fields: Json<{ key: string; value: string }[]>;
}

interface SolutionVersionsTable {
  solution_id: string;
  number: number;
  definition: Json<VersionDefinition>;
  /** When it reaches, by itself, the instances of which it needs nothing; null: never, so that seeds rest. */
  rolls_out_at: Date | null;
  rolled_out: boolean;
}

interface InstancesTable {
  id: string;
  position: Generated<number>;
  name: string;
  owner_id: string;
  solution_id: string;
  enabled: boolean;
  created_at: Date;
  /** The version whose slots it has. */
  version: number;
  /** Up to which version the end user has given what was asked. */
  user_version: number;
  /** Up to which version the partner's system has given what was asked. */
  system_version: number;
  auth_values: Json<AuthValues>;
  config_values: Json<ConfigValues>;
  workflows: Json<WorkflowInstance[]>;
  removed_at: Date | null;
  /** While a read may still be stale: not yet shown after its creation. */
  hidden_until: Date | null;
  /** While a read may still be stale: shown although removed. */
  shown_until: Date | null;
}

/** How an instance was before a change, for reads that are allowed to be late. */
interface InstanceChangesTable {
  id: Generated<number>;
  instance_id: string;
  changed_at: Date;
  before: Json<InstanceSnapshot>;
  stale_until: Date | null;
  enabled_stale_until: Date | null;
}

/** The part of an instance that changes. */
export interface InstanceSnapshot {
  name: string;
  enabled: boolean;
  version: number;
  user_version: number;
  system_version: number;
  auth_values: AuthValues;
  config_values: ConfigValues;
}

interface AuthenticationsTable {
  id: string;
  position: Generated<number>;
  /** Null: of the organisation's own staff. */
  owner_id: string | null;
  name: string;
  service: string;
  service_environment_id: string;
  custom_fields: string | null;
  created_at: Date;
}

export interface TrayTables {
  users: UsersTable;
  user_tokens: UserTokensTable;
  authorization_codes: AuthorizationCodesTable;
  wizard_sessions: WizardSessionsTable;
  auth_sessions: AuthSessionsTable;
  solutions: SolutionsTable;
  solution_versions: SolutionVersionsTable;
  instances: InstancesTable;
  instance_changes: InstanceChangesTable;
  authentications: AuthenticationsTable;
}

export type TrayDatabase = Database<TrayTables>;
export type UserRow = Selectable<UsersTable>;
export type InstanceRow = Selectable<InstancesTable>;
export type AuthenticationRow = Selectable<AuthenticationsTable>;

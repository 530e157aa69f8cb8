import type { ProblemCode } from '#contract/problems.ts';
import type { LastRun } from '#contract/row-cause.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  BulkItemsTable,
  BulksTable,
  ExportPartsTable,
  ExportsTable,
  ReadNoticesTable,
  SavedViewsTable,
  UpgradeNoticesTable,
} from './admin-tables.ts';
import type { Database } from './connect.ts';
import type { ConnectorConsentsTable, ConnectorDraftsTable } from './connector-tables.ts';
import type { DeploymentsTable, NewestJobsTable } from './deployment-table.ts';
import type { InstanceChecksTable, InstanceCountsTable, ListedInstancesTable } from './list-tables.ts';
import type { ReplaysTable } from './replay-table.ts';
import type { OptionalTimestamp, Timestamp } from './timestamps.ts';
import type {
  AuthDialogsTable,
  OperationStepsTable,
  OperationsTable,
  OperationValuesTable,
  SlotConnectionsTable,
  WizardSessionsTable,
} from './operation-tables.ts';

/** The tables of Jackfield, as the migrations beside this file make them. One room writes each table; its name stands above. */
export interface Tables {
  // accounts
  accounts: AccountsTable;
  people: PeopleTable;
  vendor_links: VendorLinksTable;
  removed_links: RemovedLinksTable;
  vendor_tokens: VendorTokensTable;
  sign_in_attempts: SignInAttemptsTable;
  used_tokens: UsedTokensTable;
  // gateway
  sessions: SessionsTable;
  saved_views: SavedViewsTable;
  replays: ReplaysTable;
  // inventory
  instances: InstancesTable;
  instance_checks: InstanceChecksTable;
  templates: TemplatesTable;
  listed_instances: ListedInstancesTable;
  instance_counts: InstanceCountsTable;
  sync_states: SyncStatesTable;
  deployments: DeploymentsTable;
  failed_runs: FailedRunsTable;
  upgrade_notices: UpgradeNoticesTable;
  read_notices: ReadNoticesTable;
  newest_jobs: NewestJobsTable;
  // exports
  exports: ExportsTable;
  export_parts: ExportPartsTable;
  // bulks
  bulks: BulksTable;
  bulk_items: BulkItemsTable;
  // operations
  operations: OperationsTable;
  operation_steps: OperationStepsTable;
  operation_values: OperationValuesTable;
  wizard_sessions: WizardSessionsTable;
  auth_dialogs: AuthDialogsTable;
  slot_connections: SlotConnectionsTable;
  connector_drafts: ConnectorDraftsTable;
  connector_consents: ConnectorConsentsTable;
  // vendors
  vendor_states: VendorStatesTable;
  owner_budgets: OwnerBudgetsTable;
  // audit
  audit_entries: AuditEntriesTable;
}

export type JackfieldDatabase = Database<Tables>;

/** The PostgreSQL schema that holds them. */
export const jackfieldSchema = 'jackfield';

/** The one that holds them when live, so that nothing of a sandbox on the same database comes into it. */
export const liveSchema = 'jackfield_live';

interface AccountsTable {
  id: Generated<string>;
  external_id: string;
  name: string;
  created_at: Timestamp;
  /** Kept by a trigger of the log. */
  last_activity_at: ColumnType<Date | null, never, never>;
}

interface PeopleTable {
  id: Generated<string>;
  account_id: string | null;
  /** What the demo sign-in calls them; null for a person who signs in elsewhere. */
  demo_key: string | null;
  /** Who vouches for a person who signs in elsewhere, and what they are called there. */
  issuer: string | null;
  subject: string | null;
  name: string;
  role: 'user' | 'admin';
  view_only: boolean;
  /** Listed on the sign-in page. */
  featured: boolean;
}

interface VendorLinksTable {
  account_id: string;
  vendor: Vendor;
  /** Tray: the user id. Prismatic: the customer. Instabase: the username. Patchworks: the company. */
  vendor_account_id: string;
  /** Instabase: the folders below which the account's solutions may lie. Empty elsewhere. */
  folder_prefixes: Generated<string[]>;
  /** Patchworks: the company's own API key. Null where the operator's credential reaches every owner. */
  sealed_credential: Buffer | null;
  /** When an administrator last entered it, and who; null for one that was found or made. */
  entered_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  entered_by: ColumnType<string | null, string | null | undefined, string | null>;
  /** When the vendor last said whether it is good, and what it said; null for good. */
  checked_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  check_problem: ColumnType<ProblemCode | null, ProblemCode | null | undefined, ProblemCode | null>;
  /** When the account's failed runs were last asked for. */
  runs_checked_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** A link that an administrator has taken away, so that it is not found again by itself. */
interface RemovedLinksTable {
  account_id: string;
  vendor: Vendor;
  removed_at: Timestamp;
}

interface VendorTokensTable {
  vendor: Vendor;
  vendor_account_id: string;
  sealed_token: Buffer;
  expires_at: Timestamp;
}

interface SessionsTable {
  id_digest: Buffer;
  /** What its person knows it by; it opens nothing. */
  public_id: Generated<string>;
  /** The browser's own words about itself, cut to 300 characters; null when it said none. */
  user_agent: ColumnType<string | null, string | null | undefined, string | null>;
  person_id: string;
  created_at: Timestamp;
  /** When it last asked for something, to the minute. */
  last_seen_at: Timestamp;
  expires_at: Timestamp;
  /** An administrator looks as this account, and changes nothing meanwhile. */
  viewing_account_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** Until when at most. */
  viewing_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** A sign-in with the identity provider that a browser has begun. */
interface SignInAttemptsTable {
  state_digest: Buffer;
  /** Of the secret in the cookie of the browser that began. */
  browser_digest: Buffer;
  nonce: string;
  sealed_verifier: Buffer;
  return_to: string;
  expires_at: Timestamp;
}

/** Host-signed tokens that have been used, until they would not be taken any more anyway. */
interface UsedTokensTable {
  token_digest: Buffer;
  expires_at: Timestamp;
}

export interface InstancesTable {
  id: Generated<string>;
  vendor: Vendor;
  vendor_id: string;
  account_id: string;
  name: string;
  template_id: string;
  template_name: string;
  /** The status at rest; `working` comes on top while an operation runs. */
  rest_status: Exclude<InstanceStatus, 'working'>;
  update_kind: UpdateKind;
  fingerprint: string;
  /** Of the values alone; empty while it is not known. */
  values_fingerprint: Generated<string>;
  created_at: OptionalTimestamp;
  /** The titles of slots that need a value and have none. Never a value. */
  missing_connections: Generated<string[]>;
  missing_values: Generated<string[]>;
  /** How many process flows use it; null where that is not known or not the point. */
  use_count: number | null;
  /** How its deployment stands, where instances run only once they were deployed; null elsewhere. */
  deployment: JSONColumnType<StoredDeployment | null, string | null, string | null>;
  /** How its newest run ended, where the vendor tells that of runs and not of instances; null while it is not known. */
  last_run: LastRun | null;
  /** When it was last written. A later read that found it as it is stands in `instance_checks`. */
  checked_at: Timestamp;
  /** When we last wrote it through; reads that began less than 30 s later do not count against it. */
  written_at: OptionalTimestamp;
  removed_at: OptionalTimestamp;
  /** An operation of ours runs on it. */
  working: Generated<boolean>;
  /** An activation of ours waits for a person to finish the wizard. */
  awaiting_set_up: Generated<boolean>;
  last_operation_id: string | null;
}

/** `DeploymentState` as the index keeps it: times are ISO 8601. */
export interface StoredDeployment {
  isEnabled: boolean;
  wasDeployed: boolean;
  configuration: 'complete' | 'incomplete' | 'users' | 'unknown';
  hasUndeployedChanges: boolean;
  isFailing: boolean;
  isSuspended: boolean;
  versionNumber: number;
  deployedVersionNumber: number | null;
  newerVersionNumber: number | null;
  lastDeployedAt: string | null;
  lastRanAt: string | null;
}

interface TemplatesTable {
  vendor: Vendor;
  template_id: string;
  position: number;
  title: string;
  record: JSONColumnType<object>;
}

interface SyncStatesTable {
  vendor: Vendor;
  /** An account's id, `everything`, or `catalogue`. */
  scope: string;
  /** When the last read that succeeded began. */
  checked_at: OptionalTimestamp;
  /** How many rows that read found. */
  found: Generated<number>;
  failed_since: OptionalTimestamp;
  failure_code: ProblemCode | null;
  /** One reader at a time: who reads has it until then, and may extend it. */
  claimed_until: OptionalTimestamp;
  /** The reader's own mark; null when nobody reads. */
  claim: string | null;
  /** When the read began that has neither ended nor failed; left standing by a process that died. */
  under_way_since: OptionalTimestamp;
  /** How many accounts or rows the last read knows it lacks; null when it was whole. */
  missing_count: number | null;
  /** Where a walk over pages had come to; null when none is under way, or it had not come far. */
  walk: JSONColumnType<StoredWalk | null, string | null | undefined, string | null>;
}

/** How far a walk over a list had come when it last put a page into the index. */
export interface StoredWalk {
  /** The cursor of the page that comes next. */
  after: string;
  /** ISO 8601: when the read began whose pages these are. */
  startedAt: string;
  found: number;
  known: number;
  unreadable: number;
  total: number | null;
  isSteady: boolean;
}

/** A failed run of a flow, as long as its vendor has a record of it. */
export interface FailedRunsTable {
  vendor: Vendor;
  account_id: string;
  run_id: string;
  flow_id: string;
  failed_at: Timestamp;
}

interface VendorStatesTable {
  vendor: Vendor;
  /** How many calls might have been sent at `filled_at`; a fraction between two. */
  tokens: number;
  filled_at: Timestamp;
  /** How often calls have failed since the last that did not, by the vendor's id of whom they were for. */
  failing: ColumnType<Record<string, number>, string | undefined, string>;
  failed_since: OptionalTimestamp;
  /** The circuit is open: nothing is sent before then, and then one call to try. */
  open_until: OptionalTimestamp;
  /** How long it was opened for last. */
  pause_ms: number | null;
  /** The call that tries is under way; by then it has ended or died with its process. */
  probe_until: OptionalTimestamp;
  background_paused_until: OptionalTimestamp;
  /** How long it took over its answers lately, and when that was written; null before the first. */
  answer_ms: ColumnType<number | null, number | null | undefined, number | null>;
  answered_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** What one owner may be asked for, at a vendor that limits each owner alone. Such a vendor's own `tokens` are not used. */
interface OwnerBudgetsTable {
  vendor: Vendor;
  /** The vendor's id of the owner, or the word for the operator. */
  owner_key: string;
  tokens: number;
  filled_at: Timestamp;
  background_paused_until: OptionalTimestamp;
}

export interface AuditEntriesTable {
  id: Generated<number>;
  at: Timestamp;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  person_id: string | null;
  /** Whose account it was done for. */
  account_id: string | null;
  instance_id: string | null;
  problem_code: ProblemCode | null;
  detail: string | null;
  request_id: string | null;
  /** What it is searched by; filled by the database. */
  search_text: ColumnType<string, never, never>;
}

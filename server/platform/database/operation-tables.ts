import type { OperationKind, OperationState, OperationStep, RunCounts, RunEnd } from '#contract/operations.ts';
import type { Changed, FieldProblem, ProblemCode, ValueRefusal } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ColumnType, Generated } from 'kysely';
import type { OptionalTimestamp, Timestamp } from './timestamps.ts';

/** What an operation must remember between its calls. Never a credential, a wizard address or a config value. */
export interface OperationData {
  /** activate: the vendor ids of this account and template that were there before the create was sent. */
  knownIds?: string[];
  /** activate: a create was sent and its outcome is not journalled yet. */
  createSent?: boolean;
  /** A change was sent and its outcome is not known yet: the instance is read before it is sent again. */
  sent?: boolean;
  /** activate: how many creates were sent. */
  creates?: number;
  /** rename: the name asked for. */
  newName?: string;
  /** The vendor acknowledged the change; what remains is to see it. */
  acknowledged?: boolean;
  /** activate: a person asked to finish the set-up; a refusal that a missing value explains is not tried again. */
  asked?: boolean;
  /** enable: the id of the disable that it takes back. */
  undoes?: string;
  /** change_values: the titles of the slots whose values are changed. */
  slotTitles?: string[];
  /** upgrade: what the company gives is only its part; the person's part comes after it, in the wizard. */
  companyPart?: boolean;
  /** remove: only while the instance's set-up was never finished. */
  discards?: boolean;
  /** activate, upgrade: the published version asked for, where instances are of one. */
  versionId?: string;
  /** upgrade: the vendor has taken the other version; what remains is to deploy it. */
  hasMoved?: boolean;
  /** Where an instance is deployed: when it last was before the call, as ISO 8601; null for never. */
  deployedBefore?: string | null;
  /** What the vendor works on for us. */
  job?: StoredJob;
  /** ISO 8601: when the present step began trying; limits how long it backs off. */
  tryingSince?: string;
}

/** A job at the vendor, from before it was sent. Never a setting that may hold a secret. */
export interface StoredJob {
  kind: 'deployment' | 'removal' | 'run';
  /** With the owner's own credential, or the operator's. */
  as: 'owner' | 'operator';
  /** Null until the vendor has taken it. */
  jobId: string | null;
  /** run: the id that we gave it, by which it is found when the vendor's answer was lost. */
  runId: string | null;
  polls: number;
  progress: number | null;
  /** deployment: the path of the package. */
  packagePath?: string;
  /** run: what it is to read and where it writes. */
  inputFolder?: string;
  outputFolder?: string | null;
  /** run by name: which solution. */
  named?: { name: string; version: string | null; owner: string | null };
  /** ISO 8601: since when the vendor has not told how it stands. */
  failingSince?: string;
  /** run: how much it had read when the vendor last told. */
  counts?: RunCounts;
  /** run: how it ended, for whoever looks at the operation later. */
  end?: RunEnd;
}

export interface StoredProblem {
  code: ProblemCode;
  changed: Changed;
  vendorMessage?: string;
  /** ISO 8601: when asking again is worth while. */
  retryAt?: string;
  /** The input that was refused, by field. */
  fields?: Record<string, FieldProblem>;
  /** What the vendor finds wrong, made fit for a screen. */
  refusals?: ValueRefusal[];
}

export interface OperationsTable {
  id: Generated<string>;
  kind: OperationKind;
  state: OperationState;
  step: OperationStep;
  vendor: Vendor;
  account_id: string;
  person_id: string;
  /** The browser's key of an activation: the same key is the same activation. */
  request_key: string | null;
  request_id: string;
  instance_id: string | null;
  template_id: string | null;
  name: string;
  data: ColumnType<OperationData, string, string>;
  problem: ColumnType<StoredProblem | null, string | null | undefined, string | null>;
  attempts: Generated<number>;
  due_at: Timestamp;
  started_at: Timestamp;
  ended_at: OptionalTimestamp;
  /** The work on many instances that it belongs to: nobody waits for it. */
  bulk_id: ColumnType<string | null, string | null | undefined, never>;
}

export interface OperationStepsTable {
  operation_id: string;
  position: Generated<number>;
  step: OperationStep;
  started_at: Timestamp;
  ended_at: OptionalTimestamp;
}

/** Values on their way to a vendor; gone with the end of their operation. */
export interface OperationValuesTable {
  operation_id: string;
  sealed: Buffer;
}

export interface WizardSessionsTable {
  id: Generated<string>;
  instance_id: string;
  operation_id: string;
  person_id: string;
  account_id: string;
  /** The instance's fingerprint at opening, to tell whether anything was changed. */
  fingerprint: string;
  state: 'open' | 'configured' | 'unfinished' | 'unchanged';
  opened_at: Timestamp;
}

/** One opening of a vendor's auth-only dialog. It holds no code, no address and no credential. */
export interface AuthDialogsTable {
  id: Generated<string>;
  account_id: string;
  person_id: string;
  vendor: Vendor;
  purpose: 'slot' | 'edit' | 'another';
  /** slot: which slot of which instance. */
  instance_id: string | null;
  external_id: string | null;
  /** The connection as it was at opening: the one in the slot, or the one that is signed in again. */
  before: ColumnType<StoredAuthentication | null, string | null, never>;
  opened_at: Timestamp;
}

/** What is kept of an authentication, to tell later whether it leads to another account. */
export interface StoredAuthentication {
  id: string;
  name: string;
  serviceTitle: string;
  serviceId: string | null;
  accountName: string | null;
}

/** How the authentication that was last seen in a slot came into it. */
export interface SlotConnectionsTable {
  instance_id: string;
  external_id: string;
  /** Null: the slot was seen empty. */
  authentication_id: string | null;
  account_name: string | null;
  service_id: string | null;
  /** Who connected it here; null when it was done at the vendor. */
  person_id: string | null;
  /** Null: it stood there when the slot was first seen. */
  changed_at: OptionalTimestamp;
  previous_account_name: string | null;
  /** When the vendor last showed the slot like this, to the minute. */
  seen_at: Timestamp;
}

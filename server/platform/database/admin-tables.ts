import type { BulkAction, BulkOutcome, BulkState } from '#contract/bulks.ts';
import type { ExportKind, ExportState } from '#contract/endpoints/exports.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OptionalTimestamp, Timestamp } from './timestamps.ts';

export interface SavedViewsTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  query: string;
  is_shared: boolean;
  created_at: Timestamp;
  changed_at: Timestamp;
}

export interface ExportsTable {
  id: Generated<string>;
  kind: ExportKind;
  state: Exclude<ExportState, 'expired'>;
  person_id: string;
  /** The browser's key: the same key is the same export. */
  request_key: string;
  request_id: string;
  /** As the contract has it for its kind. */
  filter: JSONColumnType<object>;
  rows_done: Generated<number>;
  rows_all: number | null;
  bytes: number | null;
  problem_code: ProblemCode | null;
  started_at: Timestamp;
  ended_at: OptionalTimestamp;
  kept_until: OptionalTimestamp;
  /** How often it was begun to be written; who writes at it does so with their number alone. */
  tries: Generated<number>;
}

/** A piece of a file, the pieces in order. */
export interface ExportPartsTable {
  export_id: string;
  position: number;
  content: Buffer;
}

export interface BulksTable {
  id: Generated<string>;
  action: BulkAction;
  state: BulkState;
  person_id: string;
  /** The browser's key: the same key is the same plan. */
  request_key: string;
  request_id: string;
  /** The one of which it repeats what failed. */
  repeats: string | null;
  planned_at: Timestamp;
  begins_at: OptionalTimestamp;
  started_at: OptionalTimestamp;
  ended_at: OptionalTimestamp;
  due_at: Timestamp;
  /** planning: up to which position it is found out what would become of them. */
  planned_to: Generated<number>;
  /** As of `counted_at`; written together with every change of its state, and about once a second while it runs. */
  counts: JSONColumnType<Record<BulkOutcome, number>>;
  refusals: JSONColumnType<{ code: ProblemCode; count: number }[]>;
  per_minute: number | null;
  counted_at: Timestamp;
  stopped_by: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface BulkItemsTable {
  /** Also the request key of the operation that it becomes. */
  id: Generated<string>;
  bulk_id: string;
  position: number;
  instance_id: string;
  account_id: string;
  vendor: Vendor;
  name: string;
  outcome: BulkOutcome;
  problem_code: ProblemCode | null;
  vendor_message: string | null;
  operation_id: string | null;
  /** resync: how often it was read in vain. */
  attempts: Generated<number>;
  ended_at: OptionalTimestamp;
}

/** What owners are told about a newer version that waits for them. */
export interface UpgradeNoticesTable {
  id: Generated<string>;
  vendor: Vendor;
  template_id: string;
  message: string | null;
  person_id: string;
  sent_at: Timestamp;
  /** When it was taken back, or another took its place. */
  ended_at: OptionalTimestamp;
}

export interface ReadNoticesTable {
  notice_id: string;
  person_id: string;
  read_at: Timestamp;
}

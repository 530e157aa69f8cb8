import type { Health } from '#contract/row-cause.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ColumnType } from 'kysely';

/** A column that only the database's own triggers write. */
type Kept<Value> = ColumnType<Value, never, never>;

/** One row for each instance that was not removed: what lists find and order it by. */
export interface ListedInstancesTable {
  id: Kept<string>;
  account_id: Kept<string>;
  /** What it has in common with others, by `instance_counts`; too large for a number, so read it as text. */
  kind: Kept<number>;
  created_at: Kept<Date | null>;
  /** In small letters, as are the next ones. */
  name_key: Kept<string>;
  account_key: Kept<string>;
  vendor_key: Kept<string>;
  /** The code and the vendor's words of what went wrong last and still matters; null for nothing. */
  problem_text: Kept<string | null>;
}

/** One row for each instance that was not removed: when the read began that last found it as it stands. */
export interface InstanceChecksTable {
  instance_id: Kept<string>;
  vendor: Kept<Vendor>;
  /** Follows `instances.checked_at`, and is later where a read found nothing to write. */
  checked_at: ColumnType<Date, never, Date>;
}

/** How many instances there are of a kind: the sum over all its rows, of which there may be several at any time. */
export interface InstanceCountsTable {
  kind: Kept<number>;
  vendor: Kept<Vendor>;
  template_id: Kept<string>;
  template_name: Kept<string>;
  status: Kept<InstanceStatus>;
  health: Kept<Health>;
  update_kind: Kept<UpdateKind>;
  /** Whether it waits for a person of its account; `with_hook`: where the company's hook supplies values. */
  needs_person: Kept<'yes' | 'with_hook' | 'no'>;
  /** May be less than 0. */
  count: Kept<number>;
}

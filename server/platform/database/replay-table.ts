import type { ColumnType } from 'kysely';
import type { Vendor } from '#contract/vendors.ts';
import type { OptionalTimestamp } from './timestamps.ts';

/**
 * A run that is, or was, run once more: what keeps a double press, a second replica or a lost answer from doing it twice.
 * Nothing of what the run was about.
 */
export interface ReplaysTable {
  vendor: Vendor;
  /** The vendor's id of the run that is repeated. */
  run_id: string;
  instance_id: string;
  /** When the last request to repeat it was sent; null: none was, or it was surely not done. */
  sent_at: OptionalTimestamp;
  /** Repetitions that were there before that, by the vendor's ids. */
  known_run_ids: ColumnType<string[], string[] | undefined, string[]>;
  /** The run that it led to; null while nobody knows. */
  new_run_id: string | null;
  /** The vendor said no, and what it has could not be looked at since. */
  is_refused: ColumnType<boolean, boolean | undefined, boolean>;
  /** Who works on it at present, until when. */
  claim: string | null;
  claimed_until: OptionalTimestamp;
}

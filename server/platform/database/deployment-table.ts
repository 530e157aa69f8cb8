import type { DeploymentState, RunState, Visibility } from '#contract/deployments.ts';
import type { OptionalTimestamp } from './timestamps.ts';

/** What the index keeps besides of a solution that is deployed from a file: what its own list filters and sorts by. */
export interface DeploymentsTable {
  instance_id: string;
  name: string;
  version: string;
  /** The vendor's id of the owner, or the word that stands for everybody. */
  owner: string;
  author: string | null;
  summary: string | null;
  state: DeploymentState;
  visibility: Visibility | 'unknown';
  is_public: boolean;
  vendor_updated_at: OptionalTimestamp;
  newest_run_id: string | null;
  newest_run_state: RunState | null;
  newest_run_at: OptionalTimestamp;
  /** When its runs were last asked for. */
  runs_checked_at: OptionalTimestamp;
}

/**
 * The newest job of a solution that is everybody's, as one account sees it: no account is shown the jobs of another. That of
 * the account which holds what is everybody's is the operator's.
 */
export interface NewestJobsTable {
  instance_id: string;
  account_id: string;
  /** Null: the account has none. */
  run_id: string | null;
  state: RunState | null;
  started_at: OptionalTimestamp;
  /** The space that it writes into, in which the vendor has to look for it. */
  space: string | null;
  /** When jobs were last asked for; null where one was only begun here. */
  checked_at: OptionalTimestamp;
}

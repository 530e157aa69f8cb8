import type { ColumnType, Generated, Selectable } from 'kysely';

import type { Database } from '#server/platform/database/connect.ts';

import type { RunOutcome, SolutionState, Visibility } from '../vocabulary.ts';

/** A jsonb column: read as the parsed value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

/** An int8 of nanoseconds: above 2^53, so it is written as text, and read as text by those who cast it. */
type Nanoseconds = ColumnType<string, string, string>;

interface UsersTable {
  /** The private id that job objects name, unlike every filter, which takes the username. */
  account_id: string;
  username: string;
  /** The dashboard's own id of the customer company; null for those it does not know. */
  external_id: string | null;
  token: string;
  is_admin: boolean;
}

interface SpacesTable {
  owner: string;
  name: string;
}

interface PackagesTable {
  path: string;
  /** What stands in the `package.json` of the `.ibsolution` at this path; it need not be complete. */
  package_json: Json<unknown>;
}

interface SolutionsTable {
  id: string;
  position: Generated<number>;
  name: string;
  version: string;
  owner: string;
  author: string;
  summary: string;
  description: string;
  metadata: string;
  state: SolutionState;
  visibility: Visibility;
  solution_path: string;
  created_at: Date;
  updated_at: Date;
  /** The state before the last change, for reads that are allowed to be late. */
  previous_state: SolutionState | null;
  /** The job that is going to delete it, or has. */
  deletion_job: string | null;
  removed_at: Date | null;
}

/** How one part of a job ended, as the Job API words it. */
export interface JobResult {
  status: 'OK' | 'ERROR';
  msg?: string;
  deployed_solution_id?: string;
}

interface AsyncJobsTable {
  id: string;
  kind: 'deploy' | 'delete';
  /** Who asked. */
  account_id: string;
  /** Whose solution it is about. */
  owner: string;
  /** What is deployed. */
  solution_path: string | null;
  /** What is deleted. */
  solution_id: string | null;
  started_at: Date;
  due_at: Date;
  results: Json<JobResult[]> | null;
}

interface RunsTable {
  id: string;
  account_id: string;
  username: string;
  solution_id: string;
  /** Kept here too, because runs outlive their solution and are sorted by these. */
  solution_name: string;
  solution_version: string;
  solution_owner: string;
  output_folder: string;
  /** The space that the output folder lies in, as `<owner>/<name>`. */
  output_repo: string;
  started_ns: Nanoseconds;
  /** Later than the start when a person resumed the run. */
  last_started_ns: Nanoseconds;
  /** From this moment on the run is in the state of its outcome; before, it is running. */
  ends_ns: Nanoseconds;
  outcome: RunOutcome;
}

export interface InstabaseTables {
  users: UsersTable;
  spaces: SpacesTable;
  packages: PackagesTable;
  solutions: SolutionsTable;
  async_jobs: AsyncJobsTable;
  runs: RunsTable;
}

export type InstabaseDatabase = Database<InstabaseTables>;
export type UserRow = Selectable<UsersTable>;
export type SolutionRow = Selectable<SolutionsTable>;
export type AsyncJobRow = Selectable<AsyncJobsTable>;

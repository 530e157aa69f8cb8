import type {
  DeploymentState,
  FilterableRunState,
  RunSorting,
  RunState,
  SortDirection,
  Visibility,
} from '#contract/deployments.ts';
import type { RunCounts } from '#contract/operations.ts';
import type { InstanceRecord, VendorOwner } from './records.ts';

/** With whose credential a call is made: an owner's own, or the operator's, which may see and change everything. */
export type ActsAs = VendorOwner | 'operator';

/** A solution that is deployed at the vendor, as lists show it. Each version of a name is one of its own. */
export interface DeploymentRecord {
  vendorId: string;
  /** The vendor's id of the owner; of a public one, the word that stands for nobody in particular. */
  vendorAccountId: string;
  isPublic: boolean;
  name: string;
  version: string;
  /** Who published it. */
  author: string | null;
  summary: string | null;
  state: DeploymentState;
  /** The vendor never tells it of a single solution: known only where the owner or the filter of the list says it. */
  visibility: Visibility | 'unknown';
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** What its package says besides. Values whose key looks like that of a secret are masked. */
export type DeploymentMetadata = { kind: 'json'; value: unknown } | { kind: 'text'; text: string };

export interface DeploymentDetail {
  deployment: DeploymentRecord;
  description: string | null;
  /** The file it was deployed from, where the vendor tells. */
  packagePath: string | null;
  metadata: DeploymentMetadata | null;
}

/** One page of a walk. `next` is null on the last page. */
export interface DeploymentPage {
  deployments: DeploymentRecord[];
  /** The same solutions in the same order, as the index keeps them, so that one walk serves both. */
  instances: InstanceRecord[];
  next: string | null;
  /** Rows that came but could not be read, or that may have slipped away between two pages. */
  unreadableCount: number;
}

/** What a list is narrowed by. Each compares the whole value. */
export interface DeploymentFilter {
  state?: Exclude<DeploymentState, 'unknown'>;
  name?: string;
  author?: string;
  /** The vendor's id of the owner. */
  owner?: string;
  visibility?: Visibility;
}

/** A moment to the nanosecond: `nanoseconds` since 1970 in decimal digits, which no JavaScript number can hold. */
export interface ExactTime {
  at: Date;
  nanoseconds: string;
}

/** One run of a deployed solution, as lists of runs show it. */
export interface RunRecord {
  runId: string;
  /** Null when the vendor does not tell. */
  deploymentId: string | null;
  state: RunState;
  /** The vendor's own word for the state. */
  stateWord: string;
  /** The vendor's private id of who started it, which is no username. */
  startedBy: string | null;
  kind: string | null;
  startedAt: ExactTime | null;
  /** Later than `startedAt` when a person let it go on. */
  lastStartedAt: ExactTime | null;
  changedAt: ExactTime | null;
  /** Null as long as it has not ended. */
  finishedAt: ExactTime | null;
  /** A duration in decimal digits; null as long as it has not ended. */
  durationNanoseconds: string | null;
  message: string | null;
  outputFolder: string | null;
  metadata: DeploymentMetadata | null;
}

/** What a list of runs is narrowed by: any of the values of each; none does not narrow. */
export interface RunFilter {
  /** Usernames of those who started them. */
  users?: string[];
  runIds?: string[];
  states?: FilterableRunState[];
  /**
   * The spaces that they write into, as `<owner>/<name>`. None: all that the caller owns, which the vendor refuses for
   * owners of more than 900 (`bad_input` on the field `spaces`).
   */
  spaces?: string[];
}

/** The same for runs of several solutions. */
export interface RunsFilter extends RunFilter {
  deploymentIds?: string[];
  owners?: string[];
  names?: string[];
}

/** Which part of a list of runs, in which order. */
export interface RunOrder {
  sortBy: RunSorting;
  direction: SortDirection;
  offset: number;
  limit: number;
}

/** The vendor neither counts runs nor says whether more follow: a full page is the only sign of it. */
export interface RunPage {
  runs: RunRecord[];
  mayHaveMore: boolean;
  unreadableCount: number;
}

/** What kind of work a job does. */
export type JobKind = 'deployment' | 'removal' | 'run';

/** A job that the vendor has taken. What becomes of it only `readJob` tells. */
export interface PendingJob {
  jobId: string;
}

/**
 * How a job stands. `pending`: not over. `unknown`: over without a word on how, or in a state we have no word for, so that
 * whoever asks has to look at what the job was to change.
 */
export type JobOutcome = 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'needs_person' | 'unknown';

export interface JobReport {
  jobId: string;
  /** The vendor will not do any more. */
  isOver: boolean;
  outcome: JobOutcome;
  /** From 0 to 1. */
  progress: number | null;
  finishedAt: Date | null;
  /** The vendor's words on each part that failed. */
  problems: string[];
  message: string | null;
  /** What a deployment has made, where the vendor tells. */
  deploymentId: string | null;
  outputFolders: string[];
  /** Of a run: its own state, who looks at what it read, and how much that was. */
  runState: RunState | null;
  reviewer: string | null;
  reviewState: 'none' | 'in_review' | 'completed' | 'not_completed' | 'unknown' | null;
  counts: RunCounts | null;
}

/** What a run is to do. */
export interface WantedRun {
  inputFolder: string;
  /** Null: a folder that the vendor makes inside the input folder. */
  outputFolder: string | null;
  /** An id of the caller's own, by which a run whose answer was lost can be found again; null: the vendor makes one. */
  runId: string | null;
  settings: WantedSettings;
}

export interface WantedSettings {
  /** Null: as the vendor does by default, which is not documented. */
  clearsOutputFolder: boolean | null;
  addsRunIdToFolder: boolean | null;
  notifiedEmails: string[];
  /** Further settings as the vendor is to get them. They may hold secrets. The fields above go before them. */
  more: Record<string, unknown>;
}

/** Which solution a run by name means. */
export interface NamedDeployment {
  name: string;
  /** Null: the one deployed last, which need not have the highest number. */
  version: string | null;
  /** The vendor's id of the owner; null: the public one. */
  owner: string | null;
}

/** What can be read. Every method throws `VendorError`. */
export interface DeploymentReader {
  /** A page of what the caller may see: everybody's public ones and the caller's own. `after` is a former page's `next`. */
  listDeployments(as: ActsAs, filter: DeploymentFilter, after: string | null): Promise<DeploymentPage>;
  /** Every version of a name that one owner has. */
  listVersions(as: ActsAs, solution: { name: string; owner: string }): Promise<DeploymentRecord[]>;
  /** Null when there is none that the caller may see. */
  readDeployment(as: ActsAs, vendorId: string): Promise<DeploymentDetail | null>;
  /** Who sees it, found out by asking for those of each visibility: up to three calls. */
  readVisibility(as: ActsAs, deployment: DeploymentRecord): Promise<Visibility | 'unknown'>;
  /** Runs of one solution. `gone`: there is none that the caller may see. */
  listRunsOf(as: ActsAs, vendorId: string, filter: RunFilter, order: RunOrder): Promise<RunPage>;
  listRuns(as: ActsAs, filter: RunsFilter, order: RunOrder): Promise<RunPage>;
  /** One run, looked for in these spaces, or in all that the caller owns; null when it is not there. */
  readRun(as: ActsAs, runId: string, spaces: string[]): Promise<RunRecord | null>;
  /** How a job stands. `refused`: the vendor could not tell, for whatever reason; it gives a text and no code. */
  readJob(as: ActsAs, job: { jobId: string; kind: JobKind }): Promise<JobReport>;
}

/**
 * What can be changed. Every method throws `VendorError`, whose `wasDone` says what may be left behind. Paths and spaces
 * are sent as they are: whoever calls has checked that the account may use them.
 */
export interface DeploymentWriter {
  /** Deploys the package at this path of the vendor's file system. */
  deploy(as: ActsAs, packagePath: string): Promise<PendingJob>;
  run(as: ActsAs, vendorId: string, wanted: WantedRun): Promise<PendingJob>;
  runByName(as: ActsAs, named: NamedDeployment, wanted: WantedRun): Promise<PendingJob>;
  setState(as: ActsAs, vendorId: string, state: Exclude<DeploymentState, 'unknown'>): Promise<DeploymentDetail>;
  /** The vendor does not say what it made of the wish: whoever may not publish gets a review instead. */
  setVisibility(as: ActsAs, vendorId: string, visibility: Visibility): Promise<DeploymentDetail>;
  /** The solution stays where it is until the job is over. */
  remove(as: ActsAs, vendorId: string): Promise<PendingJob>;
}

/** What a vendor has besides, whose instances are solutions that are deployed and run. */
export interface DeploymentPort {
  readonly reader: DeploymentReader;
  readonly writer: DeploymentWriter;
  /** The vendor's word for the owner of what belongs to nobody in particular, and so to everybody. */
  readonly everybody: string;
  /** Where a person looks at what a run read, when an address for it is configured. */
  reviewUrl(run: { runId: string }): string | null;
}

const firstPollMs = 1_000;
const usualPollMs = 5_000;
/** For jobs that take long: after some ten minutes nobody waits for the second. */
const patientPollMs = 30_000;
const patientAfterPolls = 120;

/** How long to wait before a job is asked for again, after so many times. */
export function pollDelayMs(pollsSoFar: number): number {
  if (pollsSoFar >= patientAfterPolls) return patientPollMs;
  return Math.min(usualPollMs, Math.round(firstPollMs * 1.5 ** Math.max(0, pollsSoFar)));
}

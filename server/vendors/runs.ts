import type { VendorOwner } from './records.ts';

/** `unknown`: the vendor has a word for it that we do not read. */
export type RunState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'unknown';

/** What began a run. */
export type RunTrigger = 'webhook' | 'schedule' | 'test' | 'deployment' | 'removal' | 'flow' | 'agent' | 'unknown';

/** One run of one flow of an instance. */
export interface RunRecord {
  runId: string;
  vendorId: string;
  instanceName: string;
  flowId: string | null;
  flowName: string | null;
  state: RunState;
  /** It ended well, and found nothing to do or somebody else at it. */
  wasIdle: boolean;
  trigger: RunTrigger;
  isTest: boolean;
  startedAt: Date;
  /** Null while it runs. */
  endedAt: Date | null;
  /** Foreign text. */
  error: string | null;
  /** How often it was tried again so far, and how often it may be; null where it is not. */
  retries: { count: number; most: number } | null;
  stepCount: number | null;
  /** The run that this one repeats. */
  replayOf: string | null;
  /** Whether another run has repeated this one already. */
  wasReplayed: boolean;
}

export interface RunStep {
  stepId: string;
  name: string;
  startedAt: Date | null;
  endedAt: Date | null;
  hasFailed: boolean;
}

/** What a step handed on. It is the customer's data: fetched on opening, shown redacted, never stored. */
export interface StepResult {
  /** JSON-like, whatever the step made. Bytes are told by their number alone. */
  content: unknown;
}

/** Which runs. All that is left out does not matter. */
export interface RunFilter {
  vendorId?: string;
  flowId?: string;
  state?: 'succeeded' | 'failed';
  /** Failed, and not repeated yet. */
  isUnmended?: boolean;
  from?: Date;
  to?: Date;
}

/** So many runs that began in this stretch, and how many of them failed. */
export interface RunCount {
  from: Date;
  all: number;
  failed: number;
}

export const logSeverities = ['trace', 'debug', 'info', 'warning', 'error', 'fatal', 'metric'] as const;
export type LogSeverity = (typeof logSeverities)[number] | 'unknown';

/** One line of what the vendor logs. Its text is foreign. */
export interface LogLine {
  lineId: string;
  at: Date;
  severity: LogSeverity;
  message: string;
  vendorId: string | null;
  instanceName: string | null;
  runId: string | null;
  flowName: string | null;
  stepName: string | null;
}

/** Which lines. Both ends are needed: without them vendors show a window of their own. */
export interface LogFilter {
  from: Date;
  to: Date;
  vendorId?: string;
  runId?: string;
  /** None: all of them. */
  severities?: LogSeverity[];
  text?: string;
  /** `oldest` is for following: the last line's moment is the next `from`. */
  order: 'newest' | 'oldest';
}

/** A page may hold fewer rows than were asked for, also none, and still have a next. */
export interface RunPage {
  runs: RunRecord[];
  /** Rows of this page that could not be read, and are not among them. */
  unreadableCount: number;
  totalCount: number | null;
  next: string | null;
}

export interface LogPage {
  lines: LogLine[];
  next: string | null;
}

/** What can be read about runs. `owner` null: everybody's, with the operator's credential. All throw `VendorError`. */
export interface RunReader {
  /** The newest first. */
  listRuns(owner: VendorOwner | null, filter: RunFilter, after: string | null): Promise<RunPage>;
  /** Null when there is no such run of this owner. */
  readRun(owner: VendorOwner | null, runId: string): Promise<{ run: RunRecord; steps: RunStep[] } | null>;
  readStepResult(owner: VendorOwner | null, runId: string, stepId: string): Promise<StepResult | null>;
  listLogs(owner: VendorOwner | null, filter: LogFilter, after: string | null): Promise<LogPage>;
  /** Hour by hour, the oldest first; the last one ends at `until`. */
  countRuns(
    owner: VendorOwner | null,
    filter: { vendorId?: string },
    stretch: { until: Date; hours: number },
  ): Promise<RunCount[]>;
}

/** What a flow that was tested answered. */
export interface FlowTest {
  run: RunRecord | null;
  statusCode: number | null;
  headers: Record<string, string>;
  body: string | null;
}

/** What begins a run. All throw `VendorError`, whose `wasDone` says whether one may have begun. */
export interface RunWriter {
  /** Null when the instance has no such flow. */
  testFlow(
    owner: VendorOwner,
    vendorId: string,
    flowId: string,
    request: { payload: string | null; contentType: string | null; headers: Record<string, string> },
  ): Promise<FlowTest | null>;
  /** Runs once more what a run was begun with. */
  replayRun(owner: VendorOwner, runId: string): Promise<RunRecord>;
}

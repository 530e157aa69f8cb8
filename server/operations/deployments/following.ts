import type { StoredJob } from '../../platform/database/operation-tables.ts';
import { type ActsAs, type JobReport, pollDelayMs } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationChange, OperationRow } from '../journal.ts';
import { hasTriedEnough, isWorthWaiting, problemOf, retryDelayMs } from '../retrying.ts';
import type { WorkContext } from '../work-context.ts';
import { deploymentPortOf, jobOf } from './job-context.ts';

/** How the vendor's answer about a job reads: it goes on, it is over, or the vendor has not told for too long. */
export type Followed =
  | { kind: 'goes_on'; operation: OperationRow }
  | { kind: 'over'; report: JobReport }
  | { kind: 'lost'; error: VendorError };

/**
 * The vendor words a job that never was, a token that it does not take and a trouble of its own alike, so one such answer
 * ends nothing: it is asked on for this long, so often.
 */
const lostAfterMs = 2 * 60_000;
const failedPollMs = 5_000;

/** Asks once how the job stands. Judged by its outcome alone: that a job is over says nothing on how it ended. */
export async function follow(context: WorkContext, operation: OperationRow, as: ActsAs): Promise<Followed> {
  const { clock } = context;
  const job = jobOf(operation);
  const jobId = job.jobId ?? '';
  let report: JobReport;
  try {
    report = await deploymentPortOf(context, operation.vendor).reader.readJob(as, { jobId, kind: job.kind });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return pollFailed(context, operation, error);
  }
  const isUndecided = report.outcome === 'pending' || (report.outcome === 'unknown' && !report.isOver);
  if (!isUndecided) return { kind: 'over', report };
  const { failingSince: _failingSince, ...rest } = job;
  const polled = await context.journal.change(operation, {
    problem: null,
    data: {
      ...operation.data,
      job: { ...rest, ...countsOf(report), polls: job.polls + 1, progress: report.progress ?? job.progress },
    },
    dueAt: new Date(clock.now().getTime() + pollDelayMs(job.polls)),
  });
  return { kind: 'goes_on', operation: polled };
}

/** What the job has read, to be kept with it; where the vendor does not tell, what it told before stays. */
export function countsOf(report: JobReport | null): Pick<StoredJob, 'counts'> {
  return report?.counts ? { counts: report.counts } : {};
}

async function pollFailed(context: WorkContext, operation: OperationRow, error: VendorError): Promise<Followed> {
  const now = context.clock.now();
  const job = jobOf(operation);
  const since = job.failingSince ?? now.toISOString();
  // A vendor that cannot be reached goes on with the job all the same.
  const isAway = error.code === 'vendor_unavailable' || error.code === 'rate_limited';
  if (!isAway && now.getTime() - Date.parse(since) >= lostAfterMs) return { kind: 'lost', error };
  const waitMs = Math.max(failedPollMs, error.retryAfterMs ?? 0);
  const waiting = await context.journal.change(operation, {
    problem: problemOf(error, 'unknown'),
    data: { ...operation.data, job: { ...job, failingSince: since } },
    dueAt: new Date(now.getTime() + waitMs),
  });
  return { kind: 'goes_on', operation: waiting };
}

/** Notes in the journal that a job is about to be sent. After a crash nobody knows whether it was. */
export function noteSending(context: WorkContext, operation: OperationRow, more: OperationChange['data'] = {}) {
  return context.journal.change(operation, {
    step: 'sending',
    attempts: operation.attempts + 1,
    data: {
      ...operation.data,
      ...more,
      sent: true,
      creates: (operation.data.creates ?? 0) + 1,
      tryingSince: operation.data.sent ? context.clock.now().toISOString() : sinceOf(context, operation),
    },
  });
}

function sinceOf({ clock }: WorkContext, { data }: OperationRow): string {
  return data.tryingSince ?? clock.now().toISOString();
}

/** The vendor has taken the job: from here on a crash costs nothing. */
export function noteTaken(context: WorkContext, operation: OperationRow, taken: Partial<StoredJob>) {
  return context.journal.change(operation, {
    step: 'following',
    attempts: 0,
    problem: null,
    data: { ...operation.data, sent: false, job: { ...jobOf(operation), polls: 0, ...taken } },
    dueAt: new Date(context.clock.now().getTime() + pollDelayMs(0)),
  });
}

/**
 * A job could not be sent. Nothing was done: it is sent again while time may help, else that is the end. Null: nobody knows
 * whether it was taken.
 */
export async function sendingFailed(
  context: WorkContext,
  operation: OperationRow,
  error: VendorError,
): Promise<OperationRow | null> {
  if (error.wasDone !== 'no') return null;
  const now = context.clock.now();
  if (!isWorthWaiting(error) || hasTriedEnough(operation, now)) {
    return context.journal.change(operation, { state: 'failed', problem: problemWithFields(error) });
  }
  return context.journal.change(operation, {
    problem: problemOf(error, 'nothing'),
    data: { ...operation.data, sent: false, creates: Math.max(0, (operation.data.creates ?? 1) - 1) },
    dueAt: new Date(now.getTime() + retryDelayMs(operation.attempts - 1, error)),
  });
}

function problemWithFields(error: VendorError) {
  return { ...problemOf(error, 'nothing'), ...(error.fields ? { fields: error.fields } : {}) };
}

const lookAgainMs = 2_000;

/** Nobody can tell yet what became of the call: it is looked for again a moment later. */
export function lookLater(context: WorkContext, operation: OperationRow, error: VendorError | null = null) {
  return context.journal.change(operation, {
    step: 'settling',
    ...(error === null ? {} : { problem: problemOf(error, 'unknown') }),
    dueAt: new Date(context.clock.now().getTime() + Math.max(lookAgainMs, error?.retryAfterMs ?? 0)),
  });
}

/** The vendor did the job and says that it went wrong. */
export function endFailed(
  context: WorkContext,
  operation: OperationRow,
  report: Pick<JobReport, 'problems' | 'message'>,
  changed: 'nothing' | 'something',
): Promise<OperationRow> {
  const vendorMessage = report.problems[0] ?? report.message;
  const refused = new VendorError(operation.vendor, 'refused', { wasDone: 'no', vendorMessage });
  return context.journal.change(operation, { state: 'failed', problem: problemOf(refused, changed) });
}

/** Nobody can tell what became of it, and looking told nothing either. */
export function endUnknown(context: WorkContext, operation: OperationRow, error: VendorError | null = null) {
  return context.journal.change(operation, {
    state: 'failed',
    problem: {
      ...(error === null ? {} : problemOf(error, 'unknown')),
      code: 'outcome_unknown',
      changed: 'unknown',
    },
  });
}

/** Whether the last sending was so long ago that the vendor would show by now what came of it. */
export function isSettled({ clock }: WorkContext, { data }: OperationRow, afterMs: number): boolean {
  return data.tryingSince !== undefined && clock.now().getTime() - Date.parse(data.tryingSince) >= afterMs;
}

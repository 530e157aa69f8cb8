import type { JobKind, JobOutcome, JobReport } from '../deployments.ts';
import { cleanMessage } from './clean-message.ts';
import type { WireJobStatus, WireWork } from './wire-job-status.ts';
import { runStateOf } from './words.ts';

/** Either word ends a job; when which is used is not documented. Neither says how it ended. */
const endWords = new Set(['DONE', 'COMPLETE']);
const pendingWord = 'PENDING';

/** What a job's status says. */
export function toJobReport(status: WireJobStatus, job: { jobId: string; kind: JobKind }): JobReport {
  const { results, cur_status: work } = status;
  const isOver = endWords.has(status.state);
  const runState = job.kind === 'run' && work.status !== null ? runStateOf(work.status) : null;
  const settled = isOver ? results : [];
  return {
    jobId: job.jobId,
    isOver,
    outcome: outcomeOf(status, runState),
    progress: work.curProgress,
    finishedAt: work.finish_timestamp,
    problems: settled.flatMap(({ status: end, msg }) => (end === 'ERROR' ? (cleanOrNull(msg) ?? []) : [])),
    message: cleanOrNull(status.msg),
    deploymentId: settled.flatMap(({ deployed_solution_id: id }) => id ?? [])[0] ?? null,
    outputFolders: settled.flatMap(({ output_folder: folder }) => folder ?? []),
    runState,
    reviewer: work.reviewer,
    reviewState: reviewStateOf(work),
    counts: work.run_summary && {
      files: work.run_summary.numFiles,
      records: work.run_summary.numRecords,
      errors: work.run_summary.numRuntimeErrors,
      recordsWithMessages: work.run_summary.recordsWithMsg,
    },
  };
}

/**
 * A job that is over has succeeded only when every one of its results says so, and a run only when its own state agrees. A
 * run that waits for a person says so first: its job may count as over, and its results as good.
 */
function outcomeOf({ state, results }: WireJobStatus, runState: JobReport['runState']): JobOutcome {
  if (runState === 'needs_person') return 'needs_person';
  if (state === pendingWord) return 'pending';
  if (!endWords.has(state)) return 'unknown';
  if (runState === 'cancelled') return 'cancelled';
  if (runState === 'failed' || results.some((result) => result.status === 'ERROR')) return 'failed';
  const isGood = results.length > 0 && results.every((result) => result.status === 'OK');
  return isGood && (runState === null || runState === 'complete') ? 'succeeded' : 'unknown';
}

function cleanOrNull(text: string | null): string | null {
  return text === null ? null : cleanMessage(text, []);
}

function reviewStateOf({ review_state: word }: WireWork): JobReport['reviewState'] {
  switch (word) {
    case null:
      return null;
    case 'NONE':
      return 'none';
    // With a space, unlike all the others.
    case 'IN REVIEW':
      return 'in_review';
    case 'COMPLETED':
      return 'completed';
    case 'NOT_COMPLETED':
      return 'not_completed';
    default:
      return 'unknown';
  }
}

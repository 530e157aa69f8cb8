import { createHash } from 'node:crypto';

import type { AsyncJobRow } from '../database/tables.ts';
import { secondsOf } from '../nanoseconds.ts';
import type { RunView } from '../store/run-lists.ts';
import { messageOf } from './run.ts';

/** The Job API on a deployment or deletion. `DONE` says that it ended; how, only `results` say. */
export function asyncJobStatus(job: AsyncJobRow, now: Date) {
  const progress = shareOf(now.getTime(), job.started_at.getTime(), job.due_at.getTime());
  return {
    status: 'OK',
    msg: '',
    state: job.results === null ? 'PENDING' : 'DONE',
    job_id: job.id,
    ...(job.results === null ? {} : { results: job.results }),
    cur_status: JSON.stringify({ curProgress: job.results === null ? progress : 1 }),
  };
}

/** The Job API on a run. `cur_status` is JSON inside a string, and its times are in seconds. */
export function runStatus(run: RunView, now: Date) {
  const ended = run.state !== 'RUNNING';
  const waits = run.state === 'STOPPED_AT_CHECKPOINT';
  const good = waits || run.state === 'COMPLETE';
  const started = Number(BigInt(run.lastStartedNs) / 1_000_000n);
  const ends = Number(BigInt(run.endsNs) / 1_000_000n);
  const files = fileCount(run.id);
  return {
    status: 'OK',
    msg: messageOf(run.state),
    state: stateOf(run),
    job_id: run.id,
    ...(ended
      ? {
          results: [
            good ? { status: 'OK', output_folder: run.outputFolder } : { status: 'ERROR', msg: messageOf(run.state) },
          ],
        }
      : {}),
    cur_status: JSON.stringify({
      status: run.state,
      finish_timestamp: ended && !waits ? secondsOf(run.endsNs) : null,
      curProgress: ended && !waits ? 1 : Math.min(0.9, shareOf(now.getTime(), started, ends)),
      reviewer: null,
      review_state: waits ? 'IN REVIEW' : 'NONE',
      run_summary: {
        numFiles: files,
        numRecords: ended ? files * 3 : 0,
        numRuntimeErrors: run.state === 'FAILED' ? 1 : 0,
        recordsWithMsg: waits ? 2 : 0,
      },
      flow_job_metrics: {},
      flow_review_metrics: {},
    }),
  };
}

/** Instabase ends a job in one of two words; which is not documented, so a client has to know both. */
function stateOf({ state }: RunView): 'PENDING' | 'COMPLETE' | 'DONE' {
  if (state === 'RUNNING') return 'PENDING';
  return state === 'COMPLETE' ? 'COMPLETE' : 'DONE';
}

function shareOf(now: number, start: number, end: number): number {
  if (end <= start) return 1;
  return Math.round(Math.min(0.99, Math.max(0, (now - start) / (end - start))) * 100) / 100;
}

function fileCount(id: string): number {
  return 1 + ((createHash('sha1').update(id).digest()[0] ?? 0) % 12);
}

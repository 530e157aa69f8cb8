import { momentOf, formatMoment } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { DebugCause, DebugPlaces } from '#src/features/debug/debug-cause.ts';
import { jobPath } from '#src/features/jobs/job-path.ts';
import type { JobData } from '#src/features/jobs/job-queries.ts';
import { newestJob } from '#src/features/jobs/newest-job.ts';

type Since = { since: string };

export const debugCauseWords = i18n('instabaseDebugCause', {
  failed: params<Since>('Its newest job failed, begun at {since}.'),
  failedUnknown: 'Its newest job failed.',
  said: params<{ what: string }>('It says: “{what}”'),
  lookAtFailed: 'Look at the job, and run it again when the cause is mended.',
  needsPerson: params<Since>('Its newest job waits for a person since it was begun at {since}.'),
  needsPersonUnknown: 'Its newest job waits for a person.',
  review: 'Open the job, which says where what it read is reviewed and resumed.',
  cancelled: 'Its newest job was cancelled at Instabase.',
  runAgain: 'Run it again, if that was not intended.',
  running: 'A job of it is running now.',
  follow: 'Follow the job.',
  unread: 'Its jobs could not be read.',
  vendors: 'See how Instabase stands.',
  neverRun: 'It has not been run, as far as its account’s spaces tell.',
  run: 'Run it.',
  well: 'Nothing wrong is known: its newest job is complete.',
  unknown: 'Its newest job ended in a state that is not known here.',
  lookAtJob: 'Look at the job.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

/** The plain sentence about a deployed solution: how its newest job went, and what to do. Null: they could not be read. */
export function causeOfSolution(
  words: Words,
  jobs: readonly JobData[] | null,
  { instanceId, places }: { instanceId: string; places: DebugPlaces },
): DebugCause {
  if (jobs === null) {
    return { lamp: 'unknown', text: words.unread, next: { words: words.vendors, to: paths.admin.to() } };
  }
  const job = newestJob(jobs);
  if (job === null) return { lamp: 'off', text: words.neverRun, next: { words: words.run, to: places.instance } };
  const ofJob = (what: string) => ({ words: what, to: jobPath(instanceId, job.id, job.outputFolder) });
  const startedMs = momentOf(job.startedAt?.at);
  const since = startedMs === null ? null : formatMoment(startedMs);
  const said = job.message ? words.said({ what: job.message }) : null;
  switch (job.state) {
    case 'failed': {
      const text = joined(since === null ? words.failedUnknown : words.failed({ since }), said);
      return { lamp: 'failed', text, next: ofJob(words.lookAtFailed) };
    }
    case 'needs_person':
    case 'paused': {
      const text = joined(since === null ? words.needsPersonUnknown : words.needsPerson({ since }), said);
      return { lamp: 'attention', text, next: ofJob(words.review) };
    }
    case 'cancelled': {
      const next = { words: words.runAgain, to: places.instance };
      return { lamp: 'off', text: joined(words.cancelled, said), next };
    }
    case 'running':
      return { lamp: 'working', text: words.running, next: ofJob(words.follow) };
    case 'complete':
      return { lamp: 'on', text: words.well, next: null };
    default:
      return { lamp: 'unknown', text: joined(words.unknown, said), next: ofJob(words.lookAtJob) };
  }
}

function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

import { momentOf, formatMoment } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { JobData } from '#src/features/jobs/job-queries.ts';
import { newestJob } from '#src/features/jobs/newest-job.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

type Since = { since: string };

export const debugCauseWords = i18n('instabaseDebugCause', {
  failed: params<Since>('Its newest job failed, begun at {since}.'),
  failedUnknown: 'Its newest job failed.',
  said: params<{ what: string }>('It says: “{what}”'),
  lookAtJob: 'Next: look at the job and at what its input folder holds, then run it again.',
  needsPerson: params<Since>('Its newest job waits for a person since it was begun at {since}.'),
  needsPersonUnknown: 'Its newest job waits for a person.',
  review: 'Next: somebody has to review what it read in Instabase’s Flow Review and resume the flow.',
  cancelled: 'Its newest job was cancelled at Instabase.',
  running: 'A job of it is running now.',
  unread: 'Its jobs could not be read.',
  neverRun: 'It has not been run, as far as its account’s spaces tell.',
  well: 'Nothing wrong is known: its newest job is complete.',
  unknown: 'Its newest job ended in a state that is not known here.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

/** The plain sentence about a deployed solution: how its newest job went, and what to do. Null: they could not be read. */
export function causeOfSolution(words: Words, jobs: readonly JobData[] | null): { lamp: LampKind; text: string } {
  if (jobs === null) return { lamp: 'unknown', text: words.unread };
  const job = newestJob(jobs);
  if (job === null) return { lamp: 'off', text: words.neverRun };
  const startedMs = momentOf(job.startedAt?.at);
  const since = startedMs === null ? null : formatMoment(startedMs);
  const said = job.message ? words.said({ what: job.message }) : null;
  switch (job.state) {
    case 'failed':
      return {
        lamp: 'failed',
        text: joined(since === null ? words.failedUnknown : words.failed({ since }), said, words.lookAtJob),
      };
    case 'needs_person':
    case 'paused':
      return {
        lamp: 'attention',
        text: joined(since === null ? words.needsPersonUnknown : words.needsPerson({ since }), said, words.review),
      };
    case 'cancelled':
      return { lamp: 'off', text: joined(words.cancelled, said) };
    case 'running':
      return { lamp: 'working', text: words.running };
    case 'complete':
      return { lamp: 'on', text: words.well };
    default:
      return { lamp: 'unknown', text: joined(words.unknown, said) };
  }
}

function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

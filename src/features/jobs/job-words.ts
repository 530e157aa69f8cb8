import { count, i18n } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import type { JobData } from './job-queries.ts';

/** The words for jobs: the same in lists, pages and the progress of a run. */
export const jobWords = i18n('jobWords', {
  running: 'Running',
  complete: 'Complete',
  failed: 'Failed',
  cancelled: 'Cancelled',
  needs_person: 'Needs a person',
  paused: 'Paused',
  unknown: 'Unknown',
  jobs: count({ one: '{count} job', other: '{count} jobs' }),
  started: 'Started',
  name: 'Solution’s name',
  version: 'Solution’s version',
  username: 'Who started it',
  duration: 'Duration',
  state: 'State',
  notTold: 'not told',
  whereToGo:
    'What it read has to be looked at before it goes on. Open Flow Review in Instabase, find the run by its id or its output folder, review every document, and resume the flow there.',
});

export type JobWords = ReturnType<typeof jobWords.get>;

export const jobLamps: Record<JobData['state'], LampKind> = {
  running: 'working',
  complete: 'on',
  failed: 'failed',
  cancelled: 'off',
  needs_person: 'attention',
  paused: 'degraded',
  unknown: 'unknown',
};

/** A job's state as lamp and word; one that we have no word for shows the vendor's. */
export function jobState(words: JobWords, job: { state: JobData['state']; stateWord?: string }) {
  const known: LampKind | undefined = jobLamps[job.state];
  const isUnknown = known === undefined || job.state === 'unknown';
  const word = isUnknown ? (job.stateWord ? `${words.unknown}: «${job.stateWord}»` : words.unknown) : words[job.state];
  return { lamp: known ?? 'unknown', word };
}

import type { JobData } from './job-queries.ts';

/** The one that began last; the first of those that do not tell. */
export function newestJob<Job extends Pick<JobData, 'startedAt'>>(jobs: readonly Job[]): Job | null {
  const at = ({ startedAt }: Job) => (startedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(startedAt.at));
  return jobs.reduce<Job | null>((newest, job) => (newest === null || at(job) > at(newest) ? job : newest), null);
}

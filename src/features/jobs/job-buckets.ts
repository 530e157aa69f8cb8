import { secondsOf } from './exact-time.ts';
import type { JobData } from './job-queries.ts';

/** How a job ended, as the chart tells them apart. */
export const chartOutcomes = ['complete', 'failed', 'needs_person', 'cancelled', 'other'] as const;

export type ChartOutcome = (typeof chartOutcomes)[number];

/** The jobs that began within one stretch of time. */
export interface JobBucket {
  fromMs: number;
  toMs: number;
  counts: Record<ChartOutcome, number>;
  total: number;
  /** Half of those that ended took no longer; null where none ended. */
  medianSeconds: number | null;
  longestSeconds: number | null;
}

type ChartJob = Pick<JobData, 'state' | 'startedAt' | 'durationNanoseconds'>;

/** Jobs in stretches of equal length, the oldest first. Those that do not tell when they began are left out. */
export function bucketJobs(jobs: readonly ChartJob[], mostBuckets: number): JobBucket[] {
  const timed = jobs.flatMap((job) => {
    const beganMs = job.startedAt === null ? Number.NaN : Date.parse(job.startedAt.at);
    return Number.isNaN(beganMs) ? [] : [{ job, beganMs }];
  });
  if (timed.length === 0) return [];
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { beganMs } of timed) {
    firstMs = Math.min(firstMs, beganMs);
    lastMs = Math.max(lastMs, beganMs);
  }
  const bucketCount = firstMs === lastMs ? 1 : mostBuckets;
  const lengthMs = Math.max(1, (lastMs - firstMs) / bucketCount);
  const inBuckets = Array.from({ length: bucketCount }, (): ChartJob[] => []);
  for (const { job, beganMs } of timed) {
    inBuckets[Math.min(bucketCount - 1, Math.floor((beganMs - firstMs) / lengthMs))]?.push(job);
  }
  return inBuckets.map((bucket, index) => summed(bucket, firstMs + index * lengthMs, firstMs + (index + 1) * lengthMs));
}

function summed(jobs: readonly ChartJob[], fromMs: number, toMs: number): JobBucket {
  const counts = { complete: 0, failed: 0, needs_person: 0, cancelled: 0, other: 0 };
  for (const { state } of jobs) counts[chartOutcomes.find((outcome) => outcome === state) ?? 'other'] += 1;
  const seconds = jobs
    .flatMap(({ durationNanoseconds }) => secondsOf(durationNanoseconds) ?? [])
    .toSorted((one, other) => one - other);
  return {
    fromMs,
    toMs,
    counts,
    total: jobs.length,
    medianSeconds: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
    longestSeconds: seconds.at(-1) ?? null,
  };
}

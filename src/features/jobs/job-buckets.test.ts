import { expect, test } from 'vitest';
import { bucketJobs } from './job-buckets.ts';

const at = (text: string) => ({ at: text, nanoseconds: `${BigInt(Date.parse(text)) * 1_000_000n}` });
const job = (text: string, state: 'complete' | 'failed' | 'running', seconds: number | null) => ({
  startedAt: at(text),
  state,
  durationNanoseconds: seconds === null ? null : `${seconds}000000000`,
});

test('counts outcomes and durations in stretches of equal length, whatever the order', () => {
  const buckets = bucketJobs(
    [
      job('2026-01-02T00:00:00Z', 'running', null),
      job('2026-01-01T00:00:00Z', 'complete', 3),
      job('2026-01-01T06:00:00Z', 'failed', 9),
      job('2026-01-01T06:00:00Z', 'complete', 5),
    ],
    2,
  );
  expect(buckets).toHaveLength(2);
  expect(buckets[0]).toMatchObject({ total: 3, medianSeconds: 5, longestSeconds: 9 });
  expect(buckets[0]?.counts).toMatchObject({ complete: 2, failed: 1, other: 0 });
  expect(buckets[1]).toMatchObject({ total: 1, medianSeconds: null, longestSeconds: null, counts: { other: 1 } });
});

test('one moment is one stretch, and nothing that is told no moment', () => {
  expect(bucketJobs([job('2026-01-01T00:00:00Z', 'complete', 3)], 24)).toHaveLength(1);
  expect(bucketJobs([{ startedAt: null, state: 'complete', durationNanoseconds: '1' }], 24)).toEqual([]);
});

import { anything, array, assert, constantFrom, oneof, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobStatus, runId } from './fixtures/answers.ts';
import { toJobReport } from './job-report.ts';
import { wireJobStatus } from './wire-job-status.ts';

const job = { jobId: runId, kind: 'deployment' } as const;
const flow = { jobId: runId, kind: 'run' } as const;

function report(
  overrides: Record<string, unknown>,
  work: Record<string, unknown> = {},
  asked: typeof job | typeof flow = job,
) {
  return toJobReport(wireJobStatus.parse(jobStatus(overrides, work)), asked);
}

const good = { status: 'OK' };
const bad = { status: 'ERROR', msg: 'The package cannot be read' };

describe('a job has', () => {
  test.each([
    ['not ended', 'PENDING', undefined, 'pending', false],
    ['not ended, though results came', 'PENDING', [good], 'pending', false],
    ['succeeded', 'DONE', [good], 'succeeded', true],
    ['succeeded, in the other word', 'COMPLETE', [good, good], 'succeeded', true],
    ['succeeded, with one bare result', 'DONE', good, 'succeeded', true],
    ['failed', 'DONE', [bad], 'failed', true],
    ['failed in its last part', 'COMPLETE', [good, good, bad], 'failed', true],
    ['ended in a way nobody knows, without results', 'DONE', undefined, 'unknown', true],
    ['ended in a way nobody knows, with no result', 'DONE', [], 'unknown', true],
    ['ended in a way nobody knows, by a word of a result', 'DONE', [good, { status: 'SKIPPED' }], 'unknown', true],
    ['a state nobody knows', 'RESTING', [good], 'unknown', false],
  ])('%s', (_what, state, results, outcome, isOver) => {
    expect(report({ state, results })).toMatchObject({ outcome, isOver });
  });
});

test('a result that cannot be read is neither good nor bad: the answer is unreadable', () => {
  for (const results of [[null], [good, {}], [{ status: null }], 'OK', 7]) {
    expect(wireJobStatus.safeParse(jobStatus({ results })).success).toBe(false);
  }
});

test.each([
  ['RUNNING', 'PENDING', 'pending'],
  ['COMPLETE', 'COMPLETE', 'succeeded'],
  ['FAILED', 'DONE', 'failed'],
  ['CANCELLED', 'DONE', 'cancelled'],
  // Its job may count as over and its results as good: what it read has not been looked at.
  ['STOPPED_AT_CHECKPOINT', 'DONE', 'needs_person'],
  ['STOPPED_AT_CHECKPOINT', 'PENDING', 'needs_person'],
  ['PAUSED', 'DONE', 'unknown'],
  ['DREAMING', 'DONE', 'unknown'],
])('a run that is %s, its job %s, has %s', (status, state, outcome) => {
  expect(report({ state, results: [good] }, { status }, flow).outcome).toBe(outcome);
});

test('a run that is complete with a failed result has failed', () => {
  expect(report({ state: 'COMPLETE', results: [bad] }, { status: 'COMPLETE' }, flow).outcome).toBe('failed');
});

test('what is told of the work is handed on', () => {
  const work = {
    status: 'STOPPED_AT_CHECKPOINT',
    finish_timestamp: 1_717_401_065,
    curProgress: 0.75,
    reviewer: 'jonas',
    review_state: 'IN REVIEW',
    run_summary: { numRecords: 9, numFiles: '3', numRuntimeErrors: 0, recordsWithMsg: -1 },
  };
  const results = [{ status: 'OK', output_folder: 'maya/claims/out', deployed_solution_id: 'abc' }];
  expect(report({ results, msg: 'Stopped\u0000 at\n checkpoint' }, work, flow)).toEqual({
    jobId: runId,
    isOver: true,
    outcome: 'needs_person',
    progress: 0.75,
    finishedAt: new Date('2024-06-03T07:51:05Z'),
    problems: [],
    message: expect.stringMatching(/^Stopped\S* at checkpoint$/),
    deploymentId: 'abc',
    outputFolders: ['maya/claims/out'],
    runState: 'needs_person',
    reviewer: 'jonas',
    reviewState: 'in_review',
    counts: { files: 3, records: 9, errors: 0, recordsWithMessages: null },
  });
});

test.each(['{"curProgress": 0.5', '', null, undefined, 7, '[]', '"text"'])(
  'work that is told as %j is left out, and the job is judged all the same',
  (told) => {
    const status = wireJobStatus.parse({ ...jobStatus(), cur_status: told });
    expect(toJobReport(status, flow)).toMatchObject({
      outcome: 'succeeded',
      progress: null,
      runState: null,
      counts: null,
    });
  },
);

test('every failed part says why', () => {
  const results = [bad, good, { status: 'ERROR', msg: '  ' }, { status: 'ERROR', msg: 'Second\u202e cause' }];
  expect(report({ results }).problems).toEqual(['The package cannot be read', 'Second cause']);
});

test('what looks like a secret is in no words of a job, which are kept when its settings are forgotten', () => {
  const words = 'The webhook https://me:canary@hook.example/?token=canary answered 401 to {"x-api-key":"canary"}';
  const told = report({ state: 'DONE', msg: words, results: [{ status: 'ERROR', msg: words }] });
  expect(told.message).toContain('The webhook');
  expect(JSON.stringify(told)).not.toContain('canary');
});

test('whatever comes, only a job all of whose results are good has succeeded', () => {
  const words = constantFrom('OK', 'ERROR', 'DONE', 'COMPLETE', 'PENDING', 'FAILED');
  const result = record({ status: oneof(words, string()), msg: anything() }, { requiredKeys: [] });
  const work = record({ status: oneof(words, anything()), curProgress: anything(), finish_timestamp: anything() });
  const status = record({
    status: constantFrom('OK'),
    msg: anything(),
    state: oneof(words, anything()),
    results: oneof(array(result), result, anything()),
    cur_status: oneof(
      work.map((value) => JSON.stringify(value)),
      anything(),
    ),
  });
  assert(
    property(status, constantFrom(job, flow), (answer, asked) => {
      const parsed = wireJobStatus.safeParse(answer);
      if (!parsed.success) return;
      const { outcome, isOver, finishedAt } = toJobReport(parsed.data, asked);
      const { results } = parsed.data;
      const isGood = isOver && results.length > 0 && results.every((one) => one.status === 'OK');
      expect(isGood || outcome !== 'succeeded').toBe(true);
      expect(isOver || ['pending', 'needs_person', 'unknown'].includes(outcome)).toBe(true);
      expect(finishedAt === null || !Number.isNaN(finishedAt.getTime())).toBe(true);
    }),
    { numRuns: 500 },
  );
});

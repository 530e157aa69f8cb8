import { beforeAll, expect, test } from 'vitest';
import type { VendorOwner } from '../adapter.ts';
import type { LogFilter } from '../runs.ts';
import { createPrismaticSandboxHarness, type PrismaticHarness } from './testing/sandbox-harness.ts';
import { failureOf } from './testing/stubbed-adapter.ts';

/** Runs and log lines, at the imitation of Prismatic. */

let harness: PrismaticHarness;

beforeAll(async () => {
  harness = await createPrismaticSandboxHarness();
  return () => harness.stop();
}, 60_000);

const byOperator = (owner: VendorOwner): VendorOwner => ({ ...owner, credential: 'operator' });
const json = { contentType: 'application/json', headers: {} };

/** A deployed instance of two flows, the second of which answers its caller. */
async function deployed() {
  const owner = await harness.newOwner();
  const { reader, writer, runs } = harness.port;
  const template = (await reader.listVersions(owner)).find(({ title }) => title === 'Order events');
  const versionId = template?.versions[0]?.versionId ?? '';
  const { vendorId } = await writer.createInstance(owner, { versionId, name: 'Order events', values: [] });
  await writer.deploy(owner, vendorId);
  const flows = (await reader.readInstance(owner, vendorId))?.flows ?? [];
  const [flow, answering] = flows.map(({ flowId }) => flowId);
  if (flow === undefined || answering === undefined) throw new Error('The instance has lost its flows');
  const testFlow = async (flowId: string, payload: string) => {
    const tested = await runs.testFlow(owner, vendorId, flowId, { payload, ...json });
    if (!tested) throw new Error('The instance has lost its flow');
    return tested;
  };
  const fail = () => testFlow(flow, '{"fail":true}');
  return { owner, vendorId, flow, answering, runs, testFlow, fail };
}

const around = (): Pick<LogFilter, 'from' | 'to' | 'order'> => ({
  from: new Date(Date.now() - 3_600_000),
  to: new Date(Date.now() + 90_000_000),
  order: 'oldest',
});

test('a flow is tested and answers', async () => {
  const { owner, vendorId, flow, answering, runs, testFlow } = await deployed();
  const later = await testFlow(flow, '{}');
  expect(later).toMatchObject({ statusCode: 200, run: { isTest: true, trigger: 'test', state: 'running' } });
  const failed = await testFlow(answering, '{"fail":true}');
  expect(failed).toMatchObject({ statusCode: 500, headers: { 'content-type': 'application/json' } });
  expect(failed.body).toContain('error');
  expect(failed.run).toMatchObject({ state: 'failed', flowName: 'Cancel order' });
  expect(await runs.testFlow(owner, vendorId, 'no flow of its own', { payload: null, ...json })).toBeNull();
});

test('a run shows its steps, what they handed on, and why it failed', async () => {
  const { owner, vendorId, runs, fail } = await deployed();
  const { run } = await fail();
  await harness.pass(10_000);
  const runId = run?.runId ?? '';
  const whole = await runs.readRun(owner, runId);
  expect(whole?.run).toMatchObject({ runId, vendorId, state: 'failed', error: expect.stringContaining('Deliver') });
  expect(whole?.steps.map(({ name, hasFailed }) => [name, hasFailed])).toEqual([
    ['Trigger', false],
    ['Transform', false],
    ['Deliver', true],
  ]);
  const result = await runs.readStepResult(owner, runId, whole?.steps[0]?.stepId ?? '');
  expect(result).toEqual({ content: { data: { step: 'Trigger', received: { fail: true } } } });
  expect(await runs.readStepResult(owner, runId, 'no such step')).toBeNull();
});

test('runs are listed newest first, by state, time and what is not mended, and counted hour by hour', async () => {
  const { owner, vendorId, flow, runs, testFlow, fail } = await deployed();
  await fail();
  await harness.pass(10_000);
  const { run: good } = await testFlow(flow, '{}');
  await harness.pass(10_000);
  const list = async (filter = {}) => (await runs.listRuns(owner, { vendorId, ...filter }, null)).runs;
  const all = await list();
  expect(all.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
  expect(all[0]?.runId).toBe(good?.runId);
  expect((await list({ state: 'failed' })).map(({ runId }) => runId)).toEqual([all[1]?.runId]);
  expect(await list({ flowId: flow, to: new Date(all[1]?.startedAt.getTime() ?? 0) })).toHaveLength(1);
  expect(await list({ isUnmended: true })).toHaveLength(1);

  const until = new Date((all[0]?.startedAt.getTime() ?? 0) + 1_000);
  const counts = await runs.countRuns(owner, { vendorId }, { until, hours: 24 });
  expect(counts).toHaveLength(24);
  expect(counts.at(-1)).toEqual({ from: new Date(until.getTime() - 3_600_000), all: 2, failed: 1 });
  expect(counts.slice(0, -1).every((count) => count.all === 0)).toBe(true);
  const everybody = await runs.countRuns(null, {}, { until, hours: 24 });
  expect(everybody.at(-1)?.all).toBeGreaterThanOrEqual(2);
});

test('a failed run is replayed, and then counts as mended', async () => {
  const { owner, vendorId, runs, fail } = await deployed();
  const { run } = await fail();
  await harness.pass(10_000);
  const replay = await runs.replayRun(owner, run?.runId ?? '');
  expect(replay).toMatchObject({ replayOf: run?.runId, state: 'running', vendorId });
  await harness.pass(10_000);
  expect((await runs.readRun(owner, replay.runId))?.run.state).toBe('succeeded');
  expect((await runs.readRun(owner, run?.runId ?? ''))?.run.wasReplayed).toBe(true);
  expect((await runs.listRuns(owner, { vendorId, isUnmended: true }, null)).runs).toEqual([]);
});

test('log lines by run, text and severity, in either order', async () => {
  const { owner, vendorId, runs, fail } = await deployed();
  const { run } = await fail();
  await harness.pass(10_000);
  const of = async (filter: Partial<LogFilter>) =>
    (await runs.listLogs(owner, { ...around(), vendorId, ...filter }, null)).lines;
  const lines = await of({ runId: run?.runId ?? '' });
  expect(lines.map(({ severity, stepName }) => [severity, stepName])).toEqual([
    ['info', null],
    ['info', 'Trigger'],
    ['info', 'Transform'],
    ['error', 'Deliver'],
    ['info', null],
  ]);
  expect(lines[0]).toMatchObject({ vendorId, runId: run?.runId, flowName: 'Receive order' });
  expect((await of({ severities: ['error'] })).map(({ lineId }) => lineId)).toEqual([lines[3]?.lineId]);
  expect(await of({ text: 'TRIGGER is done' })).toHaveLength(1);
  const moments = lines.map(({ at }) => at.getTime());
  const newestFirst = await of({ runId: run?.runId ?? '', order: 'newest' });
  expect(newestFirst.map(({ at }) => at.getTime())).toEqual(moments.toReversed());
  // Following: the last line's moment is where the next look begins.
  const after = await of({ runId: run?.runId ?? '', from: lines.at(-1)?.at ?? new Date(0) });
  expect(after).toEqual(lines.slice(-1));
});

test('nothing of another owner’s runs is shown or begun, with either credential', async () => {
  const { owner, vendorId, flow, runs, fail } = await deployed();
  const { run } = await fail();
  await harness.pass(10_000);
  const runId = run?.runId ?? '';
  const stepId = (await runs.readRun(byOperator(owner), runId))?.steps[0]?.stepId ?? '';
  const stranger = await harness.newOwner();
  await Promise.all(
    [stranger, byOperator(stranger)].map(async (somebody) => {
      expect((await runs.listRuns(somebody, { vendorId }, null)).runs).toEqual([]);
      expect(await runs.readRun(somebody, runId)).toBeNull();
      expect(await runs.readStepResult(somebody, runId, stepId)).toBeNull();
      expect((await runs.listLogs(somebody, { ...around(), vendorId }, null)).lines).toEqual([]);
      const testing = runs.testFlow(somebody, vendorId, flow, { payload: null, ...json });
      expect(await failureOf(testing)).toMatchObject({ code: 'gone', wasDone: 'no' });
      expect(await failureOf(runs.replayRun(somebody, runId))).toMatchObject({ code: 'gone', wasDone: 'no' });
    }),
  );
  expect((await runs.listRuns(owner, {}, null)).runs).toHaveLength(1);
  expect((await runs.listRuns(null, { vendorId }, null)).runs).toHaveLength(1);
});

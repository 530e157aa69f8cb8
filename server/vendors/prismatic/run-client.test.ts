import { expect, test } from 'vitest';
import { ForeignRowsError } from '../vendor-error.ts';
import { flowConfigId, instance, instanceId, otherOwner, owner, page, run, runId, stepId } from './fixtures/answers.ts';
import { failureOf, operatorToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';
import type { SeenRequest, StubAnswer } from './testing/stub-server.ts';

const runs = (...nodes: unknown[]): StubAnswer => ({ json: { data: { executionResults: page(nodes) } } });

test('a run in our words, and words that we do not know as unknown', async () => {
  const strange = run({
    id: 'other',
    status: 'HALTED',
    invokeType: 'TELEPATHY',
    endedAt: null,
    flow: null,
    flowConfig: null,
  });
  const idle = run({ id: 'idle', status: 'SUCCESS', resultType: 'POLLED_NO_CHANGES', maxRetryCount: 0, error: '' });
  const { port } = await startStubbedAdapter(() => runs(run(), strange, idle, { id: 'unreadable' }));
  const listed = await port.runs.listRuns(owner, {}, null);
  expect(listed.unreadableCount).toBe(1);
  expect(listed.runs).toEqual([
    {
      runId,
      vendorId: instanceId,
      instanceName: 'Stock, Berlin office',
      flowId: flowConfigId,
      flowName: 'Import',
      state: 'failed',
      wasIdle: false,
      trigger: 'webhook',
      isTest: false,
      startedAt: new Date('2026-01-14T10:00:00Z'),
      endedAt: new Date('2026-01-14T10:00:03Z'),
      error: 'The warehouse did not answer',
      retries: { count: 1, most: 3 },
      stepCount: 3,
      replayOf: null,
      wasReplayed: false,
    },
    expect.objectContaining({ state: 'unknown', trigger: 'unknown', endedAt: null, flowName: null, flowId: null }),
    expect.objectContaining({ state: 'succeeded', wasIdle: true, retries: null, error: null }),
  ]);
});

test('somebody else’s run in an owner’s list is an error, and only what is asked for is sent', async () => {
  const whose = { id: 'x', name: 'x', customer: { id: otherOwner.vendorAccountId } };
  const foreign = run({ id: 'foreign', instance: whose });
  const { port, asked } = await startStubbedAdapter(() => runs(run(), foreign));
  await expect(port.runs.listRuns(owner, {}, null)).rejects.toBeInstanceOf(ForeignRowsError);
  await port.runs.listRuns(null, { state: 'succeeded' }, null);
  expect(asked().map(({ variables }) => variables)).toEqual([
    { first: 100, customer: owner.vendorAccountId },
    { first: 100, status: 'SUCCESS' },
  ]);
});

/** A Prismatic that gives this address for a step's result, and this file at its own. */
function results(addressOf: (request: SeenRequest) => string, file: StubAnswer) {
  return (request: SeenRequest): StubAnswer => {
    if (request.operation !== 'RunResults') return file;
    const nodes = [{ id: stepId, resultsUrl: addressOf(request) }];
    return { json: { data: { executionResult: { ...run(), stepResults: { nodes } } } } };
  };
}

test.each([
  ['plain http', 'http://files.example.com/result'],
  ['this machine', 'https://localhost/result'],
  ['a number', 'https://10.0.0.1/result'],
  ['a number in the other form', 'https://[::1]/result'],
  ['an inner name', 'https://files.internal/result'],
  ['a name without a dot', 'https://metadata/result'],
  ['a name and password', 'https://a:b@files.example.com/result'],
  ['no address', 'result'],
])('a result is not fetched from %s', async (_, address) => {
  const { port, asked } = await startStubbedAdapter(results(() => address, { text: '' }));
  expect(await failureOf(port.runs.readStepResult(owner, runId, stepId))).toMatchObject({ code: 'vendor_garbled' });
  expect(asked()).toHaveLength(1);
});

test.each<[string, StubAnswer, unknown]>([
  ['is there', { text: Uint8Array.of(0x81, 0xdb, 0, 0, 0, 1, 0x61, 0xc4, 2, 1, 2) }, { content: { a: '(2 bytes)' } }],
  ['has run out', { status: 403, text: '' }, null],
  ['is not there', { status: 404, text: '' }, null],
])('a result that %s, and no token is shown for it', async (_, file, expected) => {
  let origin = '';
  const { port, stub, asked } = await startStubbedAdapter(results(() => `${origin}/file?signature=canary`, file));
  origin = stub.baseUrl;
  expect(await port.runs.readStepResult(owner, runId, stepId)).toEqual(expected);
  expect(asked().at(-1)).toMatchObject({ operation: '/file?signature=canary', token: '' });
});

test.each<[string, StubAnswer, string]>([
  ['no MessagePack', { text: Uint8Array.of(0xc1) }, 'vendor_garbled'],
  ['too much', { text: new Uint8Array(5 * 1024 * 1024 + 1) }, 'vendor_garbled'],
  ['an error', { status: 500, text: '' }, 'vendor_unavailable'],
  ['a broken connection', 'reset', 'vendor_unavailable'],
])('a result that is %s is a failure, which does not tell its address', async (_, file, code) => {
  let origin = '';
  const { port, stub } = await startStubbedAdapter(results(() => `${origin}/file?signature=canary`, file));
  origin = stub.baseUrl;
  const failure = await failureOf(port.runs.readStepResult(owner, runId, stepId));
  expect(failure).toMatchObject({ code, wasDone: 'no' });
  expect([String(failure), String(failure.cause), failure.stack].join()).not.toContain('canary');
});

test('counts that cannot be read are a failure, and no more than a day is counted', async () => {
  const { port } = await startStubbedAdapter(() => ({ json: { data: { all0: { totalCount: 1 } } } }));
  const until = new Date('2026-01-14T12:00:00Z');
  expect(await failureOf(port.runs.countRuns(null, {}, { until, hours: 24 }))).toMatchObject({
    code: 'vendor_garbled',
  });
  await expect(port.runs.countRuns(null, {}, { until, hours: 25 })).rejects.toThrow(RangeError);
});

test('a test that was lost may have begun a run; its headers are in no error', async () => {
  const { port } = await startStubbedAdapter(({ operation }) =>
    operation === 'Instance'
      ? { json: { data: { instance: instance() } } }
      : {
          json: {
            data: { testInstanceFlowConfig: null },
            errors: [{ message: 'canary-key is bad', path: ['a', 'b'] }],
          },
        },
  );
  const request = { payload: '{}', contentType: null, headers: { 'x-key': 'canary-key' } };
  const failure = await failureOf(port.runs.testFlow(owner, instanceId, flowConfigId, request));
  expect(failure).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown', vendorMessage: '[redacted] is bad' });
  expect(String(failure)).not.toContain(operatorToken);
});

test('a replay that answers with somebody else’s run may have been done', async () => {
  const foreign = run({ instance: { id: 'x', name: 'x', customer: { id: otherOwner.vendorAccountId } } });
  const { port } = await startStubbedAdapter(() => ({
    json: { data: { replayExecution: { errors: [], instanceExecutionResult: foreign } } },
  }));
  expect(await failureOf(port.runs.replayRun(owner, runId))).toMatchObject({
    code: 'vendor_garbled',
    wasDone: 'unknown',
  });
});

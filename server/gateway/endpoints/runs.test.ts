import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from '../testing/answers.ts';
import {
  auditOf,
  countVendorCalls,
  deployFor,
  flowsOf,
  freshDeployed,
  freshFailedRun,
  listRuns,
  readRun,
} from '../testing/deployables-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
}, 60_000);
afterEach(() => server.prismatic('DELETE', 'faults'));
afterAll(() => server.close());

describe('the result of a step', () => {
  const resultPath = (instanceId: string, runId: string, stepId: string) =>
    `/api/instances/${instanceId}/runs/${runId}/steps/${stepId}/result`;

  test('is shown without secrets, is kept nowhere, and its reader is recorded', async () => {
    const received = {
      order: 7,
      api_key: 'canary',
      nested: [{ password: 'canary', note: 'Bearer canary' }],
      key: 'colour',
    };
    const { caller, instanceId, runId } = await freshFailedRun(server, received);
    const { steps } = await readRun(caller, instanceId, runId);
    const response = await caller.request('GET', resultPath(instanceId, runId, steps[0]?.id ?? ''));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      isShortened: false,
      content: {
        data: {
          step: 'Trigger',
          received: {
            fail: true,
            order: 7,
            api_key: '••••••••',
            nested: [{ password: '••••••••', note: 'Bearer ••••••••' }],
            key: 'colour',
          },
        },
      },
    });
    expect(await auditOf(server, instanceId)).toEqual([
      { action: 'run.view_result', outcome: 'done', problemCode: null, detail: 'Trigger' },
    ]);
  });

  test('is neither found by another instance’s address nor when there is no such step', async () => {
    const bed = await freshFailedRun(server);
    const { caller, instanceId, runId } = bed;
    const { steps } = await readRun(caller, instanceId, runId);
    const stepId = steps[0]?.id ?? '';
    const stranger = await freshDeployed(server);
    const said = async (asking: Caller, path: string) => (await outcomeOf(await asking.request('GET', path))).said;
    expect(await said(caller, resultPath(instanceId, runId, 'none'))).toBe('not_found');
    expect(await said(caller, resultPath(instanceId, 'none', stepId))).toBe('not_found');
    expect(await said(stranger.caller, resultPath(instanceId, runId, stepId))).toBe('not_found');
    expect(await said(stranger.caller, resultPath(stranger.instanceId, runId, stepId))).toBe('not_found');
    const other = await deployFor(server, bed, 'Another of the same account');
    expect(await said(caller, resultPath(other.instanceId, runId, stepId))).toBe('not_found');
    expect(
      (await outcomeOf(await caller.request('POST', `/api/instances/${other.instanceId}/runs/${runId}/replays`))).said,
    ).toBe('not_found');
    const priya = await server.signIn('priya');
    expect(await said(priya, resultPath(stranger.instanceId, runId, stepId))).toBe('not_found');
    expect(await said(priya, resultPath(instanceId, runId, stepId))).toBe('ok');
    expect(await auditOf(server, stranger.instanceId)).toEqual([]);
  });
});

describe('a flow that is tested', () => {
  const json = { contentType: 'application/json', headers: {} };
  const testFlow = (caller: Caller, instanceId: string, flowId: string, body: unknown) =>
    caller.request('POST', `/api/instances/${instanceId}/flows/${flowId}/tests`, body);
  const flowOf = async (caller: Caller, instanceId: string, place: number) =>
    (await flowsOf(caller, instanceId))[place]?.id ?? '';

  test('answers what it answered, without the secrets that it was sent, and is recorded', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const flowId = await flowOf(caller, instanceId, 1);
    const payload = JSON.stringify({ order: 7, token: 'canary', said: 'a-long-secret', long: 'x'.repeat(20_000) });
    const response = await testFlow(caller, instanceId, flowId, {
      ...json,
      payload,
      headers: { 'x-api-key': 'a-long-secret' },
    });
    const answer = z
      .object({
        runId: z.string(),
        statusCode: z.number(),
        headers: z.record(z.string(), z.string()),
        body: z.string(),
      })
      .parse(await response.json());
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json' } });
    expect(answer.body).toContain('"order":7');
    expect(answer.body).not.toMatch(/canary|a-long-secret/);
    expect(answer.body.length).toBeLessThan(11_000);
    expect((await readRun(caller, instanceId, answer.runId)).run).toMatchObject({ row: { id: instanceId } });
    expect((await listRuns(caller, { instanceId })).nodes).toMatchObject([
      { id: answer.runId, isTest: true, trigger: 'test' },
    ]);
    expect(await auditOf(server, instanceId)).toEqual([
      { action: 'instance.test_flow', outcome: 'done', problemCode: null, detail: 'Cancel order' },
    ]);
  });

  test.each(['500', 'reset', 'html'])(
    'is begun once when the answer is %s, and says that nobody knows',
    async (fault) => {
      const { caller, account, instanceId } = await freshDeployed(server);
      const flowId = await flowOf(caller, instanceId, 0);
      await server.prismatic('PUT', 'faults', [{ match: 'testInstanceFlowConfig', fault, after: true, who: account }]);
      const outcome = await outcomeOf(await testFlow(caller, instanceId, flowId, { ...json, payload: '{}' }));
      expect(outcome.said).toBe('outcome_unknown');
      expect(outcome.text).toContain('"changed":"unknown"');
      expect((await listRuns(caller, { instanceId })).totalCount).toBe(1);
      expect(await auditOf(server, instanceId)).toMatchObject([{ action: 'instance.test_flow', outcome: 'failed' }]);
    },
  );

  test('of another instance is not begun, and what is no request is refused', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const flowId = await flowOf(caller, instanceId, 0);
    const stranger = await freshDeployed(server);
    const said = async (asking: Caller, id: string, body: unknown = { ...json, payload: null }) =>
      (await outcomeOf(await testFlow(asking, id, flowId, body))).said;
    expect(await said(stranger.caller, instanceId)).toBe('not_found');
    expect(await said(stranger.caller, stranger.instanceId)).toBe('not_found');
    expect(await said(await server.signIn('priya'), stranger.instanceId)).toBe('not_found');
    expect(await said(caller, instanceId, { ...json, payload: 7 })).toBe('bad_input');
    expect(await said(caller, instanceId, { ...json, payload: null, headers: { 'a b': 'x' } })).toBe('bad_input');
    expect((await listRuns(caller)).nodes).toEqual([]);
    expect((await listRuns(stranger.caller)).nodes).toEqual([]);
  });
});

test('who may only view gets none of it, and the vendor is not asked', async () => {
  await server.services.sync.readEverything();
  const jonas = await server.signIn('jonas');
  const { data } = await jonas.graph<{ instances: { nodes: { id: string; name: string }[] } }>(
    '{ instances { nodes { id name } } }',
  );
  const id = data.instances.nodes.find(({ name }) => name === 'Order events')?.id ?? '';
  const counted = countVendorCalls(server);
  const asked: [string, string, unknown?][] = [
    ['GET', `/api/instances/${id}/logs`],
    ['GET', `/api/instances/${id}/runs/x/steps/y/result`],
    ['POST', `/api/instances/${id}/runs/x/replays`],
    ['POST', `/api/instances/${id}/flows/x/tests`, { payload: null, contentType: null, headers: {} }],
  ];
  const said = await Promise.all(asked.map(async (one) => (await outcomeOf(await jonas.request(...one))).said));
  counted.stop();
  expect(said).toEqual(asked.map(() => 'view_only'));
  expect(counted.calls).toEqual([]);
});

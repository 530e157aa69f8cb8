import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createApp } from '../app.ts';
import { outcomeOf } from '../testing/answers.ts';
import {
  auditOf,
  countVendorCalls,
  freshDeployed,
  freshFailedRun,
  listRuns,
  readRun,
  untilRunsEndMs,
} from '../testing/deployables-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
}, 60_000);
afterEach(() => server.prismatic('DELETE', 'faults'));
afterAll(() => server.close());

const replayPath = (instanceId: string, runId: string) => `/api/instances/${instanceId}/runs/${runId}/replays`;
const replay = (caller: Caller, instanceId: string, runId: string) =>
  caller.request('POST', replayPath(instanceId, runId));
const replayed = async (response: Promise<Response>) =>
  z.object({ runId: z.string() }).parse(await (await response).json()).runId;

describe('a replay', () => {
  test('runs once more what failed, and then the run counts as mended', async () => {
    const { caller, instanceId, runId } = await freshFailedRun(server);
    const newId = await replayed(replay(caller, instanceId, runId));
    expect((await readRun(caller, instanceId, newId)).run).toMatchObject({ state: 'running', replayOf: runId });
    server.clock.advance(untilRunsEndMs);
    expect((await readRun(caller, instanceId, newId)).run.state).toBe('succeeded');
    expect((await listRuns(caller, { isUnmended: true })).nodes).toEqual([]);
    expect(await auditOf(server, instanceId)).toEqual([
      { action: 'run.replay', outcome: 'done', problemCode: null, detail: 'Receive order' },
    ]);
  });

  test('that never went out leaves nothing behind once another is made, and can be made then', async () => {
    const { caller, instanceId, runId } = await freshFailedRun(server);
    const { database } = server.services;
    await database
      .insertInto('replays')
      .values({ vendor: 'prismatic', run_id: runId, instance_id: instanceId })
      .execute();
    const kept = () => database.selectFrom('replays').where('run_id', '=', runId).select('sent_at').execute();
    const other = await freshFailedRun(server);
    await replayed(replay(other.caller, other.instanceId, other.runId));
    expect(await kept()).toEqual([]);
    await replayed(replay(caller, instanceId, runId));
    expect(await kept()).toEqual([{ sent_at: expect.any(Date) }]);
  });

  test('is one for a double press, also in two replicas', async () => {
    const { caller, instanceId, runId } = await freshFailedRun(server);
    const other = createCaller(
      createApp(server.anotherReplica(), { clientFolder: 'dist/client', renderDocument: null }),
      caller.cookie,
    );
    const ids = await Promise.all([caller, other, caller].map((asking) => replayed(replay(asking, instanceId, runId))));
    expect(new Set(ids).size).toBe(1);
    expect((await listRuns(caller, { instanceId })).totalCount).toBe(2);
    // While it is under way a later press is told the same, and after it another is sent.
    server.clock.advance(1_000);
    expect(await replayed(replay(caller, instanceId, runId))).toBe(ids[0]);
    server.clock.advance(untilRunsEndMs);
    expect(await replayed(replay(caller, instanceId, runId))).not.toBe(ids[0]);
    expect((await listRuns(caller, { instanceId })).totalCount).toBe(3);
  });

  test.each(['500', 'reset', 'html', '429', 'nulls'])(
    'that was done before the answer %s is found, and not sent again',
    async (fault) => {
      const { caller, account, instanceId, runId } = await freshFailedRun(server);
      await server.prismatic('PUT', 'faults', [
        { match: 'replayExecution', fault, times: 1, after: true, who: account },
      ]);
      const newId = await replayed(replay(caller, instanceId, runId));
      expect((await listRuns(caller, { instanceId })).nodes).toMatchObject([
        { id: newId, replayOf: runId },
        { id: runId },
      ]);
    },
  );

  test('whose outcome nobody knows is looked for before another is sent', async () => {
    const { caller, account, instanceId, runId } = await freshFailedRun(server);
    await server.prismatic('PUT', 'faults', [
      { match: 'replayExecution', fault: '500', times: 1, after: true, who: account },
      { match: 'executionResults', fault: '500', who: account },
    ]);
    const unknown = await outcomeOf(await replay(caller, instanceId, runId));
    expect(unknown).toMatchObject({ said: 'outcome_unknown' });
    expect(unknown.text).toContain('"changed":"unknown"');
    // Nobody can look yet, so nothing is sent.
    expect((await outcomeOf(await replay(caller, instanceId, runId))).said).toBe('vendor_unavailable');
    await server.prismatic('DELETE', 'faults');
    const counted = countVendorCalls(server);
    const found = await replayed(replay(caller, instanceId, runId));
    counted.stop();
    expect(counted.calls).not.toContain('replayRun');
    expect((await listRuns(caller, { instanceId })).nodes).toMatchObject([
      { id: found, replayOf: runId },
      { id: runId },
    ]);
  });

  test('that was surely not done is sent again at the next press; one that may come late only after a minute', async () => {
    const { caller, account, instanceId, runId } = await freshFailedRun(server);
    const fails = (fault: string) =>
      server.prismatic('PUT', 'faults', [{ match: 'replayExecution', fault, times: 1, who: account }]);
    await fails('rate-limit');
    expect((await outcomeOf(await replay(caller, instanceId, runId))).said).toBe('rate_limited');
    await fails('500');
    expect((await outcomeOf(await replay(caller, instanceId, runId))).said).toBe('outcome_unknown');
    const counted = countVendorCalls(server);
    expect((await outcomeOf(await replay(caller, instanceId, runId))).said).toBe('outcome_unknown');
    expect(counted.calls).not.toContain('replayRun');
    server.clock.advance(60_000);
    await replayed(replay(caller, instanceId, runId));
    counted.stop();
    expect(counted.calls.filter((name) => name === 'replayRun')).toHaveLength(1);
    expect((await listRuns(caller, { instanceId })).totalCount).toBe(2);
    expect((await auditOf(server, instanceId)).map(({ outcome, problemCode }) => [outcome, problemCode])).toEqual([
      ['done', null],
      ['failed', 'vendor_unavailable'],
      ['failed', 'rate_limited'],
    ]);
  });

  test('of what is not this instance’s is not found, and nothing begins', async () => {
    const { caller, instanceId, runId } = await freshFailedRun(server);
    const stranger = await freshDeployed(server);
    const priya = await server.signIn('priya');
    const asked: [Caller, string][] = [
      [stranger.caller, instanceId],
      [stranger.caller, stranger.instanceId],
      [priya, stranger.instanceId],
      [caller, randomUUID()],
    ];
    const said = await Promise.all(
      asked.map(async ([asking, id]) => (await outcomeOf(await replay(asking, id, runId))).said),
    );
    expect(said).toEqual(asked.map(() => 'not_found'));
    expect((await listRuns(caller, { instanceId })).totalCount).toBe(1);
    expect((await listRuns(stranger.caller)).totalCount).toBe(0);
  });
});

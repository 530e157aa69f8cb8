import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph } from '../testing/answers.ts';
import {
  callFlow,
  countVendorCalls,
  freshDeployed,
  listRuns,
  readRun,
  refreshRows,
  runsQuery,
  untilRunsEndMs,
} from '../testing/deployables-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
}, 60_000);
afterEach(() => server.prismatic('DELETE', 'faults'));
afterAll(() => server.close());

const countsQuery = `query ($instanceId: ID, $hours: Int) { runCounts(instanceId: $instanceId, hours: $hours) {
  nodes { from all failed } outcomes { state code } } }`;
const countsSchema = z.object({
  runCounts: z.object({
    nodes: z.array(z.object({ from: z.string(), all: z.number(), failed: z.number() })),
    outcomes: z.array(z.looseObject({ state: z.string() })),
  }),
});

describe('runs', () => {
  test('a call from outside is a run with its steps, joined to its row, from one vendor call', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const runId = await callFlow(caller, instanceId, { fail: true });
    expect((await listRuns(caller)).nodes).toMatchObject([{ id: runId, state: 'running', endedAt: null }]);
    server.clock.advance(untilRunsEndMs);
    const counted = countVendorCalls(server);
    const listed = await listRuns(caller, { instanceId });
    counted.stop();
    expect(counted.calls).toEqual(['listRuns']);
    expect(listed).toMatchObject({
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: null },
      outcomes: [{ vendor: 'prismatic', state: 'ok', code: null, checkedAt: expect.any(String) }],
      nodes: [
        {
          id: runId,
          state: 'failed',
          trigger: 'webhook',
          isTest: false,
          row: { id: instanceId, name: 'Order events' },
        },
      ],
    });
    const { run, steps } = await readRun(caller, instanceId, runId);
    expect(run).toMatchObject({ id: runId, state: 'failed', error: expect.stringContaining('Deliver') });
    expect(steps.map(({ name, hasFailed }) => [name, hasFailed])).toEqual([
      ['Trigger', false],
      ['Transform', false],
      ['Deliver', true],
    ]);
  });

  test('are narrowed by state, time and what was not repeated, and counted by the hour', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const failed = await callFlow(caller, instanceId, { fail: true });
    server.clock.advance(2 * 3_600_000);
    const good = await callFlow(caller, instanceId, {});
    server.clock.advance(untilRunsEndMs);
    const idsOf = async (filter: Record<string, unknown>) => (await listRuns(caller, filter)).nodes.map(({ id }) => id);
    expect(await idsOf({})).toEqual([good, failed]);
    expect(await idsOf({ state: 'failed' })).toEqual([failed]);
    expect(await idsOf({ isUnmended: true })).toEqual([failed]);
    const hourAgo = new Date(server.clock.now().getTime() - 3_600_000).toISOString();
    expect(await idsOf({ from: hourAgo })).toEqual([good]);
    expect(await idsOf({ to: hourAgo })).toEqual([failed]);
    const { runCounts } = countsSchema.parse((await caller.graph(countsQuery, { instanceId })).data);
    expect(runCounts.nodes).toHaveLength(24);
    expect(runCounts.nodes.map(({ all, failed: ofThem }) => [all, ofThem]).slice(-3)).toEqual([
      [1, 1],
      [0, 0],
      [1, 0],
    ]);
    expect(runCounts.nodes.slice(0, 21).every(({ all }) => all === 0)).toBe(true);
    expect(runCounts.outcomes).toEqual([{ state: 'ok', code: null }]);
  });

  test('go on page by page, and what begins meanwhile moves nothing', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const begun: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      begun.unshift(await callFlow(caller, instanceId, {}));
      server.clock.advance(1_000);
    }
    const first = await listRuns(caller, { instanceId }, { first: 2 });
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    await callFlow(caller, instanceId, {});
    const second = await listRuns(caller, { instanceId }, { first: 2, after: first.pageInfo.endCursor });
    const third = await listRuns(caller, { instanceId }, { first: 2, after: second.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes, ...third.nodes].map(({ id }) => id)).toEqual(begun);
    expect(third.pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  });

  test('of an admin are everybody’s, also of an instance that the index does not have', async () => {
    const { caller, instanceId, accountId } = await freshDeployed(server, 'Known');
    const runId = await callFlow(caller, instanceId, {});
    const priya = await server.signIn('priya');
    const seen = (await listRuns(priya, {}, { first: 100 })).nodes.find(({ id }) => id === runId);
    expect(seen).toMatchObject({ row: { id: instanceId, account: { id: accountId } } });
    expect((await listRuns(priya, { instanceId })).nodes).toMatchObject([{ id: runId }]);
    const { database } = server.services;
    await database
      .updateTable('instances')
      .set({ removed_at: server.clock.now() })
      .where('id', '=', instanceId)
      .execute();
    const unknown = (await listRuns(priya, {}, { first: 100 })).nodes.find(({ id }) => id === runId);
    expect(unknown).toMatchObject({ row: null, instanceName: 'Known' });
  });

  test('of an instance that is another account’s by the index are not shown', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    await callFlow(caller, instanceId, {});
    const other = await server.freshAccount();
    const { database } = server.services;
    const { id } = await database
      .selectFrom('accounts')
      .where('external_id', '=', other.account)
      .select('id')
      .executeTakeFirstOrThrow();
    await database.updateTable('instances').set({ account_id: id }).where('id', '=', instanceId).execute();
    expect((await listRuns(caller)).nodes).toEqual([]);
  });

  test('are nothing of another account’s, whatever is asked for', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const runId = await callFlow(caller, instanceId, {});
    const stranger = await freshDeployed(server);
    expect((await listRuns(stranger.caller)).nodes).toEqual([]);
    expect((await askGraph(stranger.caller, runsQuery, { filter: { instanceId } })).said).toBe('not_found');
    expect((await askGraph(stranger.caller, countsQuery, { instanceId })).said).toBe('not_found');
    const one = `query ($instanceId: ID!, $runId: ID!) { run(instanceId: $instanceId, runId: $runId) { run { id } } }`;
    expect((await askGraph(stranger.caller, one, { instanceId, runId })).said).toBe('null');
    // Also not by the name of an instance of one's own.
    expect((await askGraph(stranger.caller, one, { instanceId: stranger.instanceId, runId })).said).toBe('null');
    expect((await askGraph(await server.signIn('priya'), one, { instanceId: stranger.instanceId, runId })).said).toBe(
      'null',
    );
  });

  test('are refused for a filter, a page or a stretch that is none', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const asked: [string, Record<string, unknown>][] = [
      [runsQuery, { first: 101 }],
      [runsQuery, { first: 0 }],
      [runsQuery, { after: 'nonsense' }],
      [runsQuery, { filter: { state: 'running' } }],
      [runsQuery, { filter: { from: 'yesterday' } }],
      [runsQuery, { filter: { from: '2026-01-01T00:00:00' } }],
      [countsQuery, { instanceId, hours: 25 }],
      [countsQuery, { instanceId, hours: 0 }],
    ];
    const said = await Promise.all(asked.map(([query, variables]) => askGraph(caller, query, variables)));
    expect(said.map((outcome) => outcome.said)).toEqual(asked.map(() => 'bad_input'));
  });

  test.each([
    ['429', 'rate_limited'],
    ['rate-limit', 'rate_limited'],
    ['500', 'vendor_unavailable'],
    ['401', 'vendor_unauthorized'],
    ['html', 'vendor_garbled'],
    ['graphql-errors', 'refused'],
    ['nulls', 'vendor_garbled'],
  ])('are a failure and no empty list when the vendor answers %s', async (fault, code) => {
    const { caller, account, instanceId } = await freshDeployed(server);
    await callFlow(caller, instanceId, {});
    const match = ['executionResults', 'executionResult'];
    await server.prismatic(
      'PUT',
      'faults',
      match.map((field) => ({ match: field, fault, who: account })),
    );
    const failed = { state: 'failed', code };
    expect(await listRuns(caller, { instanceId })).toMatchObject({ nodes: [], totalCount: null, outcomes: [failed] });
    const counts = countsSchema.parse((await caller.graph(countsQuery, { instanceId })).data);
    expect(counts.runCounts).toMatchObject({ nodes: [], outcomes: [failed] });
  });

  test('say that the account is not connected', async () => {
    const { caller, accountId } = await freshDeployed(server);
    await server.services.database.deleteFrom('vendor_links').where('account_id', '=', accountId).execute();
    expect(await listRuns(caller)).toMatchObject({ nodes: [], outcomes: [{ state: 'not_connected' }] });
  });
});

test('of a customer of a thousand instances the list pages and counts exactly, and runs find their rows', async () => {
  const { caller, account, accountId, instanceId } = await freshDeployed(server, 'Among many');
  await server.prismatic('POST', 'seed', { instances: 999, account });
  await refreshRows(server, accountId);
  const query = `query ($after: String) { instances(first: 100, after: $after) { totalCount
    statusCounts { status count } pageInfo { endCursor hasNextPage } nodes { id name } } }`;
  const page = z.object({
    instances: z.object({
      totalCount: z.number(),
      statusCounts: z.array(z.object({ status: z.string(), count: z.number() })),
      pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
      nodes: z.array(z.object({ id: z.string() })),
    }),
  });
  const seen = new Set<string>();
  let after: string | null = null;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page needs the cursor of the one before it
    const { instances } = page.parse((await caller.graph(query, { after })).data);
    expect(instances.totalCount).toBe(1_000);
    expect(instances.statusCounts.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
    for (const { id } of instances.nodes) seen.add(id);
    after = instances.pageInfo.endCursor;
    if (!instances.pageInfo.hasNextPage) break;
  }
  expect(seen.size).toBe(1_000);
  const runId = await callFlow(caller, instanceId, {});
  expect((await listRuns(caller)).nodes).toMatchObject([{ id: runId, row: { id: instanceId } }]);
}, 120_000);

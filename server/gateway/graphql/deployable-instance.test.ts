import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph } from '../testing/answers.ts';
import {
  auditOf,
  callFlow,
  countVendorCalls,
  deployablePort,
  flowsOf,
  freshDeployed,
  untilRunsEndMs,
} from '../testing/deployables-bed.ts';
import { selectEveryField } from '../testing/select-every-field.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
}, 60_000);
afterEach(() => server.prismatic('DELETE', 'faults'));
afterAll(() => server.close());

const everything = `query ($id: ID!) { instance(id: $id) { __typename ... on PrismaticInstance ${selectEveryField('PrismaticInstance')} } }`;
const debugQuery = `query ($id: ID!) { debugInstance(id: $id) { problemCode detail { ownerId } authentications { id }
  siblingCount row { name } deployable ${selectEveryField('PrismaticDetail')} } }`;

test('all that a page shows of an instance is one vendor call, and none when only the row is asked for', async () => {
  const { caller, instanceId } = await freshDeployed(server);
  const counted = countVendorCalls(server);
  await caller.graph('query ($id: ID!) { instance(id: $id) { id row { name } timeline { id } } }', { id: instanceId });
  expect(counted.calls).toEqual([]);
  const answer = await caller.graph(everything, { id: instanceId });
  counted.stop();
  expect(counted.calls).toEqual(['readInstance']);
  expect(answer).not.toHaveProperty('errors');
  expect(answer.data).toMatchObject({
    instance: {
      __typename: 'PrismaticInstance',
      id: instanceId,
      problemCode: null,
      row: { name: 'Order events' },
      detail: {
        state: { wasDeployed: true, configuration: 'complete', hasUndeployedChanges: false, lastRanAt: null },
        allowed: { change: true, deploy: true },
        flows: [
          { name: 'Receive order', answersCaller: false, webhookUrl: expect.stringContaining('/trigger/') },
          { name: 'Cancel order', answersCaller: true },
        ],
        vendorUrl: null,
      },
    },
  });
});

test('what the vendor says is in the row of the same answer, and in the index', async () => {
  const { caller, owner, vendorId, instanceId } = await freshDeployed(server);
  await server.services.adapters.get('prismatic')?.writer.renameInstance(owner, vendorId, 'Renamed elsewhere');
  await callFlow(caller, instanceId, { fail: true });
  server.clock.advance(untilRunsEndMs);
  const query = `query ($id: ID!) { instance(id: $id) { row { name health deployment { isFailing lastRanAt } }
    ... on PrismaticInstance { detail { state { isFailing lastRanAt } flows { name isFailing } } } } }`;
  const { data } = await caller.graph(query, { id: instanceId });
  expect(data).toMatchObject({
    instance: {
      row: {
        name: 'Renamed elsewhere',
        health: 'failed',
        deployment: { isFailing: true, lastRanAt: expect.any(String) },
      },
      detail: {
        state: { isFailing: true, lastRanAt: expect.any(String) },
        flows: [{ isFailing: true }, { isFailing: false }],
      },
    },
  });
  const kept = await caller.graph('query ($id: ID!) { instance(id: $id) { row { name } } }', { id: instanceId });
  expect(kept.data).toMatchObject({ instance: { row: { name: 'Renamed elsewhere' } } });
});

describe('who may see it', () => {
  const northwindsId = async () => {
    await server.services.sync.readEverything();
    const { data } = await (await server.signIn('maya')).graph('{ instances { nodes { id name } } }');
    const schema = z.object({
      instances: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
    });
    return schema.parse(data).instances.nodes.find(({ name }) => name === 'Stock from Rotterdam')?.id ?? '';
  };

  test('who may only view sees the row and why there is no more, and the vendor is not asked', async () => {
    const id = await northwindsId();
    const counted = countVendorCalls(server);
    const answer = await (await server.signIn('jonas')).graph(everything, { id });
    counted.stop();
    expect(counted.calls).toEqual([]);
    expect(answer.data).toMatchObject({
      instance: { row: { name: 'Stock from Rotterdam' }, detail: null, problemCode: 'view_only' },
    });
    expect(JSON.stringify(answer)).not.toContain('/trigger/');
  });

  test('an admin sees the owner’s, with the operator’s credential; another account nothing', async () => {
    const id = await northwindsId();
    const read = deployablePort(server).reader;
    const owners: unknown[] = [];
    const readInstance = read.readInstance.bind(read);
    read.readInstance = (owner, vendorId) => {
      owners.push(owner.credential);
      return readInstance(owner, vendorId);
    };
    const priya = await server.signIn('priya');
    expect(await flowsOf(priya, id)).toMatchObject([{ webhookUrl: expect.stringContaining('/trigger/') }]);
    await flowsOf(await server.signIn('maya'), id);
    expect((await askGraph(priya, debugQuery, { id })).said).toBe('ok');
    read.readInstance = readInstance;
    expect(owners).toEqual(['operator', undefined, 'operator']);
    expect((await askGraph(await server.signIn('tomas'), everything, { id })).said).toBe('null');
  });

  test('no answer of a page holds what the instance is configured with', async () => {
    const id = await northwindsId();
    const texts = await Promise.all(
      ['maya', 'priya'].map(async (demo) => (await askGraph(await server.signIn(demo), everything, { id })).text),
    );
    expect(texts.every((text) => text.includes('"connections":[{"key":"SFTP"'))).toBe(true);
    expect(texts.some((text) => /not-a-real-one|sftp\.northwind\.example/.test(text))).toBe(false);
  });
});

test.each([
  ['429', 'rate_limited'],
  ['500', 'vendor_unavailable'],
  ['401', 'vendor_unauthorized'],
  ['html', 'vendor_garbled'],
  ['graphql-errors', 'refused'],
])('says why the vendor could not be asked when it answers %s, and keeps the row', async (fault, code) => {
  const { caller, account, instanceId } = await freshDeployed(server);
  await server.prismatic('PUT', 'faults', [{ match: 'instance', fault, who: account }]);
  const answer = await caller.graph(everything, { id: instanceId });
  expect(answer).not.toHaveProperty('errors');
  expect(answer.data).toMatchObject({
    instance: { problemCode: code, detail: null, row: { name: 'Order events' } },
  });
});

test('says that it is gone, and of a young one that it may still come', async () => {
  const { caller, owner, vendorId, instanceId } = await freshDeployed(server);
  await server.services.adapters.get('prismatic')?.writer.removeInstance(owner, vendorId);
  const { database, clock } = server.services;
  const read = async () => {
    const { data } = await caller.graph<{ instance: unknown }>(everything, { id: instanceId });
    return data.instance;
  };
  expect(await read()).toMatchObject({ problemCode: 'gone', detail: null });
  await database.updateTable('instances').set({ created_at: clock.now() }).where('id', '=', instanceId).execute();
  expect(await read()).toMatchObject({ problemCode: 'vendor_garbled', detail: null });
});

test('the debug view is one vendor call, is audited, and never fails with its vendor', async () => {
  const { account, instanceId } = await freshDeployed(server, 'Looked at');
  const priya = await server.signIn('priya');
  const counted = countVendorCalls(server);
  const seen = await priya.graph(debugQuery, { id: instanceId });
  counted.stop();
  expect(counted.calls).toEqual(['readInstance']);
  expect(seen).toMatchObject({
    data: {
      debugInstance: {
        problemCode: null,
        detail: null,
        authentications: [],
        siblingCount: 0,
        row: { name: 'Looked at' },
        deployable: { state: { wasDeployed: true }, flows: [{ name: 'Receive order' }, { name: 'Cancel order' }] },
      },
    },
  });
  expect(await auditOf(server, instanceId)).toMatchObject([{ action: 'debug.view', outcome: 'done' }]);
  await server.prismatic('PUT', 'faults', [{ match: 'instance', fault: '500', who: account }]);
  const down = await priya.graph(debugQuery, { id: instanceId });
  expect(down).not.toHaveProperty('errors');
  expect(down.data).toMatchObject({ debugInstance: { problemCode: 'vendor_unavailable', deployable: null } });
});

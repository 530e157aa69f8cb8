import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph } from '../testing/answers.ts';
import {
  details,
  flows,
  freshCompany,
  instanceQuery,
  listConnectors,
  listQuery,
  readInstance,
} from '../testing/company-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
});
afterEach(() => server.patchworks('DELETE', 'faults'));
afterAll(() => server.close());

/** Counts the calls that reach the imitation through the adapter. */
function countCalls() {
  const port = server.services.adapters.get('patchworks')?.connectors;
  if (!port) throw new Error('there is no Patchworks');
  const calls: string[] = [];
  const restore: (() => void)[] = [];
  for (const side of [port.reader, port.writer]) {
    for (const [name, method] of Object.entries(side)) {
      if (typeof method !== 'function') continue;
      const counting = (...input: unknown[]): unknown => {
        calls.push(name);
        return Reflect.apply(method, side, input);
      };
      Object.assign(side, { [name]: counting });
      restore.push(() => Object.assign(side, { [name]: method }));
    }
  }
  return {
    calls,
    stop: () => {
      for (const one of restore) one();
    },
  };
}

describe('the list of connectors', () => {
  test('has every connector with its instances in the order of their names, from two reads', async () => {
    const { caller, owner } = await freshCompany(server, 'Shop b', 'Shop a', 'Shop c');
    await owner.install('HubSpot');
    const counted = countCalls();
    const listed = await listConnectors(caller);
    counted.stop();
    expect(counted.calls.toSorted()).toEqual(['listConnectors', 'listInstances']);
    expect(listed.outcome).toMatchObject({ state: 'ok', code: null });
    expect(listed.nodes.map(({ name, instances }) => [name, instances.map((one) => one.row.name)])).toEqual([
      ['HubSpot', []],
      ['Shopify', ['Shop a', 'Shop b', 'Shop c']],
    ]);
    expect(listed.nodes[1]?.instances[0]).toMatchObject({
      row: { status: 'unused', useCount: 0 },
      rateLimitAmount: 240,
      rateLimitUnit: 'minute',
    });
  });

  test('gives an instance the id it has had, and says how many flows use it', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'Used');
    const [instance] = await owner.instances();
    await owner.createFlow('Orders', [instance?.id ?? 0], { isEnabled: false });
    const [connector] = (await listConnectors(caller)).nodes;
    expect(connector?.instances[0]?.row).toMatchObject({ id: ids.get('Used'), status: 'in_use', useCount: 1 });
  });

  test('of a vendor that does not answer comes from the index, and says so', async () => {
    const { caller, account } = await freshCompany(server, 'Kept');
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: account }]);
    const listed = await listConnectors(caller);
    expect(listed.outcome).toMatchObject({ state: 'failed', code: 'vendor_unavailable' });
    expect(listed.nodes).toMatchObject([
      { name: 'Shopify', newerVersion: null, instances: [{ row: { name: 'Kept' }, rateLimitAmount: null }] },
    ]);
  });

  test('is empty where nothing is installed, not connected without a link, and nothing of an admin’s', async () => {
    const { caller, account } = await freshCompany(server);
    expect(await listConnectors(caller)).toMatchObject({ nodes: [], outcome: { state: 'empty' } });
    await server.services.database
      .deleteFrom('vendor_links')
      .where('account_id', 'in', (found) =>
        found.selectFrom('accounts').where('external_id', '=', account).select('id'),
      )
      .execute();
    expect(await listConnectors(caller)).toMatchObject({
      nodes: [],
      outcome: { state: 'not_connected', code: 'not_connected' },
    });
    expect((await askGraph(await server.signIn('priya'), listQuery)).said).toBe('null');
  });
});

describe('the marketplace', () => {
  const query = '{ marketplace { outcome { state code } nodes { id name isInstalled } } }';
  const schema = z.object({
    marketplace: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string(), isInstalled: z.boolean() })) }),
  });

  test('installs in one click, and removes what has no instance', async () => {
    const { caller, owner } = await freshCompany(server, 'A shop');
    const { marketplace } = schema.parse((await caller.graph(query)).data);
    const hubspot = marketplace.nodes.find(({ name }) => name === 'HubSpot');
    expect(hubspot?.isInstalled).toBe(false);
    const install =
      'mutation ($input: InstallConnectorInput!) { installConnector(input: $input) { connector { id name instances { row { id } } } } }';
    const installed = await caller.graph<{ installConnector: { connector: { id: string } } }>(install, {
      input: { entryId: hubspot?.id },
    });
    const { id } = installed.data.installConnector.connector;
    expect((await owner.connectors()).map(({ label }) => label).toSorted()).toEqual(['HubSpot', 'Shopify']);
    const remove = 'mutation ($input: RemoveConnectorInput!) { removeConnector(input: $input) { id } }';
    const unsure = await askGraph(caller, remove, { input: { id, confirmation: 'HubSpot' } });
    expect(unsure.said).toBe('name_mismatch');
    const [shopify] = (await owner.connectors()).filter(({ label }) => label === 'Shopify');
    const used = await askGraph(caller, remove, { input: { id: String(shopify?.id), confirmation: 'confirm' } });
    expect(used.said).toBe('in_use');
    expect((await askGraph(caller, remove, { input: { id, confirmation: 'confirm' } })).said).toBe('ok');
    expect((await owner.connectors()).map(({ label }) => label)).toEqual(['Shopify']);
    expect((await askGraph(caller, remove, { input: { id, confirmation: 'confirm' } })).said).toBe('not_found');
  });

  test('of a vendor that does not answer is a failure and no empty list', async () => {
    const { caller, account } = await freshCompany(server);
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: account }]);
    const answer = await caller.graph(query);
    expect(answer.data).toMatchObject({
      marketplace: { nodes: [], outcome: { state: 'failed', code: 'vendor_unavailable' } },
    });
  });
});

describe('an instance', () => {
  test('is read in one call for each thing it is made of, runs only when they are asked for', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'Shop');
    const [instance] = await owner.instances();
    await owner.createPool('Slow lane', 2);
    await owner.createFlow('Orders', [instance?.id ?? 0], {
      runs: [{ outcome: 'failure', minutes_ago: 5, message: 'No such item' }],
    });
    const counted = countCalls();
    const read = await readInstance(caller, ids.get('Shop'));
    expect(counted.calls.toSorted()).toEqual(['listFlows', 'listPools', 'readInstance']);
    expect(read).toMatchObject({
      row: { useCount: 1, status: 'in_use' },
      problemCode: null,
      detail: {
        connectorName: 'Shopify',
        pools: [{ name: 'Slow lane' }],
        flows: [{ name: 'Orders', steps: [{ name: 'Step 1' }], vendorUrl: null }],
        fields: expect.arrayContaining([
          { key: 'store_domain', secret: false, hasValue: true, value: 'a-store.example' },
          { key: 'access_token', secret: true, hasValue: true, value: null },
        ]),
      },
    });
    const query = `query ($id: ID!) { instance(id: $id) { ... on PatchworksInstance { detail { runsProblemCode
      runs { flowName state message startedAt } } } } }`;
    const runs = await caller.graph(query, { id: ids.get('Shop') });
    counted.stop();
    expect(counted.calls.filter((name) => name === 'listRuns')).toHaveLength(1);
    expect(runs.data).toMatchObject({
      instance: {
        detail: { runsProblemCode: null, runs: [{ flowName: 'Orders', state: 'failed', message: 'No such item' }] },
      },
    });
    await server.patchworks('PUT', 'faults', [{ match: 'GET /api/v1/flow-runs', fault: '500', who: caller.account }]);
    const without = await caller.graph(query, { id: ids.get('Shop') });
    expect(without.data).toMatchObject({ instance: { detail: { runsProblemCode: 'vendor_unavailable', runs: [] } } });
  });

  test('shows no settings to who may only view, and nothing at all to another account', async () => {
    await listConnectors(await server.signIn('maya'));
    const jonas = await server.signIn('jonas');
    const { nodes } = await listConnectors(jonas);
    const id = nodes.find(({ name }) => name === 'Shopify')?.instances[0]?.row.id;
    const counted = countCalls();
    expect(await readInstance(jonas, id)).toMatchObject({ problemCode: 'view_only', detail: null });
    counted.stop();
    expect(counted.calls).toEqual([]);
    expect((await askGraph(await server.signIn('tomas'), instanceQuery, { id })).said).toBe('null');
    expect(await readInstance(await server.signIn('priya'), id)).toMatchObject({ problemCode: null });
  });

  test('says that it is gone, and why the vendor could not be asked', async () => {
    const { caller, owner, account, ids } = await freshCompany(server, 'Removed behind our back');
    server.clock.advance(60_000);
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: account }]);
    const id = ids.get('Removed behind our back');
    expect(await readInstance(caller, id)).toMatchObject({ problemCode: 'vendor_unavailable', detail: null });
    await server.patchworks('DELETE', 'faults');
    const [instance] = await owner.instances();
    await owner.remove(instance?.id ?? 0);
    expect(await readInstance(caller, id)).toMatchObject({ problemCode: 'gone', detail: null });
  });

  test('has a debug view that says what there is, and never fails with its vendor', async () => {
    const { account, ids } = await freshCompany(server, 'Looked at', 'Its sibling');
    const priya = await server.signIn('priya');
    const query = `query ($id: ID!) { debugInstance(id: $id) { problemCode detail { ownerId } authentications { id }
      siblings { name } siblingCount connectorInstance { lastCheckedAt runs { id } ${flows} ${details} } } }`;
    const seen = await priya.graph(query, { id: ids.get('Looked at') });
    expect(seen).toMatchObject({
      data: {
        debugInstance: {
          problemCode: null,
          detail: null,
          authentications: [],
          siblings: [{ name: 'Its sibling' }],
          siblingCount: 1,
          connectorInstance: { flows: [], runs: [], details: { name: 'Looked at' } },
        },
      },
    });
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: account }]);
    const down = await priya.graph(query, { id: ids.get('Looked at') });
    expect(down).not.toHaveProperty('errors');
    expect(down.data).toMatchObject({
      debugInstance: { problemCode: 'vendor_unavailable', connectorInstance: null, siblingCount: 1 },
    });
  });
});

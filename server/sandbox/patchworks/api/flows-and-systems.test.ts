import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  fabrikamKey,
  idOf,
  newConnector,
  northwindKey,
  type PatchworksBed,
  rowsOf,
  startPatchworksBed,
} from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
beforeAll(async () => {
  bed = await startPatchworksBed();
});
afterAll(() => bed.stop());

async function connectorNamed(name: string): Promise<number> {
  return Number(rowsOf(await bed.call(northwindKey, 'GET', `/connectors?filter[name]=${name}`))[0]?.['id']);
}

const usage = z.object({ data: z.array(z.object({ id: z.number(), steps: z.array(z.object({ id: z.number() })) })) });

async function firstStep(connector: number): Promise<{ flow: number; step: number }> {
  const { body } = await bed.call(northwindKey, 'GET', `/connectors/${connector}/flows`);
  const flow = usage.parse(body).data[0];
  return { flow: flow?.id ?? 0, step: flow?.steps[0]?.id ?? 0 };
}

describe('the first seeding', () => {
  it('has an instance in each state it can rest in', async () => {
    const rows = rowsOf(
      await bed.call(
        northwindKey,
        'GET',
        '/connectors?include=connectionPool,authenticationImplementation.authenticationType',
      ),
    );
    expect(rows.length).toBeGreaterThanOrEqual(7);
    expect(rows.filter(({ flows_count }) => flows_count === 0)).toHaveLength(1);
    expect(rows.filter(({ connection_pool }) => connection_pool !== null).length).toBeGreaterThanOrEqual(2);
    const types = JSON.stringify(rows.map((row) => row['authentication_implementation']));
    for (const type of ['no-auth', 'token', 'oauth2']) expect(types).toContain(`"key":"${type}"`);
    const updatable = rowsOf(await bed.call(northwindKey, 'GET', '/systems?filter[withUpdatable]=true'));
    expect(updatable).toMatchObject([{ label: 'BigCommerce', version: 2, latest_version: 3 }]);
    const systems = rowsOf(await bed.call(northwindKey, 'GET', '/systems?include=connectors,connectorsExists'));
    expect(systems.filter(({ connectors_exists }) => connectors_exists === false)).toHaveLength(1);
    expect(rowsOf(await bed.call('sandbox-patchworks-wingtip', 'GET', '/systems'))).toEqual([]);
    expect(rowsOf(await bed.call(fabrikamKey, 'GET', '/connectors')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('process flows', () => {
  it.each(['Shopify Sweden', 'Shopify Norway'])('keep %s from being removed, enabled or not', async (name) => {
    const id = await connectorNamed(name);
    const refused = await bed.call(northwindKey, 'DELETE', `/connectors/${id}`);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'connector_in_use',
        errors: { connector: [expect.any(String)] },
        flows: [{ id: expect.any(Number), is_enabled: name === 'Shopify Sweden' }],
      },
    });
    expect((await bed.call(northwindKey, 'GET', `/connectors/${id}`)).status).toBe(200);
  });

  it('let an instance go when the step points elsewhere or is gone', async () => {
    const norway = await connectorNamed('Shopify Norway');
    const denmark = await connectorNamed('Shopify Denmark');
    const { flow, step } = await firstStep(norway);
    const point = (connector: unknown) =>
      bed.call(northwindKey, 'PATCH', `/flows/${flow}/steps/${step}`, { connector_id: connector });
    expect((await point(await connectorNamed('NetSuite'))).status).toBe(422);
    const theirs = Number(rowsOf(await bed.call(fabrikamKey, 'GET', '/connectors'))[0]?.['id']);
    expect((await point(theirs)).status).toBe(422);
    expect((await point(denmark)).status).toBe(200);
    expect((await bed.call(northwindKey, 'DELETE', `/connectors/${norway}`)).status).toBe(200);
    expect((await bed.call(northwindKey, 'DELETE', `/connectors/${norway}`)).status).toBe(404);
    expect((await bed.call(northwindKey, 'DELETE', `/connectors/${denmark}`)).status).toBe(422);
    expect((await bed.call(northwindKey, 'DELETE', `/flows/${flow}/steps/${step}`)).status).toBe(200);
    expect((await bed.call(northwindKey, 'DELETE', `/connectors/${denmark}`)).status).toBe(200);
  });

  it('show their steps with the instances, and can be turned off', async () => {
    const path = '/flows?include=currentVersion.steps.connector&filter[name]=netsuite';
    const [flow] = rowsOf(await bed.call(northwindKey, 'GET', path));
    expect(flow).toMatchObject({
      is_enabled: true,
      current_version: { status: 'Deployed', steps: [{ connector: { name: 'Shopify Sweden' } }, {}] },
    });
    const off = await bed.call(northwindKey, 'PATCH', `/flows/${Number(flow?.['id'])}`, { is_enabled: false });
    expect(off).toMatchObject({ status: 200, body: { data: { is_enabled: false } } });
    expect((await bed.call(northwindKey, 'POST', `/flows/${Number(flow?.['id'])}/start`, { payload: '' })).status).toBe(
      422,
    );
    await bed.call(northwindKey, 'PATCH', `/flows/${Number(flow?.['id'])}`, { is_enabled: true });
  });

  it('run: a run is under way until the clock says otherwise', async () => {
    const { flow } = await firstStep(await connectorNamed('NetSuite'));
    const started = idOf(await bed.call(northwindKey, 'POST', `/flows/${flow}/start`, { payload: '{}' }));
    const read = () => bed.call(northwindKey, 'GET', `/flow-runs?filter[flow_id]=${flow}&sort=-started_at&per_page=1`);
    expect(rowsOf(await read())).toMatchObject([{ id: started, status: 1, finished_at: null, trigger: 'API' }]);
    bed.clock.advance(10_000);
    expect(rowsOf(await read())).toMatchObject([{ id: started, status: 2, finished_at: expect.any(String) }]);
    const failed = await bed.call(northwindKey, 'GET', `/flow-runs?filter[flow_id]=${flow}&filter[status]=3,5`);
    const [run] = rowsOf(failed);
    expect(run).toMatchObject({ status: 3, message: expect.stringContaining('item not found') });
    const id = Number(run?.['id']);
    const logs = rowsOf(
      await bed.call(northwindKey, 'GET', `/flow-runs/${id}/flow-run-logs?include=flowRunLogMetadata`),
    );
    expect(logs.at(-1)).toMatchObject({ log_level: 'error', flow_run_log_metadata: [] });
    expect((await bed.call(northwindKey, 'POST', `/flow-runs/${id}/retry`)).body).toMatchObject({
      data: { trigger: 'Retry' },
    });
    const after = bed.clock.now().getTime() - 1000;
    const recent = await bed.call(northwindKey, 'GET', `/flow-runs?filter[started_after]=${after}`);
    expect(rowsOf(recent)).toMatchObject([{ trigger: 'Retry' }]);
    expect((await bed.call(northwindKey, 'GET', '/flow-runs?filter[started_after]=yesterday')).status).toBe(422);
    expect((await bed.call(fabrikamKey, 'GET', `/flow-runs/${id}`)).status).toBe(404);
  });
});

describe('the marketplace', () => {
  it('installs a system once, which goes when it has no instances', async () => {
    const key = await bed.newCompany('shopper');
    const shopify = await bed.install(key, 'Shopify');
    const again = await bed.call(key, 'POST', '/patchworks/system-templates/1/install');
    expect(again).toMatchObject({ status: 422, body: { message: 'Shopify is already installed.' } });
    const listed = rowsOf(await bed.call(key, 'GET', '/patchworks/system-templates?sort=name'));
    expect(listed.filter(({ installed }) => installed)).toMatchObject([{ label: 'Shopify' }]);
    const body = newConnector(shopify, 'Access token', { store_domain: 's', access_token: 't' });
    const connector = idOf(await bed.call(key, 'POST', '/connectors', body));
    expect(await bed.call(key, 'DELETE', `/systems/${shopify.id}`)).toMatchObject({
      status: 422,
      body: { code: 'system_has_connectors' },
    });
    await bed.call(key, 'DELETE', `/connectors/${connector}`);
    expect((await bed.call(key, 'DELETE', `/systems/${shopify.id}`)).status).toBe(200);
    expect((await bed.call(key, 'GET', `/systems/${shopify.id}`)).status).toBe(404);
    expect((await bed.call(key, 'POST', '/patchworks/system-templates/999/install')).status).toBe(404);
    const sparse = await bed.call(northwindKey, 'GET', '/systems?fields[systems]=label&filter[name]=xero');
    expect(rowsOf(sparse)).toEqual([{ id: expect.any(Number), label: 'Xero' }]);
  });

  it('moves a system to the newest version, once, with all its instances', async () => {
    const [old] = rowsOf(await bed.call(northwindKey, 'GET', '/systems?filter[withUpdatable]=true&include=connectors'));
    expect(old).toMatchObject({ label: 'BigCommerce', version: 2 });
    const path = `/systems/${Number(old?.['id'])}/update`;
    expect((await bed.call(fabrikamKey, 'POST', path)).status).toBe(404);
    expect((await bed.call(await bed.login('user@northwind.example'), 'POST', path)).status).toBe(403);
    expect(await bed.call(northwindKey, 'POST', path)).toMatchObject({
      status: 200,
      body: { data: { id: old?.['id'], version: 3, version_name: '3.0' } },
    });
    expect(await bed.call(northwindKey, 'POST', path)).toMatchObject({
      status: 422,
      body: { errors: { system: ['BigCommerce is already at its newest version.'] } },
    });
    const [now] = rowsOf(await bed.call(northwindKey, 'GET', '/systems?filter[name]=bigcommerce&include=connectors'));
    expect(now).toMatchObject({ version: 3, connectors: old?.['connectors'] });
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SeenRequest, StubAnswer } from './testing/stub-api.ts';
import { failureOf, owner, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const shapes = ['flat', 'attributes'] as const;

async function recorded(name: string): Promise<Record<string, unknown>> {
  const json: unknown = JSON.parse(await readFile(path.join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'));
  if (typeof json !== 'object' || json === null) throw new Error(`${name} is no answer`);
  return { ...json };
}

/** Answers as they were recorded, each list's page as the only one. */
async function playback(shape: (typeof shapes)[number]) {
  const only = { meta: { current_page: 1, last_page: 1, total: 2 }, links: { next: null } };
  const list = async (name: string) => ({ json: { ...(await recorded(`${shape}/${name}`)), ...only } });
  const answers: Record<string, StubAnswer> = {
    '/systems': await list('systems'),
    '/systems/1': { json: await recorded(`${shape}/system-with-methods`) },
    '/patchworks/system-templates': await list('system-templates'),
    '/connectors': await list('connectors'),
    '/connectors/1': { json: await recorded(`${shape}/connector-detail`) },
    '/connection-pools': await list('connection-pools'),
    '/flows': await list('flows'),
    '/flow-runs': await list('flow-runs'),
  };
  return (request: SeenRequest): StubAnswer =>
    answers[request.path] ?? { status: 404, json: { message: request.path } };
}

async function readEverything(shape: (typeof shapes)[number]) {
  const { adapter, connectors } = await startStubbedAdapter(await playback(shape));
  const { reader } = connectors;
  return {
    page: await adapter.reader.listOwnInstances(owner, null),
    connectors: await reader.listConnectors(owner),
    marketplace: await reader.listMarketplace(owner),
    instances: await reader.listInstances(owner),
    form: await reader.readForm(owner, '1'),
    detail: await reader.readInstance(owner, '1'),
    pools: await reader.listPools(owner),
    flows: await reader.listFlows(owner, '1'),
    runs: await reader.listRuns(owner, ['1'], 2),
  };
}

test('both shapes of items mean the same', async () => {
  const [flat, withAttributes] = await Promise.all(shapes.map(readEverything));
  expect(withAttributes).toEqual(flat);
});

test.each(shapes)('recorded answers with %s items become what the contract says', async (shape) => {
  const read = await readEverything(shape);
  expect(read.connectors).toEqual([
    { connectorId: '1', name: 'Shopify', category: 'eCommerce', version: '4.0', newerVersion: null },
    { connectorId: '2', name: 'NetSuite', category: 'ERP', version: '7.0', newerVersion: null },
    { connectorId: '3', name: 'BigCommerce', category: 'eCommerce', version: '2.0', newerVersion: '3.0' },
  ]);
  expect(read.marketplace.map((entry) => [entry.entryId, entry.name, entry.category, entry.isInstalled])).toEqual([
    ['3', 'Adobe Commerce', 'eCommerce', true],
    ['4', 'BigCommerce', 'eCommerce', true],
  ]);
  expect(read.page).toMatchObject({
    totalCount: 2,
    next: null,
    unreadableCount: 0,
    records: [
      { vendorId: '1', ...owner, name: 'Shopify Sweden', templateId: '1', templateName: 'Shopify', useCount: 1 },
      {},
    ],
  });
  expect(read.instances.map(({ record }) => record)).toEqual(read.page.records);
  expect(read.instances[0]).toMatchObject({
    poolName: 'Shared by the online stores',
    rateLimitAmount: 240,
    rateLimitUnit: 'minute',
    lastCheckedAt: expect.any(Date),
  });
  expect(read.form).toMatchObject({
    connector: { id: '1', name: 'Shopify' },
    defaults: { timeZone: 'UTC', dateFormat: 'c', rateLimitAmount: 240, rateLimitUnit: 'minute', poolId: null },
    methods: [
      { name: 'Access token', kind: 'fields', typeName: 'Token based' },
      { name: 'Sign in with Shopify', kind: 'consent', typeName: 'OAuth 2 (authorisation code)' },
    ],
    pools: [
      { id: '1', limit: 8 },
      { id: '2', limit: 2 },
    ],
  });
  expect(
    read.form?.methods[0]?.fields.map((field) => [field.key, field.advanced, field.secret, field.defaultValue]),
  ).toEqual([
    ['store_domain', false, false, null],
    ['access_token', false, true, null],
    ['api_version', true, false, '2026-01'],
    ['webhook_secret', true, true, null],
  ]);
  expect(read.detail?.fields.map((field) => [field.key, field.hasValue, field.value])).toEqual([
    ['store_domain', true, 'northwind-se.example'],
    ['access_token', true, null],
    ['api_version', true, '2026-01'],
    ['webhook_secret', false, null],
  ]);
  expect(read.detail).toMatchObject({
    record: read.page.records[0],
    methodName: 'Access token',
    methodKind: 'fields',
    details: { name: 'Shopify Sweden', timeZone: 'Europe/Stockholm', poolId: '1' },
    takesPool: true,
  });
  expect(read.flows).toEqual([
    {
      flowId: '1',
      name: 'Shop orders to NetSuite',
      isEnabled: true,
      steps: [{ stepId: '1', name: 'Fetch new orders' }],
    },
  ]);
  expect(read.runs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
});

test('recorded refusals become what the contract says', async () => {
  const [failed, inUse] = await Promise.all([recorded('check-failed'), recorded('in-use')]);
  const { adapter, connectors } = await startStubbedAdapter(({ method }) => ({
    status: 422,
    json: method === 'DELETE' ? inUse : failed,
  }));
  const wanted = { values: { password: 'a-password-bad' }, returnUrl: 'http://localhost/return' };
  expect(await failureOf(connectors.writer.changeCredentials(owner, '1', wanted))).toMatchObject({
    code: 'credentials_refused',
    check: { response: { statusCode: 401, headers: { 'set-cookie': '••••••••' } } },
  });
  expect(await failureOf(adapter.writer.removeInstance(owner, '1'))).toMatchObject({ code: 'in_use' });
});

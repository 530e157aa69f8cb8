import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StubAnswer } from './testing/stub-api.ts';
import { companyKey, failureOf, owner, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const list = (data: unknown[], rest: Record<string, unknown> = {}): StubAnswer => ({ json: { data, ...rest } });

test('every call shows the company’s own key by itself and says that it speaks JSON', async () => {
  const { adapter, connectors, seen } = await startStubbedAdapter(({ method }) =>
    method === 'GET' ? list([]) : { json: { message: 'Gone' } },
  );
  await connectors.reader.listConnectors(owner);
  await adapter.writer.removeInstance(owner, 'a/b c');
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /systems', 'DELETE /connectors/a%2Fb%20c']);
  for (const { headers } of seen) {
    expect(headers).toMatchObject({
      authorization: companyKey,
      accept: 'application/json',
      'content-type': 'application/json',
    });
  }
});

test('a removal without a body in its answer is done', async () => {
  const { adapter } = await startStubbedAdapter(() => ({ status: 204, text: '' }));
  await expect(adapter.writer.removeInstance(owner, '1')).resolves.toBeUndefined();
});

test('only what is changed is sent, with ids as the numbers they are', async () => {
  const connector = { id: 5, name: 'A', timezone: 'UTC', system_id: 1, system: { id: 1 }, flows_count: 0 };
  const { connectors, seen } = await startStubbedAdapter(() => ({
    json: { data: { ...connector, variables: [], authentication_implementation: { id: 1 } } },
  }));
  await connectors.writer.changeDetails(owner, '5', { poolId: '12' });
  await connectors.writer.changeDetails(owner, '5', { poolId: null, rateLimitAmount: 3 });
  await connectors.writer.changeFlowStep(owner, { flowId: '1', stepId: '2' }, 'opaque');
  expect(seen.map(({ body }) => body)).toEqual([
    { connection_pool_id: 12 },
    { rate_limit_duration: 3, connection_pool_id: null },
    { connector_id: 'opaque' },
  ]);
});

test('what a write’s answer lacks is read, but its own settings are those of the answer', async () => {
  const old = { id: 5, name: 'Old', timezone: 'UTC', system_id: 1, system: { id: 1, label: 'Shop' }, flows_count: 3 };
  const detail = {
    ...old,
    variables: [{ key: 'a', value: 'b', secret: false }],
    authentication_implementation: { id: 9 },
  };
  const { connectors } = await startStubbedAdapter(({ method }) => ({
    json: { data: method === 'GET' ? detail : { id: '5', name: 'New', timezone: 'Europe/Oslo' } },
  }));
  const changed = await connectors.writer.changeDetails(owner, '5', { name: 'New', timeZone: 'Europe/Oslo' });
  expect(changed).toMatchObject({
    record: { name: 'New', templateName: 'Shop', useCount: 3 },
    details: { name: 'New', timeZone: 'Europe/Oslo' },
    fields: [{ key: 'a', value: 'b' }],
  });
});

test('a write that is done but cannot be read back says that nobody knows', async () => {
  const { connectors } = await startStubbedAdapter(({ method }) =>
    method === 'GET' ? { status: 403, json: {} } : { json: { data: { id: 5, name: 'New' } } },
  );
  const failure = await failureOf(connectors.writer.changeDetails(owner, '5', { name: 'New' }));
  expect(failure).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
});

test('an answer about another instance is refused', async () => {
  const { adapter } = await startStubbedAdapter(() => ({ json: { data: { id: 6, name: 'Other', system: {} } } }));
  expect(await failureOf(adapter.reader.readInstance(owner, '5'))).toMatchObject({
    code: 'vendor_garbled',
    wasDone: 'no',
  });
  expect(await failureOf(adapter.writer.renameInstance(owner, '5', 'A'))).toMatchObject({ wasDone: 'unknown' });
});

test('unknown values and fields that were not told degrade, and an unmarked field is a secret', async () => {
  const system = {
    id: 'opaque id',
    label: 7,
    version: '10',
    latest_version: 9,
    protocol: 'mysql',
    timezone: 'Mars/Olympus',
    rate_limit_unit: 'fortnight',
    rate_limit_duration: 0,
    authenticationImplementations: [
      { id: 1, authenticationType: { name: 'OAuth 2 (client credentials)' }, variables: [{ key: 'k', value: 'v' }] },
      { id: 2, authenticationType: { name: 'Public' } },
      { id: 3, variables: [{ key: 'k', secret: 0, value: 'v', pivot: { required: 1, advanced: true } }, null] },
      { id: 4, authenticationType: { name: 'Carrier pigeon' } },
      { id: 5, authenticationType: { key: 'oauth2' } },
      { id: null },
      'hole',
    ],
  };
  const { connectors } = await startStubbedAdapter(({ path }) =>
    path === '/systems/1' ? { json: { data: system } } : list([]),
  );
  const form = await connectors.reader.readForm(owner, '1');
  expect(form).toMatchObject({
    connector: { id: 'opaque id', name: 'Unnamed connector' },
    defaults: { timeZone: 'UTC', rateLimitAmount: 1, rateLimitUnit: 'minute' },
    pools: [],
  });
  expect(form?.methods.map(({ id, kind }) => [id, kind])).toEqual([
    ['1', 'fields'],
    ['2', 'none'],
    ['3', 'fields'],
    ['4', 'fields'],
    ['5', 'consent'],
  ]);
  expect(form?.methods[0]?.fields).toMatchObject([{ label: 'k', secret: true, defaultValue: null }]);
  expect(form?.methods[2]?.fields).toMatchObject([
    { secret: false, required: true, advanced: true, defaultValue: 'v' },
  ]);
});

test('a stored value that the vendor shows of a secret is shown to nobody', async () => {
  const variables = [
    { key: 'token', secret: true, value: 'canary-stored' },
    { key: 'unmarked', value: 'canary-other' },
  ];
  const { connectors } = await startStubbedAdapter(() => ({ json: { data: { id: 5, name: 'A', variables } } }));
  const detail = await connectors.reader.readInstance(owner, '5');
  expect(detail?.fields.map(({ hasValue, value }) => [hasValue, value])).toEqual([
    [true, null],
    [true, null],
  ]);
  expect(JSON.stringify(detail)).not.toContain('canary');
});

test('a marketplace that does not tell what is installed is compared with what is', async () => {
  const { connectors } = await startStubbedAdapter(({ path }) =>
    path === '/systems' ? list([{ id: 9, system_template_id: 2 }]) : list([{ id: 1 }, { id: '2' }]),
  );
  const entries = await connectors.reader.listMarketplace(owner);
  expect(entries.map(({ entryId, isInstalled }) => [entryId, isInstalled])).toEqual([
    ['1', false],
    ['2', true],
  ]);
});

test('how many flows use an instance is unknown where it is not told', async () => {
  const { adapter } = await startStubbedAdapter(() =>
    list([
      { id: 1, flows_count: '3' },
      { id: 2, flows_count: 0 },
    ]),
  );
  const { records } = await adapter.reader.listOwnInstances(owner, null);
  expect(records.map(({ useCount }) => useCount)).toEqual(['unknown', 0]);
});

test('runs of other flows than were asked for, and in other states than are known, are no surprise', async () => {
  const runs = [1, 2, 3, 4, 5, 'paused', null].map((status, index) => ({
    id: index,
    flow_id: 7,
    status,
    started_at: Date.UTC(2026, 0, 1, 0, index),
  }));
  const { connectors, seen } = await startStubbedAdapter(() => list([...runs, { id: 99, flow_id: 8, status: 1 }]));
  const read = await connectors.reader.listRuns(owner, ['7', '1,2'], 6);
  expect(read.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'partly', 'stopped', 'failed', 'succeeded']);
  expect(seen[0]?.query.get('filter[flow_id]')).toBe('7');
  expect(await connectors.reader.listRuns(owner, [], 5)).toEqual([]);
});

const meta = (current: unknown, last: unknown) => ({ meta: { current_page: current, last_page: last } });

test('pages are counted by either of the two ways, and links are never followed', async () => {
  const { connectors, seen } = await startStubbedAdapter(({ query }) => {
    if (query.get('page') === '1') return list([{ id: 1 }], { links: { next: 'https://evil.example/x?page=2' } });
    if (query.get('page') === '2') return list([{ id: 2 }, { id: 1 }], meta(2, 3));
    return list([{ id: 3 }, null]);
  });
  const rows = await connectors.reader.listConnectors(owner);
  expect(rows.map(({ connectorId }) => connectorId)).toEqual(['1', '2', '3']);
  expect(seen.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3']);
});

test.each<[string, Record<string, unknown>]>([
  ['another page than was asked for', meta(2, 5)],
  ['that more follow, and in links that none do', { ...meta(1, 5), links: { next: null } }],
  ['a link back', { links: { next: '?page=1' } }],
  ['a link without a page', { links: { next: '/connectors' } }],
  ['a page beyond all reason', { links: { next: '?page=999999' } }],
])('a list that says %s is unreadable', async (_what, rest) => {
  const { adapter } = await startStubbedAdapter(() => list([{ id: 1 }], rest));
  expect(await failureOf(adapter.reader.listOwnInstances(owner, null))).toMatchObject({
    code: 'vendor_garbled',
    wasDone: 'no',
  });
});

test('whatever JSON comes, reading ends in an answer or a VendorError', async () => {
  let json: unknown = null;
  const { adapter, connectors } = await startStubbedAdapter(() => ({ json }));
  const { reader } = connectors;
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record({ id: fc.oneof(fc.nat(), fc.string()), attributes: fc.jsonValue(), relationships: fc.jsonValue() }),
    fc.record({ id: fc.constant('1'), system: fc.jsonValue(), variables: fc.jsonValue(), flows_count: fc.jsonValue() }),
  );
  const answer = fc.oneof(fc.jsonValue(), fc.record({ data: fc.oneof(item, fc.array(item)) }));
  await fc.assert(
    fc.asyncProperty(answer, async (given) => {
      json = given;
      const reads = [
        adapter.reader.listOwnInstances(owner, null),
        reader.listConnectors(owner),
        reader.listMarketplace(owner),
        reader.readForm(owner, '1'),
        reader.readInstance(owner, '1'),
        reader.listFlows(owner, '1'),
      ];
      const ends = await Promise.all(reads.map((read) => read.catch((error: unknown) => error)));
      const errors = ends.filter((end) => end instanceof Error);
      expect(errors.filter((error) => error.name !== 'VendorError')).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 30_000);

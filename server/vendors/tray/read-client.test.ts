import { anything, assert, asyncProperty, constant, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { ForeignRowsError, isTemporary, VendorError } from '../vendor-error.ts';
import {
  authentication,
  connection,
  detailAnswer,
  instance,
  instanceId,
  instancesAnswer,
  otherOwner,
  owner,
  rateLimitAnswer,
  solution,
} from './fixtures/answers.ts';
import { createTrayReader } from './read-client.ts';
import { failureOf, startStubbedAdapter } from './testing/stubbed-adapter.ts';

test('pages hang together by the last cursor', async () => {
  const { adapter, seen } = await startStubbedAdapter((request) =>
    request.variables['after'] === undefined
      ? instancesAnswer([instance({ id: 'a' }), instance({ id: 'b' })], { hasNextPage: true, totalCount: 3 })
      : instancesAnswer([instance({ id: 'c' })], { totalCount: 3 }),
  );
  const first = await adapter.reader.listAllInstances(null);
  const second = await adapter.reader.listAllInstances(first.next);

  expect(first.records.map((row) => row.vendorId)).toEqual(['a', 'b']);
  expect(first.totalCount).toBe(3);
  expect(second).toMatchObject({ totalCount: 3, next: null, unreadableCount: 0 });
  expect(seen[1]?.variables).toEqual({ first: 100, after: Buffer.from('b').toString('base64') });
});

test('a page that repeats its cursor, or has none, is an error', async () => {
  const { adapter } = await startStubbedAdapter(() => instancesAnswer([instance()], { hasNextPage: true }));
  const { next } = await adapter.reader.listAllInstances(null);
  expect(next).not.toBeNull();
  expect(await failureOf(adapter.reader.listAllInstances(next))).toMatchObject({ code: 'vendor_garbled' });

  const empty = await startStubbedAdapter(() => instancesAnswer([], { hasNextPage: true }));
  expect(await failureOf(empty.adapter.reader.listAllInstances(null))).toMatchObject({ code: 'vendor_garbled' });
});

test('somebody else in an own list is an error and never a row', async () => {
  const foreign = instance({ id: 'x', owner: otherOwner.vendorAccountId });
  const list = await startStubbedAdapter(() => instancesAnswer([instance(), foreign]));
  const one = await startStubbedAdapter(() => detailAnswer([instance({ owner: otherOwner.vendorAccountId })]));

  for (const promise of [
    list.adapter.reader.listOwnInstances(owner, null),
    one.adapter.reader.readInstance(owner, instanceId),
  ]) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await failureOf(promise)).toBeInstanceOf(ForeignRowsError);
  }
});

test('one instance takes one request; none is null; another one is an error', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => detailAnswer([instance()]));
  const none = await startStubbedAdapter(() => detailAnswer([]));
  const wrong = await startStubbedAdapter(() => detailAnswer([instance({ id: 'other' })]));

  expect((await adapter.reader.readInstance(owner, instanceId))?.record.vendorId).toBe(instanceId);
  expect(seen.filter((request) => request.operationName !== 'Authorize')).toEqual([
    expect.objectContaining({ variables: { criteria: { id: instanceId }, first: 1 }, token: 'user-token-1' }),
  ]);
  expect(await none.adapter.reader.readInstance(owner, instanceId)).toBeNull();
  expect(await failureOf(wrong.adapter.reader.readInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_garbled',
  });
});

test('the catalogue and the owners are read to the end, and unreadable rows are told', async () => {
  const unreadable: string[] = [];
  const { adapter } = await startStubbedAdapter(
    (request) => {
      const isFirst = request.variables['after'] === undefined;
      const id = isFirst ? 'a' : 'b';
      const users = connection([{ id: null }, { id, name: '', externalUserId: null }], { hasNextPage: isFirst });
      const solutions = connection([{ ...solution, id }], { hasNextPage: isFirst });
      return { json: { data: request.operationName === 'Users' ? { users } : { viewer: { solutions } } } };
    },
    { onUnreadable: (noun, count) => unreadable.push(`${noun} ${count}`) },
  );

  expect((await adapter.reader.listTemplates()).map((template) => template.templateId)).toEqual(['a', 'b']);
  expect(await adapter.reader.listOwners()).toEqual([
    { vendorAccountId: 'a', name: 'Unnamed user', externalId: null },
    { vendorAccountId: 'b', name: 'Unnamed user', externalId: null },
  ]);
  expect(unreadable).toEqual(['owner 2']);
});

test('authentications are listed, unreadable ones left out', async () => {
  const edges = [{ node: authentication }, null, { node: { id: null } }, { node: { id: 'x' } }];
  const { adapter } = await startStubbedAdapter(() => ({ json: { data: { viewer: { authentications: { edges } } } } }));
  expect(await adapter.reader.listAuthentications(owner)).toEqual([
    {
      id: authentication.id,
      name: 'My CRM',
      serviceTitle: 'Example CRM',
      serviceVersion: '3.1',
      serviceId: 'service-crm',
      serviceEnvironmentId: 'environment-crm',
      accountName: 'maya@crm.example',
    },
    {
      id: 'x',
      name: 'Unnamed authentication',
      serviceTitle: 'Unknown service',
      serviceVersion: null,
      serviceId: null,
      serviceEnvironmentId: null,
      accountName: null,
    },
  ]);
});

const hollow = { edges: [null, { node: null, cursor: 'a' }, { node: { id: null } }], pageInfo: { hasNextPage: false } };

test.each([
  ['data: null', { data: null }],
  ['viewer: null', { data: { viewer: null } }],
  ['connection: null', { data: { viewer: { solutionInstances: null, solutions: null, authentications: null } } }],
  [
    'rows that are all unreadable',
    {
      data: {
        users: hollow,
        viewer: { solutionInstances: hollow, solutions: hollow, authentications: hollow },
      },
    },
  ],
  ['edges: null', { data: { viewer: { solutionInstances: { edges: null }, authentications: { edges: null } } } }],
])('%s is never an empty list', async (_, json) => {
  const { adapter } = await startStubbedAdapter(() => ({ json }));
  const reads = [
    adapter.reader.listAllInstances(null),
    adapter.reader.listOwnInstances(owner, null),
    adapter.reader.readInstance(owner, instanceId),
    adapter.reader.listTemplates(),
    adapter.reader.listAuthentications(owner),
    adapter.reader.listOwners(),
  ];
  const codes = (await Promise.all(reads.map(failureOf))).map((error) => error.code);
  expect(new Set(codes)).toEqual(new Set(['vendor_garbled']));
});

test('follows the clock of the sandbox and reports the rate limit', async () => {
  const clocks: (string | null)[] = [];
  const { adapter } = await startStubbedAdapter(
    () => ({ ...rateLimitAnswer, headers: { 'x-sandbox-clock': 'noon', 'retry-after': '2' } }),
    { onResponse: (headers) => clocks.push(headers.get('x-sandbox-clock')) },
  );
  const error = await failureOf(adapter.reader.listTemplates());
  expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 2_000 });
  expect(isTemporary(error)).toBe(true);
  expect(clocks).toEqual(['noon']);
});

test('whatever Tray says, every reading answers or fails with a VendorError', async () => {
  const wildConnection = oneof(
    anything(),
    constant(connection([instance()])),
    record({ edges: anything(), pageInfo: anything(), totalCount: anything() }),
  );
  const wildData = oneof(
    anything(),
    record({
      users: wildConnection,
      viewer: record({ solutionInstances: wildConnection, solutions: wildConnection, authentications: wildConnection }),
    }),
  );
  await assert(
    asyncProperty(wildData, async (data) => {
      const answer = (): Promise<unknown> => Promise.resolve(data);
      const reader = createTrayReader({
        calls: { asOperator: answer, asOwner: answer },
        fingerprintKey: Buffer.alloc(32),
      });
      const ends = await Promise.allSettled([
        reader.listAllInstances(null),
        reader.listOwnInstances(owner, null),
        reader.readInstance(owner, instanceId),
        reader.listTemplates(),
        reader.listAuthentications(owner),
        reader.listOwners(),
      ]);
      const reasons: unknown[] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      expect(reasons.filter((reason) => !(reason instanceof VendorError))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

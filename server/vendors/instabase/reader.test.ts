import { expect, test } from 'vitest';
import { ForeignRowsError } from '../vendor-error.ts';
import { otherOwner, owner, solution, solutionId, solutionList, wholeSolution } from './fixtures/answers.ts';
import { failureOf, operatorToken, ownerToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const root = '/api/v2/solutions/deployed';

test('everybody’s are read with the operator’s token, an owner’s with their own and narrowed to them', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => solutionList([solution()]));
  await adapter.reader.listAllInstances(null);
  await adapter.reader.listOwnInstances(owner, null);

  expect(seen.map(({ method, path, token }) => [method, path, token])).toEqual([
    ['GET', root, operatorToken],
    ['GET', root, ownerToken],
  ]);
  expect(seen.map(({ query }) => query.toString())).toEqual(['limit=100&offset=0', 'owner=maya&limit=100&offset=0']);
});

test('pages hang together, ask for the last rows once more and show them once', async () => {
  const { adapter, seen } = await startStubbedAdapter(({ query }) =>
    query.get('offset') === '0'
      ? solutionList([solution({ id: 'a' }), solution({ id: 'b' })], { has_more: [true], next_offset: [2] })
      : solutionList([solution({ id: 'b' }), solution({ id: 'c' })]),
  );
  const first = await adapter.reader.listAllInstances(null);
  const second = await adapter.reader.listAllInstances(first.next);

  expect(first).toMatchObject({ totalCount: null, unreadableCount: 0 });
  expect(second.records.map((record) => record.vendorId)).toEqual(['c']);
  expect(second).toMatchObject({ totalCount: null, next: null, unreadableCount: 0 });
  expect(seen[1]?.query.get('offset')).toBe('1');
});

test('a page that does not hang together with the one before is not taken for the whole rest', async () => {
  const { adapter } = await startStubbedAdapter(({ query }) =>
    query.get('owner') === null && query.get('offset') === '0'
      ? solutionList([solution({ id: 'a' })], { has_more: [true], next_offset: [1] })
      : solutionList([solution({ id: 'c' })]),
  );
  const after = JSON.stringify([10, ['a']]);
  expect(await adapter.reader.listAllInstances(after)).toMatchObject({ unreadableCount: 1, next: null });
});

test('somebody else in an own list is an error and never a row; so is another solution than was asked for', async () => {
  const foreign = solution({ id: 'x', owner: otherOwner.vendorAccountId });
  const { adapter } = await startStubbedAdapter(({ path }) =>
    path === root ? solutionList([solution(), foreign]) : { json: { solution: foreign } },
  );
  expect(await failureOf(adapter.reader.listOwnInstances(owner, null))).toBeInstanceOf(ForeignRowsError);
  expect(await failureOf(adapter.reader.readInstance(owner, solutionId))).toBeInstanceOf(ForeignRowsError);

  const own = await startStubbedAdapter(() => ({ json: { solution: solution({ id: 'other' }) } }));
  expect(await failureOf(own.adapter.reader.readInstance(owner, solutionId))).toMatchObject({ code: 'vendor_garbled' });
});

test('what is everybody’s, or shown to an administrator’s token, is not the owner’s', async () => {
  for (const whose of ['IB_DEPLOYED', otherOwner.vendorAccountId]) {
    // oxlint-disable-next-line no-await-in-loop -- each has a stub of its own
    const { adapter } = await startStubbedAdapter(() => ({ json: { solution: wholeSolution({ owner: whose }) } }));
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await adapter.reader.readInstance(owner, solutionId)).toBeNull();
  }
});

test('a solution that is not there is null, by whatever sort of id; other failures are failures', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => ({ status: 404, json: { message: 'No such solution' } }));
  expect(await adapter.reader.readInstance(owner, solutionId)).toBeNull();
  expect(await adapter.reader.readInstance(owner, 'jobs')).toBeNull();
  expect(seen.map(({ path }) => path)).toEqual([`${root}/${solutionId}`]);

  const proxy = await startStubbedAdapter(() => ({ status: 404, text: '<h1>Not found</h1>' }));
  expect(await failureOf(proxy.adapter.reader.readInstance(owner, solutionId))).toMatchObject({
    code: 'vendor_garbled',
  });
});

test('an owner without a token of their own is not connected, and nothing is sent with another', async () => {
  const { adapter, deployments, seen } = await startStubbedAdapter(() => solutionList([]));
  const stranger = { vendorAccountId: 'nobody' };
  const filter = { names: [] };
  const order = { sortBy: 'started', direction: 'descending', offset: 0, limit: 20 } as const;
  const attempts = [
    adapter.reader.listOwnInstances(stranger, null),
    adapter.writer.enableInstance(stranger, solutionId),
    deployments.reader.listRuns(stranger, filter, order),
    deployments.writer.remove(stranger, solutionId),
    adapter.writer.findOrCreateOwner({ externalId: 'unlinked', name: 'Unlinked' }),
  ];
  const failures = await Promise.all(attempts.map(failureOf));
  expect(failures.map(({ code, wasDone }) => [code, wasDone])).toEqual(attempts.map(() => ['not_connected', 'no']));
  expect(seen).toEqual([]);
});

test('rows that cannot be read are told and counted', async () => {
  const told: string[] = [];
  const { adapter } = await startStubbedAdapter(() => solutionList([solution(), null, { id: 'without an owner' }]), {
    onUnreadable: (noun, count) => told.push(`${noun} ${count}`),
  });
  expect(await adapter.reader.listAllInstances(null)).toMatchObject({ unreadableCount: 2 });
  expect(told).toEqual(['instance 2']);
});

test('the header for sites that want to know the account is sent where one is configured', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => solutionList([]), { context: 'an-organisation' });
  await adapter.reader.listAllInstances(null);
  const plain = await startStubbedAdapter(() => solutionList([]));
  await plain.adapter.reader.listAllInstances(null);
  expect([seen[0]?.headers['ib-context'], plain.seen[0]?.headers['ib-context']]).toEqual([
    'an-organisation',
    undefined,
  ]);
});

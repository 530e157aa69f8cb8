import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BulkBed, layOutBulkBed, sizeOf } from './testing/bulk-bed.ts';

let bed: BulkBed;
beforeAll(async () => {
  // The limits of a vendor would make it wait, and are no concern of these tests.
  bed = await layOutBulkBed({ instances: 200, accounts: 5 }, { isGuarded: false });
}, 120_000);
afterAll(() => bed.server.close());

/** The fifth of the set that a vendor refuses. */
async function refuseOneAccount(): Promise<void> {
  await bed.server.control('PUT', 'faults', [
    { match: 'updateSolutionInstance', fault: 'graphql-errors', who: bed.accounts[0] },
  ]);
}

async function idsOfAccount(account: string | undefined): Promise<Set<string>> {
  const rows = await bed.server.services.database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .where('accounts.external_id', '=', account ?? '')
    .select('instances.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

describe('two hundred instances, a fifth of which the vendor refuses', () => {
  test('are disabled, accounted for and, once the vendor is well again, tried again', async () => {
    const ids = await bed.idsOf('any');
    const enabledBefore = await bed.enabledAtVendor();
    const refused = await idsOfAccount(bed.accounts[0]);
    const toRefuse = [...enabledBefore].filter((id) => refused.has(id)).length;
    await refuseOneAccount();

    const plan = await bed.plan('disable', { ids });
    expect(plan).toMatchObject({ state: 'planned', personName: 'Priya Nair', may: ['start'] });
    expect(plan.counts).toMatchObject({ waiting: enabledBefore.size, needless: ids.length - enabledBefore.size });
    expect(await bed.enabledAtVendor()).toEqual(enabledBefore);

    const held = await bed.step(plan, 'start');
    expect(held).toMatchObject({ state: 'held', may: ['undo'] });
    // Once more, as from a second press of the button.
    expect(await bed.step(plan, 'start')).toMatchObject({ state: 'held' });
    bed.server.clock.advance(10_000);
    const ended = await bed.until(plan, 'finished');
    expect(ended.counts).toEqual({
      refused: 0,
      waiting: 0,
      running: 0,
      done: enabledBefore.size - toRefuse,
      failed: toRefuse,
      needless: ids.length - enabledBefore.size,
      left: 0,
    });
    expect(sizeOf(ended.counts)).toBe(ids.length);
    const failed = await bed.items(plan, 'failed');
    expect(new Set(failed.map(({ instanceId }) => instanceId))).toEqual(
      new Set([...enabledBefore].filter((id) => refused.has(id))),
    );
    expect(new Set(failed.map(({ problemCode }) => problemCode))).toEqual(new Set(['refused']));
    expect(failed[0]?.vendorMessage).toContain('Something went wrong');
    expect(await bed.enabledAtVendor()).toEqual(new Set(failed.map(({ instanceId }) => instanceId)));

    await bed.server.control('DELETE', 'faults');
    const again = await bed.step(plan, 'retry');
    expect((await bed.step(plan, 'retry')).id).toBe(again.id);
    expect(again).toMatchObject({ state: 'planned', repeats: plan.id, counts: { waiting: toRefuse } });
    await bed.step(again, 'start');
    bed.server.clock.advance(10_000);
    expect((await bed.until(again, 'finished')).counts).toMatchObject({ done: toRefuse, failed: 0 });
    expect(await bed.enabledAtVendor()).toEqual(new Set());
  });

  test('each becomes one operation, audited with the request that started the whole', async () => {
    const { database } = bed.server.services;
    const rows = await database.selectFrom('bulk_items').selectAll().execute();
    const operations = await database.selectFrom('operations').where('bulk_id', 'is not', null).selectAll().execute();
    const worked = rows.filter(({ operation_id: id }) => id !== null);
    const places = new Map(worked.map((item) => [item.operation_id, item.id]));
    expect(new Map(operations.map((row) => [row.id, row.request_key]))).toEqual(places);
    expect(operations).toHaveLength(worked.length);
    const started = await database
      .selectFrom('audit_entries')
      .where('action', '=', 'bulk.start')
      .orderBy('id')
      .selectAll()
      .execute();
    expect(started.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^disable: \d+ waiting, \d+ needless of 200$/),
      expect.stringMatching(/^disable: \d+ waiting of \d+$/),
    ]);
    const audited = await database
      .selectFrom('audit_entries')
      .where('action', '=', 'instance.disable')
      .selectAll()
      .execute();
    expect(audited).toHaveLength(operations.length);
    expect(new Set(audited.map((entry) => entry.request_id))).toEqual(
      new Set(started.map((entry) => entry.request_id)),
    );
  });
});

test('a set is what matched when it was planned, and a plan of the same key is the same plan', async () => {
  const key = randomUUID();
  const name = `Customer ${bed.accounts[1]?.split('-')[1]}`;
  const body = { key, action: 'enable', selection: { filter: { search: name }, upTo: 7 } };
  const answers = await Promise.all([1, 2].map(() => bed.priya.request('POST', '/api/bulks', body)));
  const [one, other] = (await Promise.all(answers.map((answer) => answer.json()))) as { bulk: { id: string } }[];
  expect(one?.bulk.id).toBe(other?.bulk.id);
  const items = await bed.items({ id: one?.bulk.id ?? '' });
  expect(items).toHaveLength(7);
  expect(new Set(items.map(({ accountName }) => accountName))).toEqual(new Set([name]));
});

test('what is held can be taken back, and nothing was sent', async () => {
  await bed.server.services.database.updateTable('instances').set({ rest_status: 'enabled' }).execute();
  const before = await bed.server.services.database.selectFrom('operations').select('id').execute();
  const ids = (await bed.idsOf('any')).slice(0, 20);
  const plan = await bed.plan('disable', { ids });
  await bed.step(plan, 'start');
  expect(await bed.step(plan, 'undo')).toMatchObject({ state: 'undone', counts: { left: 20, waiting: 0 }, may: [] });
  bed.server.clock.advance(20_000);
  expect(await bed.step(plan, 'undo')).toMatchObject({ state: 'undone' });
  const late = await bed.priya.request('POST', `/api/bulks/${plan.id}/start`, {});
  expect(late.status).toBe(409);
  expect(await bed.server.services.database.selectFrom('operations').select('id').execute()).toEqual(before);
  await bed.server.services.sync.readEverything();
});

test('a removal is confirmed with how many there are', async () => {
  const ids = (await bed.idsOf('any')).slice(0, 5);
  const plan = await bed.plan('remove', { ids });
  for (const confirmation of [undefined, '', '4', 'five']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const answer = await bed.priya.request('POST', `/api/bulks/${plan.id}/start`, { confirmation });
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await answer.json()).toMatchObject({
      problem: { code: 'name_mismatch', fields: { confirmation: 'unknown_value' } },
    });
  }
  await bed.step(plan, 'start', { confirmation: '5' });
  bed.server.clock.advance(10_000);
  expect((await bed.until(plan, 'finished')).counts).toMatchObject({ done: 5 });
  const left = await bed.idsOf('any');
  expect(left.filter((id) => ids.includes(id))).toEqual([]);
});

test('reading again puts the vendor’s state into the index and journals nothing', async () => {
  const { database } = bed.server.services;
  const operations = await database.selectFrom('operations').select('id').execute();
  const ids = (await bed.idsOf('any')).slice(0, 20);
  await database.updateTable('instances').set({ name: 'Stale', written_at: null }).where('id', 'in', ids).execute();
  await bed.server.control('PUT', 'faults', [{ match: 'viewer', fault: '500', times: 2, who: bed.accounts[1] }]);
  const plan = await bed.plan('resync', { ids });
  expect(plan.counts.waiting).toBe(20);
  expect(await bed.step(plan, 'start')).toMatchObject({ state: 'running' });
  expect((await bed.until(plan, 'finished')).counts).toMatchObject({ done: 20 });
  const names = await database.selectFrom('instances').where('id', 'in', ids).select('name').execute();
  expect(names.filter(({ name }) => name === 'Stale')).toEqual([]);
  expect(await database.selectFrom('operations').select('id').execute()).toEqual(operations);
  await bed.server.control('DELETE', 'faults');
});

test('stopped, nothing new is begun and the rest is left', async () => {
  const ids = await bed.idsOf('any');
  await bed.server.control('PUT', 'faults', [{ match: 'updateSolutionInstance', fault: 'latency', ms: 100 }]);
  const plan = await bed.plan('enable', { ids });
  await bed.step(plan, 'start');
  await expect.poll(async () => (await bed.read(plan)).counts.done, { timeout: 30_000 }).toBeGreaterThan(0);
  await bed.step(plan, 'stop');
  const { counts, may } = await bed.until(plan, 'stopped');
  expect(sizeOf(counts)).toBe(ids.length);
  expect(counts.left).toBeGreaterThan(0);
  expect(may).toEqual([]);
  const done = await bed.items(plan, 'done');
  expect((await bed.enabledAtVendor()).size).toBe(done.length);
  await bed.server.control('DELETE', 'faults');
});

test('while the vendor is left alone nothing fails: it waits and says so', async () => {
  const ids = await bed.idsOf('disabled');
  const { database } = bed.server.services;
  const until = new Date(bed.server.clock.now().getTime() + 3_600_000);
  const now = bed.server.clock.now();
  await database.insertInto('vendor_states').values({ vendor: 'tray', tokens: 0, filled_at: now }).execute();
  const pause = (openUntil: Date | null) =>
    database
      .updateTable('vendor_states')
      .set({ open_until: openUntil, failed_since: openUntil })
      .where('vendor', '=', 'tray')
      .execute();
  await pause(until);
  const plan = await bed.plan('enable', { ids });
  await bed.step(plan, 'start');
  const waiting = await bed.read(plan);
  expect(waiting).toMatchObject({
    state: 'running',
    counts: { waiting: ids.length, failed: 0 },
    waitsFor: [{ vendor: 'tray', until: until.toISOString() }],
  });
  await pause(null);
  expect((await bed.until(plan, 'finished')).counts).toMatchObject({ done: ids.length, failed: 0 });
});

test('what a process began that died before it could write so is found by its key, and done once', async () => {
  const { database, journal } = bed.server.services;
  const ids = (await bed.idsOf('enabled')).slice(0, 10);
  const plan = await bed.plan('disable', { ids });
  const items = await database.selectFrom('bulk_items').where('bulk_id', '=', plan.id).selectAll().execute();
  const { id: personId } = await database
    .selectFrom('people')
    .where('demo_key', '=', 'priya')
    .select('id')
    .executeTakeFirstOrThrow();
  const [first] = items;
  if (!first) throw new Error('the plan is empty');
  const operation = await journal.start({
    kind: 'disable',
    state: 'running',
    step: 'changing',
    vendor: first.vendor,
    accountId: first.account_id,
    personId,
    requestId: randomUUID(),
    requestKey: first.id,
    instanceId: first.instance_id,
    name: first.name,
    bulkId: plan.id,
  });
  bed.server.services.worker.wake(operation.id);
  await bed.server.services.worker.settle(operation.id, 30_000);
  await bed.step(plan, 'start');
  bed.server.clock.advance(10_000);
  expect((await bed.until(plan, 'finished')).counts).toMatchObject({ done: 10, needless: 0, failed: 0 });
  expect(await bed.items(plan, 'done')).toContainEqual(
    expect.objectContaining({ instanceId: first.instance_id, operationId: operation.id }),
  );
  const operations = await database.selectFrom('operations').where('bulk_id', '=', plan.id).select('id').execute();
  expect(operations).toHaveLength(10);
});

test('a set larger than a part is planned part by part, and nobody’s plan is kept for longer than an hour', async () => {
  await bed.server.control('POST', 'seed', { instances: 1_200, accounts: 3 });
  bed.server.clock.advance(61_000);
  await bed.server.services.sync.readEverything();
  const plan = await bed.plan('resync', { filter: { vendors: ['tray'] } });
  expect(plan.state).toBe('planning');
  const planned = await bed.until(plan, 'planned');
  expect(sizeOf(planned.counts)).toBeGreaterThan(1_200);
  expect(await bed.items(plan)).toHaveLength(sizeOf(planned.counts));
  bed.server.clock.advance(3_600_000);
  await expect
    .poll(async () => (await bed.priya.request('GET', `/api/bulks/${plan.id}`)).status, { timeout: 30_000 })
    .toBe(404);
});

test('what ended is kept for ninety days, and its audit for ever; what repeats it names it no more', async () => {
  const { database, bulks } = bed.server.services;
  const dayMs = 24 * 60 * 60_000;
  await bed.server.control('PUT', 'faults', [{ match: 'viewer', fault: '401' }]);
  const first = await bed.plan('resync', { ids: (await bed.idsOf('any')).slice(0, 3) });
  await bed.step(first, 'start');
  expect((await bed.until(first, 'finished')).counts.failed).toBe(3);
  await bed.server.control('DELETE', 'faults');
  const second = await bed.step(first, 'retry');
  await bed.step(second, 'start');
  await bed.until(second, 'finished');
  const kept = () =>
    database.selectFrom('bulks').where('id', 'in', [first.id, second.id]).select(['id', 'repeats']).execute();
  const itemsOf = async (id: string) =>
    (await database.selectFrom('bulk_items').where('bulk_id', '=', id).select('id').execute()).length;
  const started = database.selectFrom('audit_entries').where('action', '=', 'bulk.start').select('id').orderBy('id');
  const entries = await started.execute();

  bed.server.clock.advance(90 * dayMs - 60_000);
  await bulks.sweep();
  expect(await kept()).toHaveLength(2);
  const now = bed.server.clock.now();
  await database.updateTable('bulks').set({ ended_at: now }).where('id', '=', second.id).execute();
  bed.server.clock.advance(60_000);
  await bulks.sweep();
  expect(await kept()).toEqual([{ id: second.id, repeats: null }]);
  expect([await itemsOf(first.id), await itemsOf(second.id)]).toEqual([0, 3]);
  expect(await started.execute()).toEqual(entries);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SavedView } from '#contract/endpoints/views.ts';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let priya: Caller;
let otto: Caller;

beforeAll(async () => {
  server = await startTestServer();
  priya = await server.signIn('priya');
  const { id } = await server.services.database
    .insertInto('people')
    .values({ account_id: null, demo_key: 'otto', name: 'Otto', role: 'admin', view_only: false, featured: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  expect(id).toBeTruthy();
  otto = await server.signIn('otto');
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.services.database.deleteFrom('saved_views').execute();
});

const failing = { name: 'Failing', query: 'health=failed&sort=name', isShared: false };

async function viewsOf(caller: Caller): Promise<SavedView[]> {
  return ((await (await caller.request('GET', '/api/views')).json()) as { views: SavedView[] }).views;
}

async function save(caller: Caller, view: object = failing): Promise<SavedView> {
  const response = await caller.request('POST', '/api/views', view);
  expect(response.status).toBe(200);
  return ((await response.json()) as { view: SavedView }).view;
}

describe('a view', () => {
  test('is there again for who saved it, by name, whatever the case', async () => {
    const saved = await save(priya);
    expect(saved).toEqual({ ...failing, id: expect.any(String), isMine: true, personName: 'Priya Nair' });
    const other = await save(priya, { name: '  all of Tray ', query: 'vendor=tray', isShared: true });
    expect(await viewsOf(priya)).toEqual([{ ...other, name: 'all of Tray' }, saved]);
  });

  test('takes the place of the one that has its name', async () => {
    const { id } = await save(priya);
    const again = await save(priya, { name: 'FAILING', query: 'health=attention', isShared: true });
    expect(again).toMatchObject({ id, name: 'FAILING', query: 'health=attention', isShared: true });
    expect(await viewsOf(priya)).toEqual([again]);
    const ofOtto = await save(otto, { ...failing, query: 'vendor=tray' });
    expect(ofOtto.id).not.toBe(id);
  });

  test('is seen by other administrators once it is shared, and changed by none of them', async () => {
    const { id } = await save(priya);
    expect(await viewsOf(otto)).toEqual([]);
    expect((await otto.request('PUT', `/api/views/${id}`, failing)).status).toBe(404);
    expect((await otto.request('DELETE', `/api/views/${id}`)).status).toBe(404);

    expect((await priya.request('PUT', `/api/views/${id}`, { ...failing, isShared: true })).status).toBe(200);
    expect(await viewsOf(otto)).toEqual([{ ...failing, id, isShared: true, isMine: false, personName: 'Priya Nair' }]);
    const changed = await otto.request('PUT', `/api/views/${id}`, { ...failing, name: 'Taken over' });
    expect([changed.status, (await otto.request('DELETE', `/api/views/${id}`)).status]).toEqual([404, 404]);
    expect(await viewsOf(priya)).toMatchObject([{ id, name: 'Failing', isShared: true }]);
  });

  test('is renamed, but not to a name that another of one’s own has', async () => {
    const { id } = await save(priya);
    await save(priya, { ...failing, name: 'Mine' });
    const taken = await priya.request('PUT', `/api/views/${id}`, { ...failing, name: 'mine' });
    expect(taken.status).toBe(400);
    expect(await taken.json()).toMatchObject({ problem: { code: 'bad_input', fields: { name: 'taken' } } });
    const renamed = await priya.request('PUT', `/api/views/${id}`, { ...failing, name: 'fAILING' });
    expect(await renamed.json()).toMatchObject({ view: { id, name: 'fAILING' } });
  });

  test('is forgotten', async () => {
    const { id } = await save(priya);
    const gone = await priya.request('DELETE', `/api/views/${id}`);
    expect([gone.status, await gone.json()]).toEqual([200, { id }]);
    expect((await priya.request('DELETE', `/api/views/${id}`)).status).toBe(404);
    expect(await viewsOf(priya)).toEqual([]);
  });

  test.each([
    ['name', { ...failing, name: ' ' }, 'required'],
    ['name', { ...failing, name: 'n'.repeat(101) }, 'too_long'],
    ['query', { ...failing, query: 'q'.repeat(2_001) }, 'too_long'],
  ])('is refused beside its %s', async (field, view, problem) => {
    const response = await priya.request('POST', '/api/views', view);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { problem: { fields: { [field]: problem } } },
    ]);
  });

  test('leaves its name in the log, and what was asked for in vain too', async () => {
    const { id } = await save(priya);
    await otto.request('DELETE', `/api/views/${id}`);
    const maya = await server.signIn('maya');
    expect((await maya.request('GET', '/api/views')).status).toBe(404);
    expect((await createCaller(server.app, null).request('GET', '/api/views')).status).toBe(401);
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .innerJoin('people', 'people.id', 'audit_entries.person_id')
      .where('action', 'in', ['view.save', 'request.refuse'])
      .orderBy('audit_entries.id', 'desc')
      .limit(3)
      .select(['action', 'detail', 'demo_key as who'])
      .execute();
    expect(entries).toEqual([
      { action: 'request.refuse', detail: 'views', who: 'maya' },
      { action: 'request.refuse', detail: `view ${id}`, who: 'otto' },
      { action: 'view.save', detail: 'Failing', who: 'priya' },
    ]);
    expect((await priya.request('PUT', `/api/views/${randomUUID()}`, failing)).status).toBe(404);
  });
});

import { randomUUID } from 'node:crypto';
import type { OwnSession } from '#contract/endpoints/session.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from './testing/answers.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** A fresh account's person, signed in as often as wanted. */
async function someone() {
  const anonymous = createCaller(server.app, null);
  const made = await anonymous.request('POST', '/api/demo/accounts');
  const { demo } = (await made.json()) as { demo: string };
  return async (userAgent?: string): Promise<Caller> => {
    const headers = userAgent === undefined ? {} : { 'user-agent': userAgent };
    const answer = await anonymous.request('POST', '/api/session', { demo }, headers);
    return createCaller(server.app, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  };
}

async function listOf(caller: Caller): Promise<OwnSession[]> {
  const answer = await caller.request('GET', '/api/sessions');
  return ((await answer.json()) as { sessions: OwnSession[] }).sessions;
}

const isIn = async (caller: Caller) => (await caller.request('GET', '/api/sessions')).status === 200;

test('one sees one’s own sessions, this one first, each with its device and no digest of a cookie', async () => {
  const signIn = await someone();
  const other = await signIn(firefox);
  server.clock.advance(5 * 60_000);
  const here = await signIn();
  await someone();
  const sessions = await listOf(here);
  expect(sessions).toMatchObject([
    { device: null, isThis: true },
    { device: 'Firefox on Linux', isThis: false },
  ]);
  expect(Date.parse(sessions[0]?.startedAt ?? '') - Date.parse(sessions[1]?.startedAt ?? '')).toBeGreaterThanOrEqual(
    5 * 60_000,
  );
  expect((await listOf(other)).map(({ isThis, device }) => [isThis, device])).toEqual([
    [true, 'Firefox on Linux'],
    [false, null],
  ]);
  const rows = await server.services.database.selectFrom('sessions').select('id_digest').execute();
  const text = JSON.stringify(sessions);
  expect(rows.filter(({ id_digest: key }) => text.includes(key.toString('hex')))).toEqual([]);
  expect(text).not.toContain(here.cookie?.split('=')[1] ?? 'no cookie');
});

test('one ends one of them, at once, and only that one', async () => {
  const signIn = await someone();
  const [here, there, elsewhere] = [await signIn(), await signIn(firefox), await signIn()];
  const ended = (await listOf(here)).find(({ device }) => device === 'Firefox on Linux');
  const answer = await here.request('DELETE', `/api/sessions/${ended?.id}`);
  expect(await answer.json()).toEqual({ ended: 1 });
  expect(await Promise.all([here, there, elsewhere].map(isIn))).toEqual([true, false, true]);
  expect((await here.request('DELETE', `/api/sessions/${ended?.id}`)).status).toBe(404);
});

test('one ends all others and stays signed in', async () => {
  const signIn = await someone();
  const others = [await signIn(), await signIn(firefox)];
  const here = await signIn();
  expect(await (await here.request('DELETE', '/api/sessions')).json()).toEqual({ ended: 2 });
  expect(await Promise.all([here, ...others].map(isIn))).toEqual([true, false, false]);
  expect(await (await here.request('DELETE', '/api/sessions')).json()).toEqual({ ended: 0 });
});

test.each([
  ['somebody else’s', async () => (await listOf(await (await someone())()))[0]?.id ?? ''],
  ['one that never was', async () => randomUUID()],
  ['no id', async () => 'x'],
  ['an injection', async () => encodeURIComponent("' or true --")],
])('%s is not there', async (_what, idOf) => {
  const here = await (await someone())();
  const id = await idOf();
  const count = async () => (await server.services.database.selectFrom('sessions').selectAll().execute()).length;
  const before = await count();
  expect(await outcomeOf(await here.request('DELETE', `/api/sessions/${id}`))).toMatchObject({
    status: 404,
    said: 'not_found',
  });
  expect(await count()).toBe(before);
});

test('what a browser says of itself is cut, and ending is on record', async () => {
  const signIn = await someone();
  await signIn(`${firefox} ${'x'.repeat(4_000)}`);
  const here = await signIn();
  const [stored] = await server.services.database
    .selectFrom('sessions')
    .where('user_agent', 'like', '%xxx%')
    .select('user_agent')
    .execute();
  expect(stored?.user_agent).toHaveLength(300);
  await here.request('DELETE', '/api/sessions');
  const [entry] = await server.services.database
    .selectFrom('audit_entries')
    .orderBy('id', 'desc')
    .limit(1)
    .select(['action', 'detail'])
    .execute();
  expect(entry).toEqual({ action: 'session.end_all', detail: 'others: 1' });
});

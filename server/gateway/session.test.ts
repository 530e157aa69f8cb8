import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createApp } from './app.ts';
import { outcomeOf } from './testing/answers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const hour = 60 * 60_000;

async function personOf(cookie: string | null): Promise<unknown> {
  const response = await createCaller(server.app, cookie).request('GET', '/api/session');
  expect(response.status).toBe(200);
  return ((await response.json()) as { person: unknown }).person;
}

/** The attributes of the one cookie that an answer sets, sorted, without when it ends. */
function cookieOf(response: Response): { name: string; value: string; attributes: string[] } {
  const all = response.headers.getSetCookie();
  expect(all).toHaveLength(1);
  const [pair = '', ...attributes] = (all[0] ?? '').split('; ');
  const [name = '', value = ''] = pair.split('=');
  return { name, value, attributes: attributes.filter((text) => !/^(Expires|Max-Age)=/.test(text)).toSorted() };
}

describe('signing in', () => {
  test('sets a cookie that scripts and other sites cannot use', async () => {
    const cookie = cookieOf(await createCaller(server.app, null).request('POST', '/api/session', { demo: 'maya' }));
    expect(cookie.name).toBe('session');
    expect(cookie.attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    // 256 bits in base64url.
    expect(cookie.value).toMatch(/^[\w-]{43}$/);
  });

  test('ties the cookie to the host when the public address is https', async () => {
    const deployment = { ...server.services.deployment, publicOrigin: 'https://jackfield.example' };
    const app = createApp({ ...server.services, deployment }, { clientFolder: 'dist/client', renderDocument: null });
    const host = { host: 'jackfield.example' };
    const answer = await createCaller(app, null).request('POST', '/api/session', { demo: 'maya' }, host);
    const { name, value, attributes } = cookieOf(answer);
    expect({ name, attributes }).toEqual({
      name: '__Host-session',
      attributes: ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'],
    });
    const plain = await createCaller(app, `session=${value}`).request('GET', '/api/session', undefined, host);
    expect(await plain.json()).toMatchObject({ person: null });
    const left = await createCaller(app, `__Host-session=${value}`).request('DELETE', '/api/session', undefined, host);
    expect(cookieOf(left)).toMatchObject({
      name: '__Host-session',
      value: '',
      attributes: expect.arrayContaining(['Secure']),
    });
  });

  test('answers who it is', async () => {
    const answer = await createCaller(server.app, null).request('POST', '/api/session', { demo: 'jonas' });
    expect(await answer.json()).toMatchObject({
      person: { name: 'Jonas Weber', role: 'user', viewOnly: true, account: { externalId: 'northwind' } },
    });
  });

  test('is offered, before anybody is known, with all that the page must know', async () => {
    const answer = await createCaller(server.app, null).request('GET', '/api/deployment');
    expect(await answer.json()).toMatchObject({
      mode: 'sandbox',
      demoPeople: [{ key: 'maya' }, { key: 'jonas' }, { key: 'tomas' }, { key: 'priya', role: 'admin' }],
      wizardOrigins: [server.trayOrigin],
    });
  });

  test('makes a new id each time and kills the one before', async () => {
    const first = await server.signIn('maya');
    const answer = await first.request('POST', '/api/session', { demo: 'tomas' });
    const second = cookieOf(answer);
    expect(await personOf(first.cookie)).toBeNull();
    expect(await personOf(`session=${second.value}`)).toMatchObject({ name: 'Tomás Rey' });
  });

  test('never takes over an id that a browser was made to bring', async () => {
    const planted = `session=${'A'.repeat(43)}`;
    const answer = await createCaller(server.app, planted).request('POST', '/api/session', { demo: 'maya' });
    expect(cookieOf(answer).value).not.toBe('A'.repeat(43));
    expect(await personOf(planted)).toBeNull();
  });

  test.each(['nobody', 'MAYA', 'maya ', "' or 1=1 --", '%', '__proto__'])(
    'as %j is refused beside the field',
    async (demo) => {
      const answer = await createCaller(server.app, null).request('POST', '/api/session', { demo });
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ problem: { code: 'bad_input', fields: { demo: 'unknown_value' } } });
    },
  );

  test('keeps no id in the database, only its digest', async () => {
    const { cookie } = await server.signIn('maya');
    const id = cookie?.split('=')[1] ?? 'none';
    const rows = await server.services.database.selectFrom('sessions').selectAll().execute();
    expect(rows.filter((row) => row.id_digest.includes(id) || JSON.stringify(row).includes(id))).toEqual([]);
    expect(rows.every((row) => row.id_digest.length === 32)).toBe(true);
  });
});

describe('a session', () => {
  test('is nobody’s when there is none, or an invented one', async () => {
    const invented = [
      null,
      'session=',
      'session=x',
      `session=${'A'.repeat(43)}`,
      'session=%00',
      `session=${'A'.repeat(5_000)}`,
    ];
    expect(await Promise.all(invented.map(personOf))).toEqual(invented.map(() => null));
  });

  test('ends with signing out, on the server too', async () => {
    const maya = await server.signIn('maya');
    const answer = await maya.request('DELETE', '/api/session');
    expect(await answer.json()).toMatchObject({ person: null });
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(cookieOf(answer)).toMatchObject({ name: 'session', value: '' });
    expect(await personOf(maya.cookie)).toBeNull();
    expect(await outcomeOf(await maya.request('POST', '/api/graphql', { query: '{ __typename }' }))).toMatchObject({
      status: 401,
      said: 'signed_out',
    });
  });

  test('leaves others of the same person alone', async () => {
    const [one, other] = await Promise.all([server.signIn('maya'), server.signIn('maya')]);
    await one.request('DELETE', '/api/session');
    expect(await personOf(other.cookie)).toMatchObject({ name: 'Maya Lindqvist' });
  });

  test('may be ended twice, or without having begun', async () => {
    const answers = await Promise.all(
      [null, 'session=x'].map((cookie) => createCaller(server.app, cookie).request('DELETE', '/api/session')),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('bites at once when its person loses a right', async () => {
    const fresh = await server.freshAccount();
    const person = server.services.database.updateTable('people').where('demo_key', '=', fresh.account);
    await person.set({ view_only: true }).execute();
    expect(await personOf(fresh.cookie)).toMatchObject({ viewOnly: true });
  });

  test('ends twelve hours after it began', async () => {
    const maya = await server.signIn('maya');
    server.clock.advance(12 * hour - 60_000);
    expect(await personOf(maya.cookie)).toMatchObject({ name: 'Maya Lindqvist' });
    server.clock.advance(60_000);
    expect(await personOf(maya.cookie)).toBeNull();
    await server.signIn('tomas');
    const expired = await server.services.database
      .selectFrom('sessions')
      .where('expires_at', '<=', server.clock.now())
      .selectAll()
      .execute();
    expect(expired).toEqual([]);
  });
});

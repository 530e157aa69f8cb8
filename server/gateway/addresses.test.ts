import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createApp } from './app.ts';
import { outcomeOf } from './testing/answers.ts';

let server: TestServer;
let maya: Caller;
beforeAll(async () => {
  server = await startTestServer();
  maya = await server.signIn('maya');
});
afterAll(() => server.close());

const get = (path: string, host = 'localhost:4100') =>
  server.app.request(`${publicOrigin}${path}`, { headers: { host } });

describe('the Host', () => {
  test.each([
    ['localhost:4100', 200],
    ['LOCALHOST', 200],
    ['127.0.0.1:4100', 200],
    ['[::1]:4100', 200],
    ['[::1]', 200],
    ['jackfield.example', 421],
    ['localhost.example', 421],
    ['localhost:4100.example', 421],
    ['127.0.0.1.nip.io', 421],
    ['192.168.1.10:4100', 421],
    ['', 421],
  ])('%j is answered with %i', async (host, status) => {
    const answers = await Promise.all(
      ['/instances', '/api/session', '/assets/x.js'].map(async (path) => get(path, host)),
    );
    const missing = status === 200 ? 404 : 421;
    expect(answers.map((answer) => answer.status)).toEqual([status, status, missing]);
    expect((await get('/api/health/live', host)).status).toBe(200);
  });

  test('may be the public one, and its port counts', async () => {
    const deployment = { ...server.services.deployment, publicOrigin: 'https://jackfield.example' };
    const app = createApp(
      { ...server.services, deployment },
      { clientFolder: 'dist/client', renderDocument: () => '' },
    );
    const statuses = await Promise.all(
      ['jackfield.example', 'Jackfield.Example', 'jackfield.example:8443', 'sub.jackfield.example'].map(
        async (host) => (await app.request('http://x/api/session', { headers: { host } })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 421, 421]);
  });
});

describe('a page', () => {
  test.each([
    '/',
    '/sign-in',
    '/instances',
    '/instances/',
    '/instances?q=x&vendor=tray',
    '/instances/6d9b',
    '/catalogue',
    '/connectors',
    '/connectors/marketplace',
    '/connectors/instances/6d9b',
    '/deployments',
    '/deployments/6d9b',
    '/runs',
    '/operations',
    '/settings',
    '/return',
    '/admin',
    '/admin/instances',
    '/admin/accounts',
    '/admin/accounts/6d9b',
    '/admin/debug/6d9b',
    '/admin/upgrades',
    '/admin/audit',
  ])('%s answers with the document, signed in or not', async (path) => {
    const answers = await Promise.all([get(path), maya.request('GET', path)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await answers[0]?.text()).toContain('<!doctype html>');
  });

  test.each(['/instance', '/instances/a/b', '/admin/debug', '/admin/x', '/wp-login.php', '//evil.example'])(
    '%s does not exist, and says so with the document',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('<!doctype html>');
    },
  );
});

describe('the API', () => {
  test.each([
    ['GET', '/api/nowhere'],
    ['POST', '/api/nowhere'],
    ['GET', '/api/graphql'],
    ['PUT', '/api/session'],
    ['GET', '/api/demo/accounts'],
    ['GET', '/api/operations/not-an-id'],
  ])('answers %s %s with a problem', async (method, path) => {
    const response = await maya.request(method, path, method === 'GET' ? undefined : {});
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const outcome = await outcomeOf(response);
    expect(outcome).toMatchObject({ status: 404, said: 'not_found' });
    expect(outcome.requestId).toBe(response.headers.get('x-request-id'));
  });

  test('takes bodies of 64 kB and not one byte more, whether their length is told or not', async () => {
    const bodyOf = (bytes: number) => {
      const frame = JSON.stringify({ query: '{ __typename }', pad: '' });
      return JSON.stringify({ query: '{ __typename }', pad: 'x'.repeat(bytes - frame.length) });
    };
    const post = (body: string, told: boolean) =>
      server.app.request(`${publicOrigin}/api/graphql`, {
        method: 'POST',
        headers: {
          host: 'localhost:4100',
          cookie: maya.cookie ?? '',
          'content-type': 'application/json',
          'x-requested-with': 'jackfield',
          'sec-fetch-site': 'same-origin',
          ...(told ? { 'content-length': String(body.length) } : {}),
        },
        body,
      });
    const [most, tooMuch] = [bodyOf(64 * 1024), bodyOf(64 * 1024 + 1)];
    const answers = await Promise.all([post(most, true), post(most, false), post(tooMuch, true), post(tooMuch, false)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 413, 413]);
    expect((await outcomeOf(answers[3] ?? new Response('{}'))).said).toBe('too_large');
  });

  test('says that it is alive without being ready, and ready once everything was read', async () => {
    const ready = () => get('/api/health/ready', 'any.example');
    expect((await get('/api/health/live')).status).toBe(200);
    expect((await ready()).status).toBe(503);
    await server.services.sync.readEverything();
    expect((await ready()).status).toBe(200);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from './testing/answers.ts';

let server: TestServer;
let nobody: Caller;
let maya: Caller;
beforeAll(async () => {
  server = await startTestServer();
  nobody = createCaller(server.app, null);
  maya = await server.signIn('maya');
});
afterAll(() => server.close());

const forged = { 'sec-fetch-site': 'cross-site' };
const looks = `/api/wizard-sessions/${randomUUID()}/looks`;

describe('of several reasons to refuse, the first counts', () => {
  test('no session comes before forged, not there and bad input', async () => {
    const said = await Promise.all([
      nobody.request('POST', looks, { reason: 7 }, forged),
      nobody.request('POST', '/api/nowhere', undefined, forged),
      nobody.request('GET', `/api/operations/${randomUUID()}`),
      nobody.request('POST', '/api/graphql', 'x'.repeat(100_000)),
    ]);
    expect(said.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  test('forged comes before not there, bad input and too large', async () => {
    const said = await Promise.all([
      maya.request('POST', looks, { reason: 7 }, forged),
      maya.request('POST', '/api/nowhere', undefined, forged),
      maya.request('POST', '/api/graphql', 'x'.repeat(100_000), forged),
    ]);
    expect(said.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test('not there comes before bad input', async () => {
    expect(await outcomeOf(await maya.request('POST', looks, { reason: 7 }))).toMatchObject({ status: 404 });
    const name = await outcomeOf(
      await maya.request('POST', '/api/graphql', {
        query: 'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { id } } }',
        variables: { input: { id: randomUUID(), name: '' } },
      }),
    );
    expect(name).toMatchObject({ status: 200, said: 'not_found' });
  });

  test('bad input is told beside each of its fields', async () => {
    const body = { vendor: 'zapier', templateId: '', name: '  ', key: 'once' };
    const response = await maya.request('POST', '/api/activations', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      problem: {
        code: 'bad_input',
        changed: 'nothing',
        fields: { vendor: 'unknown_value', templateId: 'required', name: 'required', key: 'malformed' },
      },
    });
  });
});

describe('a malformed body', () => {
  test.each([
    ['cut off', '{"demo":'],
    ['no object', '[]'],
    ['null', 'null'],
    ['with a field too many', '{"demo":"maya","role":"admin"}'],
    ['with a number for a text', '{"demo":7}'],
    ['with a NUL, which the database cannot hold', JSON.stringify({ demo: 'ma\u0000ya' })],
    ['with a key for the prototype', '{"__proto__":{"demo":"maya"}}'],
  ])('is a 400 when it is %s', async (_how, body) => {
    const response = await server.app.request('http://localhost:4100/api/session', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-requested-with': 'x',
        'sec-fetch-site': 'same-origin',
        host: 'localhost',
      },
      body,
    });
    expect(await outcomeOf(response)).toMatchObject({ status: 400, said: 'bad_input' });
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});

test('no GET changes anything, whatever it names', async () => {
  const digest = async () => {
    const tables = ['accounts', 'people', 'sessions', 'operations', 'wizard_sessions', 'instances'] as const;
    const { database } = server.services;
    return Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()));
  };
  const before = await digest();
  const paths = [
    '/api/session',
    '/api/demo/accounts',
    '/api/activations',
    '/api/wizard-sessions',
    looks,
    '/api/graphql',
  ];
  const query = '?demo=maya&query=mutation{removeInstance(input:{id:"x",confirmation:"x"}){id}}';
  await Promise.all(paths.map((path) => maya.request('GET', `${path}${query}`)));
  expect(await digest()).toEqual(before);
});

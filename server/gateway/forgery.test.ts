import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { isSentByOwnPage } from './forgery.ts';
import { outcomeOf } from './testing/answers.ts';
import { addressOf, type Route, unsafeRoutesOf } from './testing/routes.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const genuine = {
  host: 'localhost:4100',
  'content-type': 'application/json',
  'x-requested-with': 'jackfield',
  'sec-fetch-site': 'same-origin',
};

type Headers = Record<string, string | null>;

/** What a foreign page, a form or an old browser may send. Null takes a header of the genuine request away. */
const forgeries: [string, Headers][] = [
  ['without the header that a form cannot set', { 'x-requested-with': null }],
  ['with that header empty', { 'x-requested-with': '' }],
  ['without a content type', { 'content-type': null }],
  ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['as a form with a file', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['as text', { 'content-type': 'text/plain' }],
  ['as text that mentions JSON', { 'content-type': 'text/plain; application/json' }],
  ['as something like JSON', { 'content-type': 'application/jsonp' }],
  ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ['from another port or sub-domain', { 'sec-fetch-site': 'same-site' }],
  ['from the address bar', { 'sec-fetch-site': 'none' }],
  ['from another site, with our own Origin', { 'sec-fetch-site': 'cross-site', origin: publicOrigin }],
  ['without Fetch Metadata and without Origin', { 'sec-fetch-site': null }],
  ['without Fetch Metadata, from no origin', { 'sec-fetch-site': null, origin: 'null' }],
  ['without Fetch Metadata, from a wizard’s port', { 'sec-fetch-site': null, origin: 'http://localhost:4101' }],
  ['without Fetch Metadata, from a longer name', { 'sec-fetch-site': null, origin: `${publicOrigin}.example` }],
  ['without Fetch Metadata, over another scheme', { 'sec-fetch-site': null, origin: 'https://localhost:4100' }],
];

const ownPages: [string, Headers][] = [
  ['with Fetch Metadata', {}],
  ['with a charset', { 'content-type': 'application/json; charset=utf-8' }],
  ['without Fetch Metadata, from our origin', { 'sec-fetch-site': null, origin: publicOrigin }],
  [
    'without Fetch Metadata, from our address by another of this machine’s names',
    { 'sec-fetch-site': null, host: '127.0.0.1:4100', origin: 'http://127.0.0.1:4100' },
  ],
];

async function send(route: Route, cookie: string | null, headers: Headers) {
  const all = { ...genuine, ...(cookie === null ? {} : { cookie }), ...headers };
  const kept = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  const response = await server.app.request(`${publicOrigin}${addressOf(route)}`, {
    method: route.method,
    headers: Object.fromEntries(kept),
    // Bytes, because a text would bring a content type of its own.
    body: new TextEncoder().encode('{}'),
  });
  return outcomeOf(response);
}

/** A session of its own for every request, since one of the routes ends it. */
async function cookieOfMaya(): Promise<string | null> {
  return (await server.signIn('maya')).cookie;
}

/** Every unsafe route, and whether it needs no session. A new one fails here until it is written down. */
const unsafeRoutes: Record<string, boolean> = {
  'POST /api/session': true,
  'DELETE /api/session': true,
  'POST /api/session/openid': true,
  'POST /api/return': true,
  'POST /api/accounts': false,
  'POST /api/accounts/:id/links/:vendor': false,
  'PUT /api/accounts/:id/links/:vendor': false,
  'POST /api/accounts/:id/links/:vendor/check': false,
  'DELETE /api/accounts/:id/links/:vendor': false,
  'DELETE /api/accounts/:id/sessions': false,
  'POST /api/session/view-as': false,
  'DELETE /api/session/view-as': false,
  'DELETE /api/people/:id/sessions': false,
  'DELETE /api/sessions/:id': false,
  'DELETE /api/sessions': false,
  'POST /api/demo/accounts': true,
  'POST /api/activations': false,
  'POST /api/operations/:id/retry': false,
  'POST /api/operations/:id/stop': false,
  'POST /api/operations/:id/undo': false,
  'POST /api/connector-drafts': false,
  'PUT /api/connector-drafts/:id': false,
  'DELETE /api/connector-drafts/:id': false,
  'POST /api/connector-drafts/:id/instance': false,
  'POST /api/connector-instances/:id/credentials': false,
  'PUT /api/instances/:id/values': false,
  'POST /api/instances/:id/deployments': false,
  'POST /api/instances/:id/versions': false,
  'POST /api/instances/:id/configuration-copies': false,
  'POST /api/instances/:id/connections/:key/consents': false,
  'DELETE /api/instances/:id/connections/:key': false,
  'POST /api/instances/:id/runs/:runId/replays': false,
  'POST /api/instances/:id/flows/:flowId/tests': false,
  'POST /api/deployments': false,
  'POST /api/deployments/:id/runs': false,
  'POST /api/runs': false,
  'PUT /api/deployments/:id/visibility': false,
  'POST /api/auth-dialogs': false,
  'POST /api/auth-dialogs/:id/looks': false,
  'POST /api/wizard-sessions': false,
  'POST /api/wizard-sessions/:id/looks': false,
  'POST /api/wizard-sessions/:id/validations': false,
  'POST /api/views': false,
  'PUT /api/views/:id': false,
  'DELETE /api/views/:id': false,
  'POST /api/exports': false,
  'POST /api/exports/:id/retry': false,
  'DELETE /api/exports/:id': false,
  'POST /api/bulks': false,
  'POST /api/bulks/:id/start': false,
  'POST /api/bulks/:id/undo': false,
  'POST /api/bulks/:id/stop': false,
  'POST /api/bulks/:id/retry': false,
  'POST /api/upgrade-notices': false,
  'DELETE /api/upgrade-notices/:id': false,
  'POST /api/graphql': false,
};

const routes = Object.entries(unsafeRoutes).map(([route, isOpen]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path, isOpen };
});

test('no unsafe route is left out', () => {
  const known = unsafeRoutesOf(server.app).map(({ method, path }) => `${method} ${path}`);
  expect(known.toSorted()).toEqual(Object.keys(unsafeRoutes).toSorted());
});

describe.each(routes)('$method $path', (route) => {
  test.each(forgeries)('is refused %s', async (_how, headers) => {
    expect(await send(route, await cookieOfMaya(), headers)).toMatchObject({ status: 403, said: 'forged' });
    const signedOut = route.isOpen ? { status: 403, said: 'forged' } : { status: 401, said: 'signed_out' };
    expect(await send(route, null, headers)).toMatchObject(signedOut);
  });

  test.each(ownPages)('is let through from our own page %s', async (_how, headers) => {
    expect((await send(route, await cookieOfMaya(), headers)).said).not.toMatch(/forged|signed_out/);
  });
});

test('a forged sign-in or account leaves no trace', async () => {
  const counts = async () => {
    const people = await server.services.database.selectFrom('people').selectAll().execute();
    const sessions = await server.services.database.selectFrom('sessions').selectAll().execute();
    return { people: people.length, sessions: sessions.length };
  };
  const before = await counts();
  const forged = { 'sec-fetch-site': 'same-site' };
  await send({ method: 'POST', path: '/api/session' }, null, forged);
  await send({ method: 'POST', path: '/api/demo/accounts' }, null, forged);
  expect(await counts()).toEqual(before);
});

test('behind https, the same name over plain http is another origin', () => {
  const headers = new Headers({ ...genuine, origin: 'http://jackfield.example' });
  headers.delete('sec-fetch-site');
  expect(isSentByOwnPage(headers, ['https://jackfield.example'])).toBe(false);
});

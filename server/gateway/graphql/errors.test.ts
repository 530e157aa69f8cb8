import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCaller, publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createApp } from '../app.ts';
import type { Services } from '../services.ts';
import { askGraph, outcomeOf } from '../testing/answers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The app with one of its parts broken, and Maya signed in to it. */
async function mayaWith(broken: Partial<Services>) {
  const maya = await server.signIn('maya');
  const page = { clientFolder: 'dist/client', renderDocument: null };
  return createCaller(createApp({ ...server.services, ...broken }, page), maya.cookie);
}

const canary = 'connect ECONNREFUSED postgres://jackfield:canary-password@10.0.0.7/jackfield at server/secret.ts:7';

describe('our own fault', () => {
  test('inside a question is `internal` with the request’s id, logged whole and told to nobody', async () => {
    const error = vi.spyOn(server.services.logger, 'error');
    const sync = { ...server.services.sync, refreshAccount: () => Promise.reject(new Error(canary)) };
    const maya = await mayaWith({ sync });
    const response = await maya.request('POST', '/api/graphql', {
      query: '{ catalogue { totalCount } instances { totalCount } }',
    });
    const text = await response.clone().text();
    const outcome = await outcomeOf(response);
    expect(outcome).toMatchObject({ status: 200, said: 'internal', requestId: response.headers.get('x-request-id') });
    expect(JSON.parse(text)).toMatchObject({
      data: null,
      errors: [{ message: 'internal', path: ['instances'], extensions: { code: 'internal', changed: 'unknown' } }],
    });
    expect(text).not.toMatch(/canary|ECONNREFUSED|secret\.ts|stack/);
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ err: expect.objectContaining({ message: canary }), requestId: outcome.requestId }),
      expect.any(String),
    );
  });

  test('at an endpoint is a 500 that says no more', async () => {
    const wizardSessions = { ...server.services.wizardSessions, find: () => Promise.reject(new Error(canary)) };
    const maya = await mayaWith({ wizardSessions });
    const looks = '/api/wizard-sessions/6d9b7a3e-1f1c-4b5e-9c57-0a8f6f0c1d2e/looks';
    const response = await maya.request('POST', looks, { reason: 'focus' });
    const outcome = await outcomeOf(response);
    expect(outcome).toMatchObject({ status: 500, said: 'internal', requestId: response.headers.get('x-request-id') });
    expect(outcome.text).not.toMatch(/canary|ECONNREFUSED|secret\.ts|stack/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('before anybody is known, with the database gone, is the same, and readiness says so', async () => {
    const gone = await startTestServer();
    await gone.close();
    const headers = { host: 'localhost:4100', cookie: 'session=x' };
    const session = await gone.app.request(`${publicOrigin}/api/session`, { headers });
    expect(await outcomeOf(session)).toMatchObject({ status: 500, said: 'internal' });
    const ready = await gone.app.request(`${publicOrigin}/api/health/ready`);
    expect(ready.status).toBe(503);
    expect((await gone.app.request(`${publicOrigin}/api/health/live`)).status).toBe(200);
  });
});

describe('a vendor’s fault', () => {
  test('is the instance’s `problemCode`, and the rest of the answer comes', async () => {
    await server.services.sync.readEverything();
    const maya = await server.signIn('maya');
    const rows = await maya.graph<{ instances: { nodes: { id: string; name: string }[] } }>(
      '{ instances { nodes { id name } } }',
    );
    const row = rows.data.instances.nodes[0];
    await server.control('PUT', 'faults', [{ match: 'solutionInstances', fault: '500', who: 'northwind' }]);
    const query =
      'query ($id: ID!) { instance(id: $id) { row { name } timeline { id } ... on TrayInstance { problemCode detail { enabled } } } }';
    const answer = await maya.graph(query, { id: row?.id });
    expect(answer).toEqual({
      data: { instance: { row: { name: row?.name }, timeline: [], problemCode: 'vendor_unavailable', detail: null } },
    });
    await server.control('DELETE', 'faults');
  });
});

test('what is wrong with a question is said in words, without anything of the server', async () => {
  const { text } = await askGraph(await server.signIn('maya'), '{ instances { secrets } }');
  expect(text).toContain('Cannot query field');
  expect(text).not.toMatch(/node_modules|stack|at \w+ \(/);
});

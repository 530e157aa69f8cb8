import { aliveIntervalMs, eventStreamPath } from '#contract/endpoints/events.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Opens the stream and gathers what it says. */
async function listen(caller: Caller, headers: Record<string, string> = {}) {
  const answer = await caller.request('GET', eventStreamPath, undefined, headers);
  const heard = { answer, text: '', isOver: false, leave: async () => {} };
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  heard.leave = async () => reader?.cancel();
  const gather = async () => {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const part = await reader?.read();
      if (!part || part.done) break;
      heard.text += part.value;
    }
    heard.isOver = true;
  };
  void gather();
  return heard;
}

const saysAlive = (heard: { text: string }) => vi.waitFor(() => expect(heard.text).toContain('event: alive\n'), 5_000);

test('it is an uncompressed, unstored stream that begins by saying whose it is', async () => {
  const maya = await server.signIn('maya');
  const heard = await listen(maya, { 'accept-encoding': 'gzip' });
  await saysAlive(heard);
  expect(heard.answer.status).toBe(200);
  expect(Object.fromEntries(heard.answer.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  expect(heard.answer.headers.get('content-encoding')).toBeNull();
  const session = (await (await maya.request('GET', '/api/session')).json()) as { person: { id: string } };
  expect(heard.text).toContain(`data: ${JSON.stringify({ person: session.person.id })}\n`);
  expect(aliveIntervalMs).toBeGreaterThanOrEqual(15_000);
  await heard.leave();
});

test('whoever is not signed in is refused, and asking for the headers alone opens nothing', async () => {
  const refused = await createCaller(server.app, null).request('GET', eventStreamPath);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ problem: { code: 'signed_out' } });
  const opened = vi.spyOn(server.services.events, 'open');
  const maya = await server.signIn('maya');
  const head = await maya.request('HEAD', eventStreamPath);
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(opened).not.toHaveBeenCalled();
  opened.mockRestore();
});

test('a change is told by noun and id alone, and the stream ends with the sign-out', async () => {
  const maya = await server.signIn('maya');
  const elsewhere = await server.signIn('maya');
  const [heard, other] = [await listen(maya), await listen(elsewhere)];
  await Promise.all([heard, other].map(saysAlive));
  await server.services.sync.readEverything();
  const list = await maya.graph<{ instances: { nodes: { id: string; status: string }[] } }>(
    '{ instances(first: 100) { nodes { id status } } }',
  );
  const id = list.data.instances.nodes.find(({ status }) => status === 'enabled')?.id ?? '';
  await maya.graph('mutation ($id: ID!) { disableInstance(input: { id: $id }) { instance { id } } }', { id });
  await vi.waitFor(() => {
    expect(other.text).toContain(`data: {"noun":"instance","id":"${id}"}\n\n`);
    expect(other.text).toContain('data: {"noun":"operation","id":"');
  }, 5_000);

  await maya.request('DELETE', '/api/session');
  await vi.waitFor(() => expect(heard.isOver).toBe(true), 5_000);
  expect(heard.text).toContain('data: {"noun":"session","id":null}\n\n');
  expect(other.isOver).toBe(false);
  await other.leave();
});

test('a reader that leaves is forgotten', async () => {
  const ended: string[] = [];
  const open = server.services.events.open.bind(server.services.events);
  const spy = vi.spyOn(server.services.events, 'open').mockImplementation((...input) => {
    const stream = open(...input);
    void stream.finished.then(() => ended.push('over'));
    return stream;
  });
  const heard = await listen(await server.signIn('tomas'));
  await saysAlive(heard);
  await heard.leave();
  await vi.waitFor(() => expect(ended).toEqual(['over']));
  spy.mockRestore();
});

test('a server that stops ends its streams with a hint when to come back, and need not wait for them', async () => {
  const services = server.anotherReplica();
  const { createApp } = await import('../app.ts');
  const app = createApp(services, { clientFolder: 'dist/client', renderDocument: null });
  const listener = createServer((request, response) => void getRequestListener(app.fetch)(request, response));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const { cookie } = await server.signIn('priya');
  const answer = await fetch(`http://127.0.0.1:${port}${eventStreamPath}`, { headers: { cookie: cookie ?? '' } });
  const text = answer.text();

  const startedAt = performance.now();
  await services.events.stop();
  const closed = new Promise((resolve) => listener.close(resolve));
  listener.closeIdleConnections();
  expect(await text).toMatch(/retry: [2-5]\d{3}\n\n$/);
  await closed;
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

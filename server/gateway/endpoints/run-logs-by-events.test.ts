import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decode } from '@msgpack/msgpack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { introduceSigningKey } from '#server/introduce-companies.ts';
import { sandboxPrismatic } from '#server/platform/settings/vendor-settings.ts';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createPrismaticAdapter } from '#server/vendors/prismatic/adapter.ts';
import { unguarded } from '#server/vendors/testing/unguarded.ts';
import { askGraph } from '../testing/answers.ts';
import { freshFailedRun, readLogs } from '../testing/deployables-bed.ts';

/** The imitation as Prismatic will be once its older way of telling log lines is gone. */
async function startWithoutLogs(origin: string) {
  const asked: string[] = [];
  const gate = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await text(incoming);
      const isOlder = /\blogs\s*\(/.test(body);
      if (isOlder || /\bevents\s*\(/.test(body)) asked.push(isOlder ? 'logs' : 'events');
      if (isOlder) {
        outgoing.writeHead(400, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify({ errors: [{ message: 'Cannot query field "logs" on type "RootQuery".' }] }));
        return;
      }
      const answer = await fetch(`${origin}${incoming.url ?? ''}`, {
        method: incoming.method ?? 'GET',
        headers: { 'content-type': 'application/json', authorization: incoming.headers.authorization ?? '' },
        ...(incoming.method === 'POST' ? { body } : {}),
      });
      outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const { port } = gate.address() as AddressInfo;
  return { asked, origin: `http://127.0.0.1:${port}`, close: () => gate.close() };
}

let server: TestServer;
let gate: Awaited<ReturnType<typeof startWithoutLogs>>;
/** From here on the server has the Prismatic of that time. Addresses of flows would lead elsewhere there. */
let moveOn: () => void;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
  const origin = server.prismaticOrigin ?? '';
  gate = await startWithoutLogs(origin);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await introduceSigningKey(origin, privateKey);
  const { organisation, operator } = sandboxPrismatic(0);
  const adapter = createPrismaticAdapter({
    baseUrl: gate.origin,
    operator,
    signing: { organisation, privateKey },
    clock: server.clock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 7),
    readMessagePack: (bytes) => decode(bytes),
    debugUrlTemplate: null,
    timeoutMs: 10_000,
  });
  moveOn = () => server.services.adapters.set('prismatic', adapter);
}, 60_000);
afterAll(async () => {
  gate.close();
  await server.close();
});

test('lines come by the newer way where the older one is gone, and nobody else’s with them', async () => {
  const { caller, instanceId, runId } = await freshFailedRun(server);
  const other = await freshFailedRun(server);
  moveOn();
  const priya = await server.signIn('priya');
  const wanted = `?order=oldest&run=${encodeURIComponent(runId)}`;
  const { lines } = await readLogs(caller, instanceId, wanted);
  expect(lines.map(({ severity, message }) => [severity, message.replace(/ .*/, '')])).toEqual([
    ['info', 'Starting'],
    ['info', 'Trigger'],
    ['info', 'Transform'],
    ['error', 'Step'],
    ['info', 'Ending'],
  ]);
  // The older way is tried once, and not for every page that asks.
  expect(gate.asked).toEqual(['logs', 'events']);
  expect(await readLogs(priya, instanceId, wanted)).toEqual({ lines, next: null });
  expect((await readLogs(caller, instanceId, `${wanted}&severity=error&q=DELIVER`)).lines).toHaveLength(1);
  const ofInstance = await readLogs(priya, instanceId, '?order=oldest');
  expect(ofInstance.lines.some((line) => line.runId === other.runId)).toBe(false);
  expect((await readLogs(priya, instanceId, `?run=${encodeURIComponent(other.runId)}`)).lines).toEqual([]);
  expect((await askGraph(other.caller, 'query ($id: ID!) { instance(id: $id) { id } }', { id: instanceId })).said).toBe(
    'null',
  );
});

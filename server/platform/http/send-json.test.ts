import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { sendJson } from './send-json.ts';
import { startLoopbackServer } from './testing/loopback-server.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = await startLoopbackServer(listener);
  onTestFinished(() => server.stop());
  return `${server.origin}/api`;
}

test('sends JSON and returns status, headers and parsed JSON of any status', async () => {
  let received = '';
  const url = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => (received += chunk.toString()));
    request.on('end', () => {
      response.writeHead(418, { 'content-type': 'application/json', 'x-sandbox-clock': 'then' });
      response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'] }));
    });
  });
  const seen: (string | null)[] = [];

  const outcome = await sendJson({
    url,
    method: 'POST',
    body: { name: 'a"b' },
    onResponse: (headers) => seen.push(headers.get('x-sandbox-clock')),
  });

  expect(outcome).toMatchObject({ ok: true, status: 418, json: { method: 'POST', type: 'application/json' } });
  expect(received).toBe('{"name":"a\\"b"}');
  expect(seen).toEqual(['then']);
});

test('HTML and an empty body are not JSON, and keep their status', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/api/empty') response.writeHead(204).end();
    else response.writeHead(502).end('<html>Bad gateway</html>');
  });

  expect(await sendJson({ url, method: 'GET' })).toMatchObject({ ok: false, failure: 'not-json', status: 502 });
  expect(await sendJson({ url: `${url}/empty`, method: 'GET' })).toMatchObject({ failure: 'not-json', status: 204 });
});

test('a redirect is a failure and is not followed', async () => {
  const paths: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/login' }).end();
  });

  expect(await sendJson({ url, method: 'POST', body: {} })).toMatchObject({ ok: false, failure: 'network' });
  expect(paths).toEqual(['/api']);
});

test('a silent server and a stalled body both time out', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/api/stalled') response.writeHead(200).write('{');
  });

  expect(await sendJson({ url, method: 'GET', timeoutMs: 60 })).toMatchObject({
    failure: 'timeout',
    status: null,
    sent: true,
  });
  expect(await sendJson({ url: `${url}/stalled`, method: 'GET', timeoutMs: 60 })).toMatchObject({
    failure: 'timeout',
    status: 200,
  });
});

test('a broken connection may have been seen, a refused one not', async () => {
  const url = await serve((request) => request.socket.destroy());
  const stopped = await startLoopbackServer(() => {});
  await stopped.stop();

  expect(await sendJson({ url, method: 'POST', body: {} })).toMatchObject({ failure: 'network', sent: true });
  expect(await sendJson({ url: stopped.origin, method: 'POST', body: {} })).toMatchObject({
    failure: 'network',
    sent: false,
  });
});

test('a body above the limit is given up while it arrives, whatever length it announced', async () => {
  let writtenBytes = 0;
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  const url = await serve((_request, response) => {
    const write = (): void => {
      if (response.destroyed || writtenBytes > 64 * 1024 * 1024) return;
      writtenBytes += chunk.byteLength;
      response.write(chunk, () => setImmediate(write));
    };
    response.writeHead(200);
    write();
  });

  const outcome = await sendJson({ url, method: 'GET', maxBytes: 256 * 1024 });

  expect(outcome).toMatchObject({ ok: false, failure: 'too-large', status: 200 });
  expect(writtenBytes).toBeLessThan(64 * 1024 * 1024);
});

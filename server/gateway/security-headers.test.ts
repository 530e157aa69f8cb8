import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createApp } from './app.ts';
import { loadDocument } from './page/document.ts';

let server: TestServer;
let folder: string;
let app: TestServer['app'];

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-client-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'assets', 'main-abc.js'), 'void 0;');
  await writeFile(path.join(folder, 'robots.txt'), 'User-agent: *');
  const script = '<script nonce="JACKFIELD_NONCE"></script><style nonce="JACKFIELD_NONCE"></style>';
  await writeFile(path.join(folder, 'index.html'), `<!doctype html>${script}`);
  // serveStatic takes a folder from where the process runs.
  const clientFolder = path.relative(process.cwd(), folder);
  app = createApp(server.services, { clientFolder, renderDocument: await loadDocument(folder) });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (address: string, host = 'localhost:4100') =>
  app.request(`${publicOrigin}${address}`, { headers: { host } });

describe.each([
  ['a page', '/instances', 200],
  ['an unknown page', '/nothing/here', 404],
  ['an asset', '/assets/main-abc.js', 200],
  ['a missing asset', '/assets/gone.js', 404],
  ['another file', '/robots.txt', 200],
  ['an API answer', '/api/session', 200],
  ['an API refusal', '/api/graphql', 401],
  ['a health check', '/api/health/live', 200],
])('%s', (_what, address, status) => {
  test('carries what keeps a browser safe', async () => {
    const { headers, status: answered } = await get(address);
    expect(answered).toBe(status);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('carries a policy that allows nothing unnamed, with a nonce for this answer alone', async () => {
    const policies = (await Promise.all([get(address), get(address)])).map(
      ({ headers }) => headers.get('content-security-policy') ?? '',
    );
    const [policy = ''] = policies;
    const directives = new Map(
      policy.split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toMatch(/^'nonce-[\w+/=]{22,}' 'strict-dynamic'$/);
    expect(directives.get('style-src')).toMatch(/^'nonce-[\w+/=]{22,}'$/);
    expect(directives.get('connect-src')).toBe("'self'");
    expect(directives.get('frame-src')).toBe(server.trayOrigin);
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'self'");
    expect(directives.get('require-trusted-types-for')).toBe("'script'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(new Set(policies).size).toBe(2);
  });
});

test('the document carries the nonce of its own answer', async () => {
  const response = await get('/instances');
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
  const document = await response.text();
  expect(document).toBe(`<!doctype html><script nonce="${nonce}"></script><style nonce="${nonce}"></style>`);
});

test.each([
  ['/api/session', 'no-store'],
  ['/api/graphql', 'no-store'],
  ['/api/nowhere', 'no-store'],
  ['/instances', 'no-store'],
  ['/', 'no-store'],
  ['/assets/main-abc.js', 'public, max-age=31536000, immutable'],
])('%s is kept as %s', async (address, kept) => {
  expect((await get(address)).headers.get('cache-control')).toBe(kept);
});

test('the document’s own file is never served raw', async () => {
  expect(await (await get('/index.html')).text()).not.toContain('JACKFIELD_NONCE');
  expect(await (await get('/')).text()).not.toContain('JACKFIELD_NONCE');
});

test('nothing outside of the build is served', async () => {
  const paths = [
    '/../package.json',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
  ];
  const texts = await Promise.all(paths.map(async (address) => (await get(address)).text()));
  expect(texts.filter((text) => text.includes('jackfield"'))).toEqual([]);
});

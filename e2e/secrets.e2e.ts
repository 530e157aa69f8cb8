import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page, Response } from '@playwright/test';
import pg from 'pg';
import type { RunningServer } from './support/server.ts';
import { expect, test } from './support/test.ts';
import { activate, chooseFromRow, finishWizard, openList, rowNamed, search } from './support/vocabulary.ts';

/** One place where a secret could be, with its text. */
interface Place {
  where: string;
  text: string;
}

/** What must not be found, and in which places it may be all the same. */
interface Secret {
  what: string;
  value: string;
  allowedIn?: (where: string) => boolean;
}

/** Names every place that holds a secret it should not hold, never the secret itself. */
function findLeaks(places: readonly Place[], secrets: readonly Secret[]): string[] {
  return secrets.flatMap(({ what, value, allowedIn }) =>
    places.flatMap(({ where, text }) => (text.includes(value) && !allowedIn?.(where) ? [`${what} in ${where}`] : [])),
  );
}

/** Keeps everything our own server answers to any page of the context, and every address a page of ours is at. */
function record(context: BrowserContext, server: RunningServer): { places: () => Promise<Place[]> } {
  const reading: Promise<Place>[] = [];
  const addresses = new Set<string>();
  context.on('request', (request) => {
    if (request.url().startsWith(server.origin)) addresses.add(request.url());
  });
  context.on('response', (response) => {
    if (!response.url().startsWith(server.origin)) return;
    const request = response.request();
    const where = `answer to ${request.method()} ${new URL(response.url()).pathname} ${fieldOf(request.postData())}`;
    reading.push(
      Promise.all([response.allHeaders(), bodyOf(response)]).then(([headers, body]) => ({
        where,
        text: `${JSON.stringify(headers)}\n${body}`,
      })),
    );
  });
  return {
    places: async () => [
      ...(await Promise.all(reading)),
      ...[...addresses].map((address) => ({ where: 'an address', text: address })),
    ],
  };
}

/** A page that has gone on takes the bodies of its answers with it. The event stream never ends; it carries ids alone. */
async function bodyOf(response: Response): Promise<string> {
  if ((response.headers()['content-type'] ?? '').startsWith('text/event-stream')) return '';
  return response.text().catch(() => '');
}

/** The root field of a GraphQL request, which tells a list from a detail. */
function fieldOf(body: string | null): string {
  const field = /\{\s*(\w+)/.exec(/"query":"((?:[^"\\]|\\.)*)"/.exec(body ?? '')?.[1]?.replaceAll('\\n', ' ') ?? '');
  return field?.[1] ?? '';
}

/** What scripts can read in the browser. */
async function readStorage(page: Page): Promise<Place> {
  const text = await page.evaluate(async () =>
    JSON.stringify({
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      history: history.state as unknown,
      name: window.name,
    }),
  );
  return { where: `storage of ${new URL(page.url()).pathname}`, text };
}

async function readBundle(): Promise<Place[]> {
  const folder = 'dist/client';
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => ({
        where: `the bundle's ${file.name}`,
        text: await readFile(join(file.parentPath, file.name), 'utf8'),
      })),
  );
}

/** Every secret that the server and the imitated Tray hold now, and everything our own tables say. */
async function readDatabase(server: RunningServer): Promise<{ secrets: Secret[]; tables: Place[] }> {
  const known: { port: number; password: string } = JSON.parse(
    await readFile(join(server.dataFolder, 'postgres.json'), 'utf8'),
  );
  const key = (await readFile(join(server.dataFolder, 'secret'), 'utf8')).trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: known.port,
    user: 'jackfield',
    password: known.password,
    database: 'jackfield',
  });
  await client.connect();
  try {
    const column = async (text: string) => (await client.query<{ value: string }>(text)).rows.map(({ value }) => value);
    const tokens = await column('select token as value from sandbox_tray.user_tokens');
    const names = await column(
      `select table_name as value from information_schema.tables where table_schema = 'jackfield'`,
    );
    const tables: Place[] = [];
    for (const name of names) {
      // oxlint-disable-next-line no-await-in-loop -- one connection
      const rows = await column(`select t::text as value from jackfield.${client.escapeIdentifier(name)} t`);
      tables.push({ where: `our table ${name}`, text: rows.join('\n') });
    }
    return {
      tables,
      secrets: [
        { what: 'the master token', value: 'sandbox-master' },
        { what: 'the password of the database', value: known.password },
        { what: 'the key that seals', value: key },
        ...tokens.map((value) => ({ what: 'a user token', value })),
      ],
    };
  } finally {
    await client.end();
  }
}

/** The codes in the wizard addresses that were handed out: a used one is gone from the vendor, and secret all the same. */
function codesIn(seen: readonly Place[]): Secret[] {
  return seen
    .flatMap(({ text }) => [...text.matchAll(/[?&]code=([\w-]{8,})/g)].flatMap(([, code]) => code ?? []))
    .map((value) => ({
      what: 'an authorization code',
      value,
      // It is given to the wizard's window at once.
      allowedIn: (where) => where.startsWith('answer to POST /api/wizard-sessions '),
    }));
}

const canary = 'canary-value-4711';
const isDetail = (where: string) => / (instance|debugInstance|debugAnswers)$/.test(where);

test('no secret reaches the browser, the bundle, the log or our tables', async ({
  page,
  context,
  server,
  account,
  sandbox,
  signInAs,
}) => {
  test.slow();
  const { places } = record(context, server);
  const storage: Place[] = [];

  // The owner: activates, looks, changes, is refused.
  const popup = await activate(page, 'Slack alerts for new orders', 'Holds a canary');
  await finishWizard(popup, canary);
  await page.goto('/instances');
  await expect(rowNamed(page, 'Holds a canary').getByRole('cell').first()).toHaveText('Enabled', { timeout: 30_000 });
  await search(page, 'canary');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Holds a canary', 'Disable');
  await expect(page.getByText(/^Disable failed/)).toBeVisible();
  await sandbox.clearFaults();
  await page.getByRole('link', { name: 'Holds a canary' }).click();
  await expect(page.getByRole('region', { name: 'Settings' })).toContainText(canary);
  storage.push(await readStorage(page));
  const triggerUrl =
    (await page.getByRole('region', { name: 'Workflows' }).locator('code').first().textContent()) ?? '';
  expect(triggerUrl).toMatch(/^https:/);

  // The administrator: lists, searches, debugs.
  await signInAs('priya');
  await openList(page, '/admin/instances?q=canary');
  await chooseFromRow(page, 'Holds a canary', 'Debug');
  await expect(page.getByRole('region', { name: 'Values', exact: true }).first()).toContainText(canary);
  storage.push(await readStorage(page));
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { name: 'Daily sales digest' })).toBeVisible();

  const { secrets, tables } = await readDatabase(server);
  const seen = await places();
  const codes = codesIn(seen);
  const all: Secret[] = [
    ...secrets,
    ...codes,
    { what: 'a config value', value: canary, allowedIn: isDetail },
    { what: 'a webhook address', value: triggerUrl, allowedIn: isDetail },
  ];
  const everywhere = [
    ...seen,
    ...storage,
    ...(await readBundle()),
    { where: 'the log', text: server.log() },
    ...tables,
  ];

  // The walk went where secrets are: else finding none would mean nothing.
  expect(secrets.filter(({ what }) => what === 'a user token').length).toBeGreaterThan(0);
  expect(codes.length).toBeGreaterThan(0);
  expect(seen.some(({ where, text }) => isDetail(where) && text.includes(canary))).toBe(true);
  expect(seen.some(({ where, text }) => isDetail(where) && text.includes(triggerUrl))).toBe(true);
  expect(seen.filter(({ where }) => where.endsWith(' instances')).length).toBeGreaterThan(2);
  expect(server.log().length).toBeGreaterThan(0);

  expect(findLeaks(everywhere, all)).toEqual([]);

  // And the net has no hole: each of them, put where it must not be, is found.
  for (const secret of all) {
    const planted = ['storage of /instances', 'the log', 'answer to POST /api/graphql instances'].map((where) => ({
      where,
      text: `before ${secret.value} after`,
    }));
    expect(findLeaks(planted, [secret])).toHaveLength(planted.length);
  }
});

test('scripts cannot read the session, and nothing is kept in the browser but the theme', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await openList(page, '/instances');
  await page.getByRole('button', { name: /Person of Demo/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark theme' }).click();
  const kept = await page.evaluate(() => ({ keys: Object.keys(localStorage), cookies: document.cookie }));
  expect(kept.cookies).toBe('');
  expect(kept.keys.filter((key) => !key.startsWith('jackfield.'))).toEqual([]);
});

test('answers with data are never stored, and pages tell nobody where one came from', async ({ page, signInAs }) => {
  await signInAs('maya');
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/api/graphql')),
    page.goto('/instances'),
  ]);
  expect(answer.headers()['cache-control']).toContain('no-store');
  const document = await page.reload();
  const headers = document?.headers() ?? {};
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups');
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain('unsafe-eval');
  expect(headers['server']).toBeUndefined();
  expect(headers['x-powered-by']).toBeUndefined();
});

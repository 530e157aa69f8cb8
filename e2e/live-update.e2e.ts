import type { BrowserContext, Page } from '@playwright/test';
import { askGraph, listInstances } from './support/graph.ts';
import type { RunningServer } from './support/server.ts';
import { expect, headersOf, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

const eventsPath = '/api/events';
/** A list that is not told of changes asks this often, and one that is told asks by far more seldom. */
const pollMs = 15_000;

/** The tabs that have asked for a stream, in order. */
function watchStreams(context: BrowserContext): Page[] {
  const openers: Page[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === eventsPath) openers.push(request.frame().page());
  });
  return openers;
}

/** How often a tab has asked for the list. */
function watchLists(page: Page): { count: number } {
  const asked = { count: 0 };
  page.on('request', (request) => {
    if (request.postData()?.includes('"operationName":"InstanceList"')) asked.count += 1;
  });
  return asked;
}

/** Changes an instance's name as somebody elsewhere does, past every page. */
async function rename(context: BrowserContext, server: RunningServer, from: string, to: string): Promise<void> {
  const { nodes } = await listInstances(context.request, server, { search: from });
  const id = nodes.find(({ name }) => name === from)?.id;
  const mutation =
    'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { name } operation { state } } }';
  const { data } = await askGraph<{ renameInstance: { instance: { name: string } } }>(
    context.request,
    server,
    mutation,
    { input: { id, name: to } },
  );
  expect(data?.renameInstance.instance.name).toBe(to);
}

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const tabs: Page[] = [];
  for (let tab = 0; tab < count; tab += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the first to come has the stream
    tabs.push(await context.newPage());
  }
  // oxlint-disable-next-line no-await-in-loop -- as above
  for (const page of tabs) await openList(page, '/instances');
  return tabs;
}

/**
 * Lets a time go by in which a tab that polls would have asked. It is the tab's own time; in the server's nearly none goes
 * by, so it must be less than the 45 s after which a stream that says nothing counts as broken.
 */
async function expectNoPolling(page: Page): Promise<void> {
  // What was told a moment ago may be asked for once more.
  await page.clock.runFor(2_000);
  const lists = watchLists(page);
  await page.clock.runFor(4 * pollMs);
  // Once a minute for the ages, and once for a reading of the account that may just end; polling asks four times.
  expect(lists.count).toBeLessThan(3);
}

async function expectRowIn(tabs: Page[], name: string): Promise<void> {
  await Promise.all(tabs.map((page) => expect(rowNamed(page, name)).toBeVisible({ timeout: 5_000 })));
}

test('a change shows in every tab, at the colleague’s and at the admin’s', async ({
  context,
  browser,
  server,
  account,
  tray,
}) => {
  await tray.create('Seen everywhere');
  const streams = watchStreams(context);
  const colleague = await browser.newContext({ baseURL: server.origin });
  const admin = await browser.newContext({ baseURL: server.origin });
  await colleague.request.post('/api/session', { data: { demo: account.demo }, headers: headersOf(server) });
  await admin.request.post('/api/session', { data: { demo: 'priya' }, headers: headersOf(server) });

  const pages = [await context.newPage(), await context.newPage(), await colleague.newPage(), await admin.newPage()];
  for (const page of pages.slice(0, 3)) await openList(page, '/instances');
  await expectRowIn(pages.slice(0, 3), 'Seen everywhere');
  const [adminPage] = pages.slice(3);
  if (adminPage) await openList(adminPage, '/admin/instances?q=Seen+everywhere');

  await rename(context, server, 'Seen everywhere', 'Seen everywhere, renamed');
  await expectRowIn(pages, 'Seen everywhere, renamed');
  expect(streams).toHaveLength(1);

  await rename(context, server, 'Seen everywhere, renamed', 'Seen everywhere again');
  await expectRowIn(pages, 'Seen everywhere again');
  await colleague.close();
  await admin.close();
});

test('a tab that is told of changes does not poll', async ({ page, context, server, tray }) => {
  await tray.create('Told');
  await page.clock.install();
  const streams = watchStreams(context);
  await openList(page, '/instances');
  await expect.poll(() => streams.length).toBe(1);
  await rename(context, server, 'Told', 'Told at once');
  await expectRowIn([page], 'Told at once');
  await expectNoPolling(page);
});

test('three tabs share one stream, and when the tab that has it is closed another takes over', async ({
  context,
  server,
  tray,
}) => {
  await tray.create('Shared');
  const streams = watchStreams(context);
  const tabs = await openTabs(context, 3);
  await expectRowIn(tabs, 'Shared');
  await expect.poll(() => streams.length).toBe(1);
  await rename(context, server, 'Shared', 'Told to all');
  await expectRowIn(tabs, 'Told to all');
  expect(streams).toEqual([tabs[0]]);

  await tabs[0]?.close();
  const left = tabs.slice(1);
  await expect.poll(() => streams.length).toBe(2);
  await rename(context, server, 'Told to all', 'Told to the rest');
  await expectRowIn(left, 'Told to the rest');
  expect(left).toContain(streams[1]);
});

test('eight tabs are open, and each still loads and is told', async ({ context, server, tray }) => {
  await tray.create('In eight tabs');
  const streams = watchStreams(context);
  const tabs = await openTabs(context, 8);
  await expectRowIn(tabs, 'In eight tabs');
  await rename(context, server, 'In eight tabs', 'Still in eight tabs');
  await expectRowIn(tabs, 'Still in eight tabs');
  expect(streams).toHaveLength(1);
});

test('without a stream a tab polls, and stops when the stream is back', async ({
  page,
  context,
  server,
  tray,
  allow,
}) => {
  allow.message(/net::ERR_FAILED.*\/api\/events/);
  await tray.create('Polled');
  await page.clock.install();
  await context.route(`**${eventsPath}`, (route) => route.abort());
  const refused = page.waitForEvent('requestfailed', (request) => request.url().endsWith(eventsPath));
  await openList(page, '/instances');
  await refused;
  await expect(rowNamed(page, 'Polled')).toBeVisible();
  await rename(context, server, 'Polled', 'Found by asking');
  await page.clock.runFor(pollMs);
  await expect(rowNamed(page, 'Found by asking')).toBeVisible();

  await context.unroute(`**${eventsPath}`);
  await page.waitForResponse((response) => response.url().endsWith(eventsPath));
  await rename(context, server, 'Found by asking', 'Told again');
  await expectRowIn([page], 'Told again');
  await expectNoPolling(page);
});

test('signing out in one tab ends the stream of all, and the next person has another', async ({
  context,
  account,
  server,
  signInAs,
  tray,
  allow,
}) => {
  // A tab that takes long to leave asks for a stream once more, and is given none.
  allow.status(401);
  await tray.create('Mine');
  const streams = watchStreams(context);
  const tabs = await openTabs(context, 2);
  const [first, second] = tabs;
  if (!first || !second) throw new Error('there are no two tabs');
  await expectRowIn(tabs, 'Mine');
  await expect.poll(() => streams.length).toBe(1);
  const over = Promise.race([
    first.waitForEvent('requestfinished', (request) => request.url().endsWith(eventsPath)),
    first.waitForEvent('requestfailed', (request) => request.url().endsWith(eventsPath)),
  ]);
  await second.getByRole('button', { name: /Person of Demo/ }).click();
  await second.getByRole('menuitem', { name: 'Sign out' }).click();
  await Promise.all(tabs.map((page) => expect(page).toHaveURL(/\/sign-in/)));
  await over;

  const before = streams.length;
  await signInAs(account.demo);
  await openList(first, '/instances');
  await expect.poll(() => streams.length).toBe(before + 1);
  await rename(context, server, 'Mine', 'Mine again');
  await expectRowIn([first], 'Mine again');
});

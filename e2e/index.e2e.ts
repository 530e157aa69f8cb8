import type { Browser, Page } from '@playwright/test';
import { askGraph, listInstances } from './support/graph.ts';
import { reachSandbox } from './support/sandbox.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { expect, headersOf, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';

test('a change made at Tray itself shows in the list, and on the timeline as not ours', async ({
  page,
  sandbox,
  tray,
}) => {
  const instance = await tray.create('Changed elsewhere');
  await tray.fill(instance.id);
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Changed elsewhere')).toContainText('Disabled');
  await sandbox.advance(31_000);
  await page.reload();
  await expect(rowNamed(page, 'Changed elsewhere')).toBeVisible();

  await tray.update(instance.id, { enabled: true, instanceName: 'Changed at Tray' });
  await sandbox.advance(31_000);
  await page.reload();
  await expect(rowNamed(page, 'Changed at Tray')).toContainText('Enabled');
  await rowNamed(page, 'Changed at Tray').getByRole('link', { name: 'Changed at Tray' }).click();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText('Changed at Tray: name and enabled');
  await expect(timeline).toContainText('Not through Jackfield');
});

test('what we did ourselves is never told as a change made elsewhere', async ({ page, sandbox, tray }) => {
  const instance = await tray.create('Ours', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  await rowNamed(page, 'Ours').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(rowNamed(page, 'Ours')).toContainText('Enabled');
  await sandbox.advance(31_000);
  await page.reload();
  await expect(rowNamed(page, 'Ours')).toContainText('Enabled');
  expect((await tray.instances()).find(({ id }) => id === instance.id)?.enabled).toBe(true);
  await rowNamed(page, 'Ours').getByRole('link', { name: 'Ours' }).click();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('Enabled', { exact: false }).first()).toBeVisible();
  await expect(timeline).not.toContainText('Changed at Tray');
});

test('the header tells the age of the rows, and the newest and the oldest where they differ', async ({
  page,
  server,
  sandbox,
  tray,
}) => {
  await tray.createMany(2, 'Aged');
  await openList(page, '/instances');
  const header = page.getByRole('main').locator('header');
  await expect(header).toContainText(/2 instances · checked (now|\d+ sec\. ago)/);

  const { request } = page.context();
  const [row] = (await listInstances(request, server, { search: 'Aged 001' })).nodes;
  const rename = 'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { name } } }';
  // Too soon for the list to be read again, also where a page takes long to load, so the one that is changed is the younger
  // one afterwards. Everybody's are read once a minute: where that was just now, it is not the next time.
  for (const name of ['Younger', 'Younger still', 'Youngest']) {
    /* oxlint-disable no-await-in-loop -- the next only after the one before */
    await sandbox.advance(8_000);
    await askGraph(request, server, rename, { input: { id: row?.id, name } });
    await page.reload();
    await expect(rowNamed(page, name)).toBeVisible();
    if ((await header.textContent())?.includes('newest')) break;
    /* oxlint-enable no-await-in-loop */
  }
  await expect(header).toContainText(/2 instances · newest now, oldest (now|\d+ sec\. ago)/);
});

/** Per-user reading and its switch are the whole server's and the whole vendor's: a server of their own. */
const ownWorker = 12;

/** A page of the administrator's on a server that is not the worker's. */
async function openAsAdmin(browser: Browser, server: RunningServer): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.origin });
  const answer = await context.request.post('/api/session', { data: { demo: 'priya' }, headers: headersOf(server) });
  expect(answer.status()).toBeLessThan(300);
  const page = await context.newPage();
  await page.goto('/admin/instances?q=digest');
  return page;
}

test('a master token that is not shown the users’ instances empties no list, and the administrator is told why', async ({
  browser,
}) => {
  test.slow();
  const server = await startServer(ownWorker);
  try {
    const sandbox = reachSandbox(server.trayOrigin);
    await sandbox.setRate(null);
    const page = await openAsAdmin(browser, server);
    await expect(rowNamed(page, 'Sales digest')).toBeVisible();

    await sandbox.setReads('own');
    // Everybody's instances are read once a minute.
    await sandbox.advance(61_000);
    await expect(page.getByText('does not show its users’ instances', { exact: false })).toBeVisible({
      timeout: 30_000,
    });
    await page.reload();
    await expect(rowNamed(page, 'Sales digest')).toBeVisible();
    await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('read user by user, an administrator sees everybody’s although the master token is shown none', async ({
  browser,
}) => {
  test.slow();
  const server = await startServer(ownWorker + 1, { TRAY_READS_EVERYBODY: 'per-user' });
  try {
    const sandbox = reachSandbox(server.trayOrigin);
    await sandbox.setRate(null);
    await sandbox.setReads('own');
    const page = await openAsAdmin(browser, server);
    await expect(rowNamed(page, 'Sales digest')).toBeVisible();
    await expect(rowNamed(page, 'Morning digest')).toBeVisible();
    const before = await listInstances(page.context().request, server);
    const northwind = await actAtTray(server.trayOrigin, 'northwind');
    await northwind.create('Another digest');
    await sandbox.advance(61_000);
    await expect(rowNamed(page, 'Another digest')).toBeVisible({ timeout: 30_000 });
    expect((await listInstances(page.context().request, server)).totalCount).toBe(before.totalCount + 1);
  } finally {
    await server.stop();
  }
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { rowNamed } from './support/vocabulary.ts';
import type { PrismaticInstance, PrismaticOwner } from '#server/sandbox/prismatic/testing/prismatic-owner.ts';

/** Longer than any run of the imitated Prismatic. */
const runLastsMs = 10_000;

/** An instance of the test's account that is at work. */
async function deployed(prismatic: PrismaticOwner, name: string): Promise<PrismaticInstance> {
  const { id } = await prismatic.create(name);
  await prismatic.deploy(id);
  return prismatic.instance(id);
}

/** Opens the page of an instance by way of the list, in which it has to appear first. Answers our id of it. */
async function openInstance(page: Page, name: string, tab?: string): Promise<string> {
  await page.goto(`/instances?vendor=prismatic&q=${encodeURIComponent(name)}`);
  await rowNamed(page, name).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

const runRows = (page: Page) =>
  page
    .getByRole('table', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

test('a call from outside is seen in the log as it comes, and as a run with its steps', async ({
  page,
  prismatic,
  prismaticSandbox,
}) => {
  const { id } = await deployed(prismatic, 'Orders by hook');
  await openInstance(page, 'Orders by hook', 'Logs');
  await page.getByRole('button', { name: 'Follow live' }).click();
  const log = page.getByRole('log', { name: 'Log' });
  await expect(log).toBeVisible();

  await prismatic.run(id, { body: { order: 7 } });
  await prismaticSandbox.advance(runLastsMs);
  await expect(log.getByText(/^Ending Instance Execution/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeVisible();

  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(runRows(page)).toHaveCount(1);
  await expect(runRows(page)).toContainText('Succeeded');
  await expect(runRows(page)).toContainText('Webhook');
  await runRows(page).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/instances\/[\da-f-]{36}\/runs\/[^/]+$/);
  const steps = page.getByRole('region', { name: 'Steps' });
  await steps
    .getByRole('button', { name: /^Result of/ })
    .first()
    .click();
  await expect(steps.getByText('order:')).toBeVisible();
  await expect(page.getByRole('log').getByText(/^Ending Instance Execution/)).toBeVisible();
  await page.getByRole('link', { name: 'Back to the runs' }).click();
  await expect(page.getByRole('tab', { name: 'Runs' })).toHaveAttribute('aria-selected', 'true');
});

test('a failed run is replayed, and is mended then', async ({ page, prismatic, prismaticSandbox }) => {
  const { id } = await deployed(prismatic, 'Orders that fail');
  await prismatic.run(id);
  await prismatic.run(id, { body: { fail: true } });
  await prismaticSandbox.advance(runLastsMs);

  await openInstance(page, 'Orders that fail', 'Runs');
  await expect(runRows(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Which runs' }).selectOption('unmended');
  await expect(runRows(page)).toHaveCount(1);
  await expect(runRows(page)).toContainText('the payload asked for it');

  await runRows(page).getByRole('button', { name: 'Replay' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('may be done a second time');
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await expect(page).toHaveURL(/\/instances\/[\da-f-]{36}\/runs\/[^/]+$/);
  await prismaticSandbox.advance(runLastsMs);
  await expect(page.getByText(/^Succeeded after/)).toBeVisible();

  await page.getByRole('link', { name: 'an earlier run' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('Replayed since');
  await page.goto('/runs?state=unmended');
  await expect(page.getByRole('heading', { name: 'No runs match' })).toBeVisible();
});

test('a flow is tested, and leads to its run', async ({ page, prismatic }) => {
  await deployed(prismatic, 'Orders to test');
  await openInstance(page, 'Orders to test', 'Flows');
  const flow = page.getByRole('tabpanel', { name: 'Flows' }).getByRole('listitem').first();
  await expect(flow).toContainText(/https?:\/\//);
  await flow.getByRole('button', { name: 'Test' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Payload' }).fill('{"order": 8}');
  await dialog.getByRole('button', { name: 'Run test' }).click();
  await expect(dialog.getByRole('heading', { name: /^It answered \d+$/ })).toBeVisible();
  await dialog.getByRole('link', { name: 'Open its run' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('Test');
  await expect(page.getByRole('region', { name: 'Steps' })).toBeVisible();
});

test('a thousand runs are listed page by page, and counted', async ({ page, prismatic, prismaticSandbox }) => {
  test.slow();
  const { flows } = await deployed(prismatic, 'Orders by the thousand');
  const address = flows[0]?.webhookUrl ?? '';
  const call = () => fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  for (let round = 0; round < 50; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a few at a time, as callers are
    await Promise.all(Array.from({ length: 20 }, call));
  }
  await prismaticSandbox.advance(runLastsMs);

  await openInstance(page, 'Orders by the thousand');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('1,000 runs', { exact: true })).toBeVisible();
  await expect(page.getByText('1,000 runs, none of them failed.')).toBeVisible();
  // By what is there and not by roles, which take long to find out of so many.
  const links = page.locator('[role="table"] a[href*="/runs/"]');
  for (let shown = 100; shown < 1000; shown += 100) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    await expect(links).toHaveCount(shown);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.getByRole('button', { name: 'Load more' }).click();
  }
  await expect(links).toHaveCount(1000);
  await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0);
});

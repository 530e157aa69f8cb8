import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { activate, finishWizard, openList, rowNamed } from './support/vocabulary.ts';

/** The value beside a term of one of the page's panels. */
function valueOf(page: Page, panel: string, term: string) {
  return page
    .getByRole('region', { name: panel })
    .locator('dl > div')
    .filter({ has: page.locator('dt').getByText(term, { exact: true }) })
    .locator('dd');
}

/** The line of a slot's connection. */
function connectionOf(page: Page, slotTitle: string) {
  return page
    .getByRole('region', { name: 'Connections' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: slotTitle, exact: true }) });
}

test('the page tells everything about an instance', async ({ page, tray, account, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const popup = await activate(page, 'Slack alerts for new orders', 'Fully set up');
  await finishWizard(popup, 'a chosen value');
  await page.goto('/instances');
  await expect(rowNamed(page, 'Fully set up').getByRole('cell').first()).toHaveText('Enabled', { timeout: 30_000 });
  const [made] = await tray.instances();
  if (!made) throw new Error('The wizard made no instance.');

  await page.getByRole('link', { name: 'Fully set up' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fully set up' })).toBeVisible();
  await expect(page).toHaveTitle(/Fully set up/);
  await expect(page.getByText('Enabled, on the newest version.')).toBeVisible();

  const ourId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect(valueOf(page, 'About', 'Id')).toContainText(ourId);
  await expect(valueOf(page, 'About', 'Id at Tray')).toContainText(made.id);
  await expect(valueOf(page, 'About', 'Owner')).toContainText(account.account.replace('demo-', 'Demo '));
  await expect(valueOf(page, 'About', 'Owner at Tray')).toContainText(tray.userId);
  await expect(valueOf(page, 'About', 'Created').locator('time')).toHaveAttribute('title', /\d\d?:\d\d:\d\d/);
  await expect(valueOf(page, 'About', 'Enabled')).toContainText(/^yes/);
  await expect(page.getByRole('region', { name: 'About' })).toContainText('no, this is the newest');

  await expect(page.getByRole('region', { name: 'Solution' })).toContainText('Slack alerts for new orders');
  await expect(page.getByRole('region', { name: 'Solution' })).toContainText(
    'Posts a message to a Slack channel as soon as an order comes in.',
  );
  await expect(valueOf(page, 'Solution', 'Tags')).toContainText('chat');
  await expect(valueOf(page, 'Solution', 'category')).toHaveText('Communication');

  await expect(connectionOf(page, 'Slack workspace')).toContainText('Slack');
  await expect(valueOf(page, 'Settings', 'Channel for alerts')).toContainText('a chosen value');
  await expect(valueOf(page, 'Settings', 'Text of the alert')).toContainText('a chosen value');
  await expect(valueOf(page, 'Settings', 'Smallest order to report')).toContainText('50');

  const workflows = page.getByRole('region', { name: 'Workflows' });
  await expect(workflows).toContainText('about 2 seconds after');
  const hooked = workflows.getByRole('listitem').filter({ hasText: 'Watch for new orders' });
  const address = (await hooked.locator('code').first().textContent()) ?? '';
  expect(address).toMatch(/^https:\/\//);
  await hooked.getByRole('button', { name: 'Copy webhook address' }).click();
  await expect(hooked.getByText('Copied webhook address')).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await expect(workflows.getByRole('listitem').filter({ hasText: 'Post to Slack' })).toContainText('No webhook');
  await expect(hooked).toContainText(/Id [0-9a-f-]{36}.*Source workflow [0-9a-f-]{36}/);

  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem').first()).toBeVisible();
  await expect(timeline).toContainText('Activated');
  await expect(timeline).toContainText(/Person of Demo/);
});

test('slots without a value are named as such', async ({ page, tray }) => {
  await tray.create('Bare', { solutionTitle: 'Sync Salesforce contacts to HubSpot' });
  await openList(page, '/instances');
  await page.getByRole('link', { name: 'Bare' }).click();
  await expect(connectionOf(page, 'Salesforce account')).toContainText('Not connected');
  await expect(valueOf(page, 'Settings', 'Only contacts whose owner is')).toHaveText(/No value yet/);
  await expect(valueOf(page, 'Settings', 'How often')).toHaveText(/hourly\s*default/);
});

test('the flags are in words', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances?q=Shop+orders');
  await page.getByRole('link', { name: 'Shop orders to NetSuite', exact: true }).click();
  await expect(page.getByText('Enabled, a newer version waits for your company, then for you.')).toBeVisible();
  await expect(valueOf(page, 'About', 'Newer version')).toHaveText('yes, there is one');
  await expect(connectionOf(page, 'Shopify shop')).toContainText(/Shopify/);
});

test('with the vendor down the page shows what was read before, and says so', async ({
  page,
  tray,
  account,
  sandbox,
}) => {
  await tray.create('Known before');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: '403' }]);
  await page.getByRole('link', { name: 'Known before' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Known before' })).toBeVisible();
  await expect(page.getByText(/Shown is what was read before/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'About' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Workflows' })).toHaveCount(0);

  await sandbox.clearFaults();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Workflows' })).toBeVisible();
  await expect(page.getByText(/Shown is what was read before/)).toHaveCount(0);
});

test('an unknown id, a malformed one and another account’s lead to one and the same page', async ({
  page,
  signInAs,
  account,
}) => {
  await signInAs('maya');
  await openList(page, '/instances?q=Sales+digest');
  const foreign = (await page.getByRole('link', { name: 'Sales digest' }).getAttribute('href')) ?? '';
  await signInAs(account.demo);
  const texts = new Set<string>();
  for (const path of [`/instances/${randomUUID()}`, '/instances/not-an-id', '/instances/%2e%2e%2fadmin', foreign]) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.goto(path);
    // oxlint-disable-next-line no-await-in-loop -- one page
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- one page
    texts.add(await page.getByRole('main').innerText());
  }
  expect(texts.size).toBe(1);
  await page.getByRole('link', { name: 'Go to instances' }).click();
  await expect(page).toHaveURL(/\/instances$/);
});

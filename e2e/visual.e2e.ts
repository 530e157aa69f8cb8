import type { Locator, Page } from '@playwright/test';
import { compare, noteMaker, reasonNotToCompare } from './support/baselines.ts';
import { askGraph, listInstances } from './support/graph.ts';
import { liftLimits } from './support/sandbox.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { test as base, expect } from './support/test.ts';
import { activate, nameInstance, openList, rowNamed } from './support/vocabulary.ts';

/** Compares the window with its baseline of this name, but for what of it no two pictures agree on. */
type TakePicture = (name: string, unsteady?: Locator[]) => Promise<void>;

/**
 * Pictures of the key screens, compared with those in e2e/baselines. `npx playwright test e2e/visual.e2e.ts
 * --update-snapshots` makes them anew. Where fonts or the browser differ from what they were made with, the journeys go
 * the same way and nothing is compared.
 */
const test = base.extend<{ picture: TakePicture }, { server: RunningServer }>({
  // A server that no other journey has worked on: versions, accounts and rows are as they were seeded.
  server: [
    async ({}, use, { parallelIndex }) => {
      const server = await startServer(parallelIndex);
      await liftLimits(server);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  picture: async ({ page }, use, testInfo) => {
    // The page's time stands still, so that no age is told anew while a picture is taken.
    await page.clock.setFixedTime(new Date());
    await readAtOnce(page);
    const isMaking = testInfo.config.updateSnapshots === 'all' || testInfo.config.updateSnapshots === 'changed';
    let reason: string | null | undefined;
    await use(async (name, unsteady) => {
      if (reason === undefined) {
        if (isMaking) await noteMaker(page);
        reason = await reasonNotToCompare(page);
        // oxlint-disable-next-line no-console -- what is not compared must not go by in silence
        if (reason !== null) console.log(`${testInfo.title}: not compared with its baselines. ${reason}`);
      }
      if (reason === null) await compare(page, name, unsteady);
    });
    if (reason) testInfo.annotations.push({ type: 'not compared', description: reason });
  },
});

/** As if all vendors were read in the same moment, which a list tells in other words than moments far apart. */
async function readAtOnce(page: Page): Promise<void> {
  await page.route('**/api/graphql', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const oldest = /"oldestCheckedAt":("[^"]+")/.exec(body)?.[1];
    await route.fulfill({
      response,
      body: oldest ? body.replaceAll(/"newestCheckedAt":"[^"]+"/g, `"newestCheckedAt":${oldest}`) : body,
    });
  });
}

// One after the other: the first ones see the seeds alone.
test.describe.configure({ mode: 'default' });

// As high as a dialog needs: what stands below is more of the same, and pictures of text weigh.
const desktop = { width: 1440, height: 600 };
const phone = { width: 390, height: 844 };

test.use({ viewport: desktop, reducedMotion: 'reduce', colorScheme: 'light', timezoneId: 'UTC', deviceScaleFactor: 1 });

async function idOf(page: Page, server: RunningServer, search: string): Promise<string> {
  const [row] = (await listInstances(page.context().request, server, { search })).nodes;
  return row?.id ?? '';
}

test('administrators’ pages', async ({ page, server, signInAs, picture }) => {
  await signInAs('priya');
  // Of two of one name either may stand first, and several owners have solutions of one name at Instabase.
  await page.goto('/admin/instances?vendor=tray&sort=name');
  await expect(rowNamed(page, 'Contacts of the partner programme')).toBeVisible();
  await picture('admin-instances');
  await page.goto(`/admin/debug/${await idOf(page, server, 'Invoice approvals, branches')}`);
  await expect(page.getByRole('region', { name: 'Values', exact: true }).first()).toBeVisible();
  await picture('debug');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('debug-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  const [row] = (await listInstances(page.context().request, server, { search: 'Sales digest' })).nodes;
  await page.goto(`/admin/accounts/${row?.account.id ?? ''}`);
  await expect(page.getByRole('region', { name: 'People' })).toBeVisible();
  await picture('account');
});

test('signing in', async ({ page, picture }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: /Maya Lindqvist/ })).toBeVisible();
  await picture('sign-in');
});

test('the list', async ({ page, signInAs, picture }) => {
  await signInAs('maya');
  await openList(page, '/instances?sort=name');
  await expect(page.getByRole('link', { name: 'Sales digest' })).toBeVisible();
  await picture('instances');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('instances-dark');
  await page.setViewportSize(phone);
  await expect(page.getByRole('link', { name: 'Contacts of the partner programme' })).toBeVisible();
  await picture('instances-phone-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await picture('instances-phone');
  await page.setViewportSize(desktop);
  await rowNamed(page, 'Sales digest').getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: /^Remove/ })).toBeVisible();
  await picture('row-menu');
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await picture('remove-dialog');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('dialog').getByRole('combobox').fill('digest');
  await expect(page.getByRole('option', { name: /Sales digest/ })).toBeVisible();
  await picture('palette');
});

test('an instance’s page', async ({ page, server, signInAs, picture }) => {
  await signInAs('maya');
  await page.goto(`/instances/${await idOf(page, server, 'Contacts of the partner programme')}`);
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  await picture('instance');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('instance-dark');
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'light' });
  await picture('instance-phone');
});

test('the catalogue and the settings', async ({ page, signInAs, picture }) => {
  await signInAs('maya');
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { name: 'Slack alerts for new orders' })).toBeVisible();
  await picture('catalogue');
  await nameInstance(page, 'Slack alerts for new orders', 'Order alerts for the web shop');
  await picture('activate-dialog');
  await page.goto('/settings');
  await expect(page.getByRole('radio', { name: 'Comfortable' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await picture('settings');
});

test('connectors and their instances', async ({ page, signInAs, picture }) => {
  await signInAs('maya');
  await page.goto('/connectors');
  await expect(rowNamed(page, 'Shopify Sweden')).toBeVisible();
  await picture('connectors');
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await picture('connectors-phone-dark');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(desktop);
  await page.getByRole('link', { name: 'Shopify Sweden' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible();
  await picture('connector-instance');
  await page.goto('/connectors?q=Shopify');
  await page.getByRole('button', { name: /^Add instance/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shopify Finland');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toBeVisible();
  await picture('add-instance');
});

test('an instance that is deployed to run, how it is configured, and its runs', async ({
  page,
  server,
  signInAs,
  picture,
}) => {
  await signInAs('maya');
  const id = await idOf(page, server, 'Stock from Rotterdam');
  await page.goto(`/instances/${id}`);
  await expect(page.getByRole('list', { name: 'How it stands' })).toBeVisible();
  await picture('deployed-instance');
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await picture('deployed-instance-phone-dark');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(`/instances/${await idOf(page, server, 'Stock from Oslo')}/configure?page=2`);
  await expect(page.getByRole('textbox', { name: 'Warehouse' })).toBeVisible();
  await picture('configure-phone');
  await page.setViewportSize(desktop);
  await picture('configure');

  // Those of one instance: of two that began in the same moment, either may stand first.
  await page.goto(`/runs?instance=${id}`);
  const failed = page.getByRole('row').filter({ hasText: 'Failed' });
  await expect(failed.first()).toBeVisible();
  // Which hours have a bar, and how they are told below, depends on the hour in which the picture is taken.
  const day = page.getByRole('region', { name: 'How did the last 24 hours go?' });
  const bars = day
    .locator('[aria-hidden]')
    .filter({ has: page.locator('rect') })
    .first();
  await expect(bars).toBeVisible();
  await picture('runs', [bars]);
  await failed.first().getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Steps' })).toBeVisible();
  await expect(page.getByRole('log').getByText('Trigger is done')).toBeVisible();
  // Made anew with each sandbox.
  const ids = page.getByRole('region', { name: 'About' }).locator('code');
  await expect(ids).toBeVisible();
  await picture('run', [ids]);
});

test('deployed solutions', async ({ page, server, signInAs, picture }) => {
  await signInAs('maya');
  await page.goto('/deployments');
  await expect(page.getByText('Needs a person', { exact: true }).first()).toBeVisible();
  await picture('deployments');
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await picture('deployments-phone-dark');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(desktop);
  await page.goto(`/deployments/${await idOf(page, server, 'Delivery notes')}`);
  await expect(page.getByRole('region', { name: 'Metadata' })).toBeVisible();
  await picture('deployment');
});

test('the list without rows, with one, and where nothing could be read', async ({
  page,
  server,
  account,
  tray,
  sandbox,
  allow,
  picture,
}) => {
  await page.goto('/instances');
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
  await picture('instances-empty');
  allow.status(500);
  await page.route('**/api/graphql', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.reload();
  await expect(page.getByText(/^The list could not be read\./)).toBeVisible();
  await picture('instances-failed');
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await tray.create('Alerts of the night shift', { solutionTitle: 'Webhook health check' });
  await sandbox.advance(31_000);
  await page.goto('/instances');
  await expect(rowNamed(page, 'Alerts of the night shift')).toBeVisible();
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  const enable = 'mutation ($id: ID!) { enableInstance(input: { id: $id }) { operation { id } } }';
  const id = await idOf(page, server, 'Alerts of the night shift');
  await askGraph(page.context().request, server, enable, { id });
  await expect(rowNamed(page, 'Alerts of the night shift').getByText(/^Enable failed/)).toBeVisible();
  await picture('instances-one-row');
  await page.goto('/instances?q=nothing+is+called+this');
  await expect(page.getByText('No instances match')).toBeVisible();
  await picture('instances-no-match');
  await page.goto('/operations?group=failed');
  await expect(page.getByRole('row').filter({ hasText: 'Alerts of the night shift' }).first()).toBeVisible();
  await picture('operations');
});

test('a set-up under way', async ({ page, account, picture }) => {
  expect(account.demo).not.toBe('');
  const popup = await activate(page, 'Slack alerts for new orders', 'Order alerts for the web shop');
  await page.bringToFront();
  await expect(page.getByText('Finish the steps in the wizard’s window.')).toBeVisible();
  await picture('wizard-progress');
  await popup.close();
});

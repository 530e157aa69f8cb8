import type { Page } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, removeInstance, rowNamed } from './support/vocabulary.ts';

const notTold = (page: Page, vendor: string) => page.getByRole('region', { name: `What ${vendor} does not tell` });

/** The sentences on top, of which one link leads on. */
const cause = (page: Page) => page.getByRole('main').getByRole('paragraph').filter({ hasText: 'Next:' }).first();

/** Opens the debug view from everybody’s list, as one finds it. */
async function openDebug(page: Page, name: string): Promise<void> {
  await openList(page, `/admin/instances?q=${encodeURIComponent(name)}`);
  await chooseFromRow(page, name, 'Debug');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Debug ${name}`);
}

test('an administrator finds why it does not work, at every vendor in its own words, and follows the one way on', async ({
  page,
  signInAs,
}) => {
  test.slow();
  await signInAs('priya');

  await openDebug(page, 'Stock from Rotterdam');
  await expect(page.getByRole('region', { name: 'Ids' })).toContainText('Integration');
  await expect(notTold(page, 'Prismatic')).toContainText('PRISMATIC_DEBUG_URL_TEMPLATE');
  await expect(page.getByRole('region', { name: 'Newest runs' })).toContainText('Failed');
  await expect(cause(page)).toContainText('The newest run of');
  await expect(cause(page).getByRole('link')).toHaveCount(1);
  await cause(page)
    .getByRole('link', { name: /^Look at the run/ })
    .click();
  await expect(page).toHaveURL(/\/instances\/[\w-]+\/runs\/[^/]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Import stock');

  await openDebug(page, 'Claims intake 1.0.1');
  await expect(notTold(page, 'Instabase')).toContainText('one sentence');
  await cause(page)
    .getByRole('link', { name: /^Open the job/ })
    .click();
  await expect(page).toHaveURL(/\/deployments\/[\w-]+\/jobs\//);

  await openDebug(page, 'Shopify Denmark');
  await expect(page.getByRole('region', { name: 'Ids' })).toContainText('Connector');
  await expect(notTold(page, 'Patchworks')).toContainText('logs for 7 days and payloads for 72 hours');
  await cause(page).getByRole('link', { name: 'Remove it, if nobody needs it.' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shopify Denmark' })).toBeVisible();

  await openDebug(page, 'Contacts of the partner programme');
  await expect(notTold(page, 'Tray')).toContainText('no runs, no steps and no logs');
  await cause(page)
    .getByRole('link', { name: /^Ask .*Northwind.* to press Update\.$/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Northwind' })).toBeVisible();
});

test('a change that is tried again is told with where it is followed', async ({
  page,
  account,
  tray,
  sandbox,
  server,
  signInAs,
}) => {
  await tray.create('Under repair', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '500' }]);
  await chooseFromRow(page, 'Under repair', 'Enable');
  await expect(rowNamed(page, 'Under repair')).toContainText('Tray does not answer');

  await signInAs('priya');
  const [row] = (await listInstances(page.context().request, server, { search: 'Under repair' })).nodes;
  await page.goto(`/admin/debug/${row?.id ?? ''}`);
  await expect(cause(page)).toContainText(/^Tried again since .*\(Enable\)/);
  await expect(page.getByRole('region', { name: 'Operations' })).toContainText('Enable');
  await cause(page)
    .getByRole('link', { name: /^We keep trying/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
});

test('of what is gone the page says so, and leads to what became of it', async ({
  page,
  account,
  tray,
  server,
  signInAs,
}) => {
  await tray.create('Taken away', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  const [row] = (await listInstances(page.context().request, server, { search: 'Taken away' })).nodes;
  await removeInstance(page, 'Taken away');
  await expect(rowNamed(page, 'Taken away')).toHaveCount(0);

  await signInAs('priya');
  await page.goto(`/admin/debug/${row?.id ?? ''}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Instance not found' })).toBeVisible();
  await page.getByRole('link', { name: 'See in the audit log what became of it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Removed' })).toContainText(
    account.account.replace('demo-', 'Demo '),
  );
});

import type { Locator, Page } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import { expect, test } from './support/test.ts';
import { openList } from './support/vocabulary.ts';

const asksNothing = 'Webhook health check';

/** Selects all that are on the page and opens the dialog of what is to be done with them. */
async function chooseForAll(page: Page, action: string): Promise<Locator> {
  await page.getByRole('checkbox', { name: /^Select the \d+ rows read so far$/ }).check();
  await page
    .getByRole('region', { name: 'What to do with the selection' })
    .getByRole('button', { name: action, exact: true })
    .click();
  return page.getByRole('dialog');
}

const outcome = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Outcomes' }).getByRole('link', { name });

test('many are enabled, the failed tried again, and a disable of all is undone before it begins', async ({
  page,
  account,
  tray,
  server,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  test.slow();
  const made = await tray.createMany(4, 'Many', asksNothing);
  const [first] = made;
  await tray.update(first?.id ?? '', { enabled: true });
  await tray.create('Lacks its values');
  // A new instance that is refused may only be too early, and is tried for a minute.
  await sandbox.advance(61_000);
  await openList(page, '/instances');
  await expect(page.getByText('5 instances', { exact: true })).toBeVisible();
  await signInAs('priya');
  const { nodes } = await listInstances(page.context().request, server, { search: 'Lacks its values' });
  const own = nodes.find((node) => node.account.externalId === account.account);
  if (!own) throw new Error('The account’s instance is not in the index.');
  const list = `/admin/instances?account=${own.account.id}`;

  await page.goto(list);
  await expect(page.getByText('5 instances', { exact: true })).toBeVisible();
  const dialog = await chooseForAll(page, 'Enable');
  await expect(dialog.getByText('3 will be enabled')).toBeVisible();
  await expect(dialog.getByText('1 cannot be done: their set-up lacks values')).toBeVisible();
  await expect(dialog.getByText('1 is enabled already')).toBeVisible();
  await expectAccessible(page);
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403', times: 1 }]);
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Enable 5 instances' })).toBeVisible();
  await expect(page.getByText(/^Done · 5 of 5/)).toBeVisible();
  await outcome(page, /^Failed 1$/).click();
  await expect(page.getByRole('row', { name: /^Failed Many .*Tray does not let this account change/ })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('button', { name: 'Retry the failed' }).click();
  await expect(dialog.getByText('1 will be enabled')).toBeVisible();
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Repeats what failed before' })).toBeVisible();
  await expect(outcome(page, /^Done 1$/)).toBeVisible();
  const enabled = async () => (await tray.instances()).filter((instance) => instance.enabled).length;
  expect(await enabled()).toBe(4);

  await page.goto(list);
  await expect(page.getByText('5 instances', { exact: true })).toBeVisible();
  await chooseForAll(page, 'Disable');
  await expect(dialog.getByText('4 will be disabled')).toBeVisible();
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText(/^Undone before it began/)).toBeVisible();
  await sandbox.advance(20_000);
  await page.goto('/operations');
  await expect(page.getByRole('region', { name: 'Work on many' })).toContainText('Undone before it began');
  expect(await enabled()).toBe(4);
});

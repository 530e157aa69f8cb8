import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import type { TestAccount } from './support/test.ts';
import { openList, rowNamed, search } from './support/vocabulary.ts';

/** Everybody's list with the filters in sight, narrowed to what this test made: other tests of the same server have theirs. */
async function openEverybodys(page: Page, { account }: TestAccount, query = ''): Promise<void> {
  await openList(page, '/admin/instances?sort=name');
  const name = account.replace('demo-', 'Demo ');
  await page.getByRole('textbox', { name: 'Find an owner' }).fill(name);
  const owners = page.getByRole('group', { name: 'Owner' }).getByRole('button', { name: /^Demo / });
  await expect(owners).toHaveCount(1);
  await owners.filter({ hasText: name }).click();
  await expect(page).toHaveURL(/account=/);
  if (query !== '') await page.goto(`${page.url()}&${query}`);
}

const said = (page: Page) => page.getByRole('region', { name: 'What is selected' });
const filter = (page: Page, name: RegExp) =>
  page.getByRole('region', { name: 'Filters' }).getByRole('checkbox', { name });

test.use({ viewport: { width: 1440, height: 900 } });

test('filters with counts narrow everybody’s list, and the address keeps them', async ({
  page,
  account,
  tray,
  signInAs,
  expectAccessible,
}) => {
  const asksNothing = { solutionTitle: 'Webhook health check' };
  const first = await tray.create('Counted on', asksNothing);
  await tray.update(first.id, { enabled: true });
  await tray.create('Counted off', asksNothing);
  await tray.create('Counted half');
  await openList(page, '/instances');
  await expect(page.getByText('3 instances', { exact: true })).toBeVisible();
  await signInAs('priya');
  await openEverybodys(page, account);
  await expect(page.getByText('3 instances', { exact: true })).toBeVisible();
  // Each counts what it would leave, of what the other filters leave.
  await expect(filter(page, /^Enabled 1$/)).toBeVisible();
  await expect(filter(page, /^Disabled 1$/)).toBeVisible();
  await expect(filter(page, /^Set-up unfinished 1$/)).toBeVisible();
  await expect(filter(page, /^Tray 3$/)).toBeVisible();
  await filter(page, /^Enabled/).check();
  await filter(page, /^Disabled/).check();
  await expect(page.getByText('2 instances', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/status=enabled%2Cdisabled/);
  await expect(filter(page, /^Set-up unfinished 1$/)).toBeVisible();
  await expect(filter(page, /^Tray 2$/)).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(page.getByText('2 instances', { exact: true })).toBeVisible();
  await expect(filter(page, /^Enabled/)).toBeChecked();
  await page.getByRole('link', { name: 'Counted off' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Counted off' })).toBeVisible();
  await page.goBack();
  await expect(filter(page, /^Disabled/)).toBeChecked();
  await page.getByRole('button', { name: 'Status: Enabled, remove this filter' }).click();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(rowNamed(page, 'Counted on')).toHaveCount(0);

  // On a phone the same stands behind a button.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Filters (2)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Filters' });
  await dialog.getByRole('checkbox', { name: /^Disabled/ }).uncheck();
  await dialog.getByRole('button', { name: 'Show 3 instances' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowNamed(page, 'Counted on')).toBeVisible();
});

test('a view is saved, found after a reload, changed, shared and deleted', async ({
  page,
  account,
  tray,
  signInAs,
  expectAccessible,
}) => {
  await tray.create('Viewed half');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Viewed half')).toBeVisible();
  await signInAs('priya');
  await openEverybodys(page, account, 'status=unfinished&density=compact');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  const name = `Unfinished of ${account.account}`;
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const menu = page.getByRole('button', { name: `View: ${name}` });
  await expect(menu).toBeVisible();

  // Another day, from the whole list.
  await openList(page, '/admin/instances');
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(page.getByRole('table')).toHaveAttribute('data-density', 'compact');
  await search(page, 'viewed');
  await expect(menu).toHaveAccessibleName(`View: ${name} changed`);
  await menu.click();
  await expect(page.getByRole('menuitem', { name: `Save the changes to ${name}` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: `Save the changes to ${name}` }).click();
  await expect(menu).toHaveAccessibleName(`View: ${name}`);
  await menu.click();
  await page.getByRole('menuitemcheckbox', { name: `Share ${name} with administrators` }).click();
  await expect(page.getByText(`${name} is shared with all administrators`)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('viewed');
  await menu.click();
  await expect(page.getByRole('menuitemradio', { name: `${name}, shared` })).toBeVisible();
  await page.getByRole('menuitem', { name: `Delete ${name}…` }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeVisible();
});

test('rows are selected one by one, in a stretch, and all that match', async ({
  page,
  account,
  tray,
  signInAs,
  expectAccessible,
}) => {
  test.slow();
  await tray.createMany(120, 'Chosen');
  await openList(page, '/instances');
  await expect(page.getByText('120 instances', { exact: true })).toBeVisible();
  await signInAs('priya');
  await openEverybodys(page, account);
  await expect(page.getByText('120 instances', { exact: true })).toBeVisible();
  const boxAt = (place: number) => page.locator(`[role="row"][aria-rowindex="${place + 1}"]`).getByRole('checkbox');
  await boxAt(2).check();
  await boxAt(4).click({ modifiers: ['Shift'] });
  await expect(said(page)).toContainText('The 3 rows that you selected, and no others.');
  await expect(boxAt(3)).toBeChecked();

  // Kept while one scrolls, and beyond.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(boxAt(120)).toBeVisible();
  await expect(boxAt(120)).not.toBeChecked();
  await expect(said(page)).toContainText('The 3 rows that you selected');
  await said(page).getByRole('button', { name: 'Select all 120 that match' }).click();
  await expect(said(page)).toContainText('All 120 instances that match');
  await expect(boxAt(120)).toBeChecked();
  await expectAccessible(page);

  // Narrowed otherwise it would mean others.
  await search(page, 'Chosen 001');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(page.getByText(/the 120 that were chosen are not chosen any more/)).toBeVisible();
  await expect(rowNamed(page, 'Chosen 001').getByRole('checkbox')).not.toBeChecked();
});

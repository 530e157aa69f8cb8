import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';
import { expect, test } from './support/test.ts';

test('what happened stays in the activity list, with its undo, its request id and its instance', async ({
  page,
  context,
  account,
  sandbox,
  tray,
  expectAccessible,
  signInAs,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { id } = await tray.create('Orders to the shop');
  await tray.fill(id);
  await tray.update(id, { enabled: true });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Orders to the shop')).toContainText('Enabled');

  await page.getByRole('button', { name: 'Activity' }).click();
  const panel = page.getByRole('dialog', { name: 'Activity' });
  await expect(panel.getByText(/^Nothing has happened here yet/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await chooseFromRow(page, 'Orders to the shop', 'Disable');
  await expect(rowNamed(page, 'Orders to the shop')).toContainText('Disabled');
  await page.getByRole('button', { name: 'Activity' }).click();
  await panel.getByRole('listitem').getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByRole('listitem').first()).toContainText('being enabled again');
  await page.keyboard.press('Escape');
  await expect(rowNamed(page, 'Orders to the shop')).toContainText('Enabled');

  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Orders to the shop', 'Disable');
  const button = page.getByRole('button', { name: 'Activity, something failed' });
  await button.click();
  const failure = panel.getByRole('listitem').first();
  await failure.getByRole('button', { name: 'Copy request id' }).click();
  await expect(failure.getByText('Copied request id')).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[\da-f-]{36}$/);
  await expectAccessible(page);
  await failure.getByRole('link', { name: 'Orders to the shop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders to the shop' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Activity', exact: true })).toBeVisible();

  await page.getByRole('button', { name: /^Person of Demo/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await signInAs(account.demo);
  await openList(page, '/instances');
  await page.getByRole('button', { name: 'Activity' }).click();
  await expect(panel.getByText(/^Nothing has happened here yet/)).toBeVisible();
});

test('what is typed is not lost by going back, by Escape or by closing the tab', async ({ page, account, tray }) => {
  expect(account.demo).not.toBe('');
  await tray.create('To be renamed');
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  await page.getByRole('link', { name: 'Operations' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
  await page.getByRole('link', { name: 'Instances', exact: true }).click();
  await chooseFromRow(page, 'To be renamed', 'Rename');
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
  await field.fill('A better name');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  const goBack = () => page.evaluate(() => history.back());

  await page.keyboard.press('Escape');
  await expect(question.getByRole('button', { name: 'Stay' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(field).toHaveValue('A better name');
  await expect(field).toBeFocused();

  await goBack();
  await expect(question).toBeVisible();
  await expect(page).toHaveURL(/\/instances$/);
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(field).toHaveValue('A better name');

  // Two at once, and on: the entries behind and ahead are where they were.
  await page.evaluate(() => history.go(-2));
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/catalogue$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.evaluate(() => history.go(2));
  await expect(page).toHaveURL(/\/instances$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await chooseFromRow(page, 'To be renamed', 'Rename');
  await field.fill('A better name');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(field).toHaveValue('A better name');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(rowNamed(page, 'A better name')).toBeVisible();
  // Saved: nothing asks any more.
  await goBack();
  await expect(page).toHaveURL(/\/operations$/);
});

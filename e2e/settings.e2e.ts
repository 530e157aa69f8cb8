import { openList, rowNamed } from './support/vocabulary.ts';
import { expect, test } from './support/test.ts';

test('choices are kept over a reload and a sign-out, and reach other tabs', async ({
  page,
  context,
  account,
  signInAs,
}) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'Compact' }).check();
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('kolkata');
  await page.getByRole('option', { name: /^Asia\/Kolkata/ }).click();
  await expect(page.getByText(/It is now .*GMT\+5:30/)).toBeVisible();

  const other = await context.newPage();
  await other.goto('/settings');
  await expect(other.getByRole('radio', { name: 'Compact' })).toBeChecked();
  await page.getByRole('radio', { name: 'Comfortable' }).check();
  await expect(other.getByRole('radio', { name: 'Comfortable' })).toBeChecked();
  await other.close();

  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.getByRole('button', { name: /^Person of Demo/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await signInAs(account.demo);
  await page.goto('/settings');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue(/Asia/);
});

test('settings are accessible, on a desktop and on a phone', async ({ page, account, expectAccessible }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expectAccessible(page);
});

test('the palette finds an instance and disables it, from the keyboard alone', async ({
  page,
  account,
  tray,
  expectAccessible,
}) => {
  expect(account.demo).not.toBe('');
  const { id } = await tray.create('Found by name');
  await tray.fill(id);
  await tray.update(id, { enabled: true });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Found by name')).toContainText('Enabled');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type('found by');
  await expect(palette.getByRole('option', { name: /Found by name/ })).toBeVisible();
  await page.keyboard.press('Enter');
  const actions = page.getByRole('dialog', { name: 'What to do with Found by name' });
  await expect(actions.getByRole('option', { name: 'Disable' })).toBeVisible();
  await page.keyboard.type('disable');
  await page.keyboard.press('Enter');
  await expect(rowNamed(page, 'Found by name')).toContainText('Disabled');
});

test('keys lead to pages and to the help, and can be turned off', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await openList(page, '/instances');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await page.getByRole('radio', { name: 'Off' }).check();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('offline: what was read stays, a change says that nothing was sent, and it goes on by itself', async ({
  page,
  context,
  account,
  tray,
  allow,
}) => {
  expect(account.demo).not.toBe('');
  allow.message(/ERR_INTERNET_DISCONNECTED/);
  const { id } = await tray.create('Still readable');
  await tray.fill(id);
  await tray.update(id, { enabled: true });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Still readable')).toContainText('Enabled');
  // The menu is loaded with its first opening, which needs the network.
  await rowNamed(page, 'Still readable').getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);

  await context.setOffline(true);
  await expect(page.getByText(/^You are offline since/)).toBeVisible();
  await expect(rowNamed(page, 'Still readable')).toBeVisible();
  await rowNamed(page, 'Still readable').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(rowNamed(page, 'Still readable')).toContainText('Nothing was changed.');

  await context.setOffline(false);
  await expect(page.getByText(/^You are offline since/)).toHaveCount(0);
  await rowNamed(page, 'Still readable').getByRole('button', { name: 'Try again' }).click();
  await expect(rowNamed(page, 'Still readable')).toContainText('Disabled');
});

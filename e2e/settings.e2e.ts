import { openList, rowNamed } from './support/vocabulary.ts';
import { expect, headersOf, test } from './support/test.ts';

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

test('one sees where one is signed in, ends one session at once, and then all others', async ({
  page,
  account,
  browser,
  server,
  expectAccessible,
}) => {
  const elsewhere = async (userAgent: string) => {
    const context = await browser.newContext({ baseURL: server.origin, userAgent });
    const data = { demo: account.demo };
    const headers = { ...headersOf(server), 'user-agent': userAgent };
    expect((await context.request.post('/api/session', { data, headers })).ok()).toBe(true);
    const other = await context.newPage();
    await other.goto('/instances');
    await expect(other.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
    return other;
  };
  const phone = await elsewhere(
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  );
  const desk = await elsewhere('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');

  await page.goto('/settings');
  const sessions = page.getByRole('region', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await expect(sessions.getByRole('listitem').first()).toContainText('this one');
  await expectAccessible(page);

  await sessions.getByRole('button', { name: 'End session on Safari on iOS' }).click();
  await expect(sessions.getByText('Safari on iOS')).toHaveCount(0);
  await expect(phone.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(desk.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();

  await sessions.getByRole('button', { name: 'End all others' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await phone.context().close();
  await desk.context().close();
});

test('on paper, and in colours that the system forces, all of it can still be read', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  const heading = page.getByRole('heading', { level: 1, name: 'Instances' });
  await expect(heading).toHaveCSS('color', 'rgb(0, 0, 0)');

  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  const lamp = rowNamed(page, 'Order alerts in #orders').locator('svg').first();
  const text = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'CanvasText';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  await expect(lamp).toHaveCSS('color', text);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toHaveCSS('outline-style', 'solid');
  await page.goto('/settings');
  const chosen = page.locator('label').filter({ has: page.getByRole('radio', { name: 'Comfortable' }) });
  await expect(chosen).toHaveCSS('outline-style', 'solid');
});

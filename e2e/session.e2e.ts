import { expect, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

test('each demo person has a button, and comes to the list', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in(\?from=|$)/);
  await expect(page).toHaveTitle(/Sign in/);
  for (const name of ['Maya Lindqvist', 'Jonas Weber', 'Tomás Rey', 'Priya Nair']) {
    // oxlint-disable-next-line no-await-in-loop -- four buttons
    await expect(page.getByRole('button', { name: new RegExp(name) })).toBeVisible();
  }
  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  await expect(page).toHaveURL(/\/instances$/);
  await expect(page.getByText('37 instances', { exact: true })).toBeVisible();
});

test('after signing in one is where one wanted to go', async ({ page }) => {
  await page.goto('/instances?q=digest&sort=name');
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  await expect(page).toHaveURL(/\/instances\?q=digest&sort=name$/);
  await expect(rowNamed(page, 'Sales digest')).toBeVisible();
});

for (const from of [
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/instances',
  'javascript:alert(1)',
  '/sign-in',
]) {
  test(`nothing but a path of ours is gone back to: ${from}`, async ({ page, server }) => {
    await page.goto(`/sign-in?from=${encodeURIComponent(from)}`);
    await page.getByRole('button', { name: /Tomás Rey/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
    expect(page.url()).toBe(`${server.origin}/instances`);
  });
}

test('signing out ends the session here and at the server', async ({ page, context, account, server }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/catalogue');
  await openList(page, '/instances');
  const [cookie] = await context.cookies();
  if (!cookie) throw new Error('There is no session cookie.');
  expect(cookie).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Strict', path: '/' });
  await page.getByRole('button', { name: /Person of Demo/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('button', { name: /Maya Lindqvist/ })).toBeVisible();
  const response = await fetch(`${server.origin}/api/session`, { headers: { cookie: `session=${cookie.value}` } });
  expect((await response.json()).person).toBeNull();
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('nothing of the former person is left: not in this tab, not by going back, not in another tab', async ({
  page,
  context,
  allow,
}) => {
  // What the other tab asks for in the moment in which the session ends is refused.
  allow.status(401);
  const mayas = ['Maya Lindqvist', 'Northwind', 'Sales digest', 'Order alerts in #orders'];
  const expectNothingOfMaya = async (tab: typeof page) => {
    for (const text of mayas) {
      // oxlint-disable-next-line no-await-in-loop -- one text after another
      await expect(tab.getByText(text, { exact: true })).toHaveCount(0);
    }
    expect(await tab.title()).not.toContain('Sales digest');
  };
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  await page.getByRole('link', { name: 'Sales digest' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sales digest' })).toBeVisible();
  const second = await context.newPage();
  await openList(second, '/instances');
  await second.getByRole('link', { name: 'Sales digest' }).click();
  await expect(second.getByRole('heading', { level: 1, name: 'Sales digest' })).toBeVisible();

  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: /Tomás Rey/ }).click();
  await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  await expectNothingOfMaya(page);
  // Before it stands the list that Maya was looking at.
  await page.goBack();
  await expect(page).toHaveURL(/\/instances$/);
  await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  await expectNothingOfMaya(page);

  // Tomás may not see the instance whose page the other tab was showing.
  await expect(second.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await expectNothingOfMaya(second);
});

test('a session that is gone leads to the sign-in and back', async ({
  page,
  context,
  tray,
  account,
  allow,
  signInAs,
}) => {
  await tray.create('Still here');
  await openList(page, '/instances');
  const address = await page.getByRole('link', { name: 'Still here' }).getAttribute('href');
  await context.clearCookies();
  allow.status(401);
  // The page may notice by itself, so the way goes by the address and not by a link that may be gone.
  await page.goto(address ?? '');
  await expect(page).toHaveURL(/\/sign-in\?from=%2Finstances%2F[0-9a-f-]{36}$/);
  await expect(page.getByText('Still here')).toHaveCount(0);
  // The account's own person has no button; signing in elsewhere is enough.
  await signInAs(account.demo);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Still here' })).toBeVisible();
});

test('an address that is no page of ours is not found either', async ({ page, account, allow }) => {
  expect(account.demo).not.toBe('');
  allow.status(404);
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
});

test('the theme follows the system until one is chosen, and the choice stays', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = 'rgb(251, 250, 248)';
  const dark = 'rgb(21, 20, 18)';
  await page.emulateMedia({ colorScheme: 'light' });
  await openList(page, '/instances');
  await expect.poll(paper).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).toBe(dark);

  await page.getByRole('button', { name: /Person of Demo/ }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Theme of the system' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Light theme' }).click();
  await expect.poll(paper).toBe(light);
  await page.reload();
  await expect.poll(paper).toBe(light);
  await page.getByRole('button', { name: /Person of Demo/ }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Light theme' })).toBeChecked();
});

test('every page says where it is: title, one heading, and focus after a navigation', async ({ page, tray }) => {
  await tray.create('Somewhere');
  await openList(page, '/instances');
  await expect(page).toHaveTitle(/^Instances/);
  await page.getByRole('link', { name: 'Somewhere' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Somewhere' });
  await expect(heading).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const name of ['Catalogue', 'Deployments', 'Runs']) {
    /* oxlint-disable no-await-in-loop -- one page after the other */
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveTitle(new RegExp(`^${name}`));
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeFocused();
    /* oxlint-enable no-await-in-loop */
  }
});

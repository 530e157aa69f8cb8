import type { Page } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import { expect, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

test.use({ reducedMotion: 'reduce' });

/** Each theme and each width once: a fault of one of them shows in one of the two. */
const looks = [
  { viewport: wide, colorScheme: 'light' },
  { viewport: phone, colorScheme: 'dark' },
] as const;

/** Checks the page as it stands, in both themes and on both widths. */
async function check(page: Page, expectAccessible: (page: Page) => Promise<void>): Promise<void> {
  for (const { viewport, colorScheme } of looks) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.setViewportSize(viewport);
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // oxlint-disable-next-line no-await-in-loop -- one page
    await test.step(`${viewport.width} wide, ${colorScheme}`, () => expectAccessible(page));
  }
  await page.setViewportSize(wide);
}

/** Keeps our own GraphQL endpoint from answering, or has it fail. Returns what undoes it. */
async function hold(page: Page, how: 'silent' | 'failing'): Promise<() => Promise<void>> {
  await page.route('**/api/graphql', (route) =>
    how === 'silent' ? undefined : route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
  );
  return () => page.unroute('**/api/graphql');
}

test('the sign-in page', async ({ page, expectAccessible }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: /Maya Lindqvist/ })).toBeVisible();
  await check(page, expectAccessible);
});

test('the list: full, without a match, with a menu, with a dialog', async ({ page, signInAs, expectAccessible }) => {
  test.slow();
  await signInAs('maya');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Sales digest')).toBeVisible();
  await check(page, expectAccessible);

  await rowNamed(page, 'Sales digest').getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
  await check(page, expectAccessible);
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page, expectAccessible);
  await page.keyboard.press('Escape');

  await page.goto('/instances?q=nothing+is+called+this');
  await expect(page.getByText('No instances match')).toBeVisible();
  await check(page, expectAccessible);
});

test('the list: empty, loading, failed, refused', async ({ page, tray, account, sandbox, allow, expectAccessible }) => {
  test.slow();
  await openList(page, '/instances');
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
  await check(page, expectAccessible);

  let release = await hold(page, 'silent');
  await page.reload();
  await expect(page.getByText('Reading…')).toBeVisible();
  await check(page, expectAccessible);
  await release();

  allow.status(500);
  release = await hold(page, 'failing');
  await page.reload();
  await expect(page.getByText(/^The list could not be read\./)).toBeVisible();
  await check(page, expectAccessible);
  await release();

  await tray.create('Refused', { solutionTitle: 'Webhook health check' });
  await sandbox.advance(31_000);
  await page.goto('/instances');
  await expect(rowNamed(page, 'Refused')).toBeVisible();
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await rowNamed(page, 'Refused').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(rowNamed(page, 'Refused').getByText(/^Enable failed/)).toBeVisible();
  await check(page, expectAccessible);
});

test('a list of 200 rows', async ({ page, tray, expectAccessible }) => {
  test.slow();
  await tray.createMany(200, 'Many');
  await openList(page, '/instances');
  await expect(page.getByText('200 instances', { exact: true })).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 3000));
  await expect(page.getByRole('row').getByRole('link').nth(10)).toBeInViewport();
  await check(page, expectAccessible);
});

test('the page of an instance: full, read before, loading, failed, not found', async ({
  page,
  server,
  signInAs,
  allow,
  expectAccessible,
}) => {
  test.slow();
  await signInAs('maya');
  const [row] = (await listInstances(page.context().request, server, { search: 'Order alerts in #orders' })).nodes;
  const path = `/instances/${row?.id ?? ''}`;
  await page.goto(path);
  await expect(page.getByRole('region', { name: 'Workflows' })).toBeVisible();
  await check(page, expectAccessible);

  let release = await hold(page, 'silent');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Instance', exact: true })).toBeVisible();
  await check(page, expectAccessible);
  await release();

  allow.status(500);
  release = await hold(page, 'failing');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await check(page, expectAccessible);
  await release();

  await page.goto('/instances/not-an-id');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await check(page, expectAccessible);
});

test('the catalogue: full, with its dialog, loading, failed, without a match', async ({
  page,
  account,
  allow,
  expectAccessible,
}) => {
  test.slow();
  expect(account.demo).not.toBe('');
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { name: 'Daily sales digest' })).toBeVisible();
  await check(page, expectAccessible);
  await page.getByRole('button', { name: 'Activate' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('textbox').fill('');
  await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await check(page, expectAccessible);

  await page.goto('/catalogue?q=nothing');
  await expect(page.getByText('No solutions match')).toBeVisible();
  await check(page, expectAccessible);
  let release = await hold(page, 'silent');
  await page.goto('/catalogue');
  await expect(page.getByText('Reading…')).toBeVisible();
  await check(page, expectAccessible);
  await release();
  allow.status(500);
  release = await hold(page, 'failing');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await check(page, expectAccessible);
  await release();
});

test('the administrator’s pages', async ({ page, server, signInAs, expectAccessible }) => {
  test.slow();
  await signInAs('priya');
  await openList(page, '/admin/instances');
  await expect(rowNamed(page, 'Sales digest')).toBeVisible();
  await check(page, expectAccessible);
  const [row] = (await listInstances(page.context().request, server, { search: 'Order alerts in #orders' })).nodes;
  await page.goto(`/admin/debug/${row?.id ?? ''}`);
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await check(page, expectAccessible);
  await signInAs('maya');
  await page.goto('/admin/instances');
  await expect(page.getByRole('heading', { level: 1, name: 'For administrators' })).toBeVisible();
  await check(page, expectAccessible);
});

for (const [name, viewport] of [
  ['320 px wide', { width: 320, height: 640 }],
  ['at 200 % zoom', { width: 720, height: 450 }],
] as const) {
  test(`nothing needs scrolling sideways ${name}`, async ({ page, server, signInAs }) => {
    test.slow();
    await page.setViewportSize(viewport);
    await signInAs('maya');
    const [row] = (await listInstances(page.context().request, server, { search: 'Payouts of the Northwind' })).nodes;
    const pages: [path: string, role: string, heading: string | RegExp][] = [
      ['/instances', 'maya', 'Instances'],
      ['/catalogue', 'maya', 'Catalogue'],
      [`/instances/${row?.id ?? ''}`, 'maya', /^Payouts/],
      ['/settings', 'maya', 'Settings'],
      ['/operations', 'maya', 'Operations'],
      ['/instances/not-an-id', 'maya', 'Page not found'],
      ['/admin/instances', 'priya', 'Instances'],
      [`/admin/debug/${row?.id ?? ''}`, 'priya', /^Debug Payouts/],
    ];
    for (const [path, person, heading] of pages) {
      // oxlint-disable-next-line no-await-in-loop -- one page
      await signInAs(person);
      // oxlint-disable-next-line no-await-in-loop -- one page
      await page.goto(path);
      // oxlint-disable-next-line no-await-in-loop -- one page
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      // oxlint-disable-next-line no-await-in-loop -- one page
      await expect(page.getByText('Reading…')).toHaveCount(0);
      // oxlint-disable-next-line no-await-in-loop -- one page
      const overflow = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overflow, `${path} is wider than the window`).toBeLessThanOrEqual(0);
    }
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: /Maya Lindqvist/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  });
}

test('nothing moves for those who do not want it', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length);
  await hold(page, 'silent');
  await page.goto('/instances');
  await expect(page.getByText('Reading…')).toBeVisible();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving, 'the skeleton is what would move').toBeGreaterThan(0);
});

test('what can be pressed is at least 24 px wide and high', async ({ page, signInAs }) => {
  await page.setViewportSize(phone);
  await signInAs('maya');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Sales digest')).toBeVisible();
  const small = await page.getByRole('button').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { width, height } = button.getBoundingClientRect();
      return width < 24 || height < 24 ? [`${button.textContent}: ${width} × ${height}`] : [];
    }),
  );
  expect(small).toEqual([]);
});

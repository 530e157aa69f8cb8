import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { checkText, watchData } from './support/text-check.ts';
import { rowNamed, search } from './support/vocabulary.ts';

const sectionOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function openConnectors(page: Page): Promise<void> {
  await page.goto('/connectors');
  await expect(page.getByText(/^[\d,]+ instances?$/).first()).toBeVisible();
}

test('from an empty company to an instance’s wizard, by way of the marketplace', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/instances');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Connectors' }).click();
  await expect(page.getByRole('heading', { name: 'No connectors yet' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Open the marketplace' }).last().click();

  await search(page, 'orders');
  await expect(cardOf(page, 'Shopify')).toContainText(/version \d/);
  await cardOf(page, 'Shopify').getByRole('button', { name: 'Install' }).click();
  await expect(cardOf(page, 'Shopify')).toContainText('Installed');
  const show = cardOf(page, 'Shopify').getByRole('link', { name: 'Show Shopify among the connectors' });
  await expect(show).toBeFocused();
  await page.reload();
  await expect(cardOf(page, 'Shopify').getByRole('button', { name: 'Install' })).toHaveCount(0);

  await show.click();
  await expect(page).toHaveURL(/\/connectors\?q=Shopify$/);
  await expect(sectionOf(page, 'Shopify')).toContainText('No instances yet');
  await sectionOf(page, 'Shopify').getByRole('button', { name: 'Add instance' }).click();
  await expect(page).toHaveURL(/\/connectors\/add\/[\da-f-]+\?step=name$/);
  await expect(page.getByRole('textbox', { name: /name/i })).toBeVisible();

  // Without instances it can be removed again, by the word alone.
  await openConnectors(page);
  await sectionOf(page, 'Shopify').getByRole('button', { name: 'Connector settings' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove Shopify?' });
  await expect(dialog.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('confirm');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: 'No connectors yet' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('instances stand below their connectors, are found, and come up to date by themselves', async ({
  page,
  patchworks,
}) => {
  const pool = await patchworks.createPool('Both shops', 4);
  const used = await patchworks.create('Shop Sweden', {
    rest: { connection_pool_id: pool, rate_limit_duration: 1_200, rate_limit_unit: 'hour' },
  });
  await patchworks.create('Shop Norway');
  await patchworks.createFlow('Orders', [used.id]);
  await patchworks.createFlow('Stock', [used.id], { isEnabled: false });
  await openConnectors(page);
  await expect(page.getByText('2 instances', { exact: true })).toBeVisible();
  const row = rowNamed(page, 'Shop Sweden');
  await expect(row).toContainText('Used by 2 process flows');
  await expect(row).toContainText('1,200 per hour');
  await expect(row).toContainText('Pool: Both shops');
  await expect(row).toContainText(/Credentials checked/);
  await expect(rowNamed(page, 'Shop Norway')).toContainText('Not in use');
  await sectionOf(page, 'Shopify').getByRole('button', { name: 'Connector settings' }).click();
  await expect(page.getByRole('menuitem', { name: /^Remove/ })).toContainText('It has instances');
  await page.keyboard.press('Escape');

  await search(page, 'norway');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(rowNamed(page, 'Shop Sweden')).toHaveCount(0);
  await expect(page).toHaveURL(/\?q=norway$/);
  await search(page, 'nothing like it');
  await expect(page.getByText('No instances match')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear the search' }).last().click();

  await rowNamed(page, 'Shop Norway').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Shop Finland');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'Shop Finland')).toBeVisible();
  expect((await patchworks.instances()).map(({ name }) => name)).toContain('Shop Finland');

  // The same rows in the common list, with what this vendor has.
  await page.goto('/instances?vendor=patchworks');
  await expect(rowNamed(page, 'Shop Sweden')).toContainText('In use by 2 flows');
  await rowNamed(page, 'Shop Sweden').getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^(Enable|Disable|Upgrade now)$/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await rowNamed(page, 'Shop Sweden').getByRole('button', { name: 'Edit' }).click();
  await expect(page).toHaveURL(/\/connectors\/instances\/[\da-f-]+$/);
});

test('while the vendor does not answer, what was read before stands there', async ({
  page,
  account,
  patchworks,
  patchworksSandbox,
}) => {
  await patchworks.create('Shop Sweden');
  await openConnectors(page);
  await expect(rowNamed(page, 'Shop Sweden')).toContainText('240 per minute');
  // In the index, out of which it will be shown.
  await page.goto('/instances');
  await expect(rowNamed(page, 'Shop Sweden')).toBeVisible();
  await patchworksSandbox.setFaults(account.account, [{ match: 'GET /', fault: '500' }]);
  await page.goto('/connectors');
  await expect(page.getByText(/^Patchworks does not answer/)).toBeVisible();
  await expect(rowNamed(page, 'Shop Sweden')).toBeVisible();
  await expect(rowNamed(page, 'Shop Sweden')).not.toContainText('per minute');
  await patchworksSandbox.clearFaults();
  await expect(rowNamed(page, 'Shop Sweden')).toContainText('240 per minute', { timeout: 30_000 });
});

test('an update says what it reaches, and is made; by keyboard alone', async ({ page, patchworks }) => {
  await patchworks.installOld('BigCommerce', 2);
  const values = { store_hash: 'hash-1', api_key: 'sandbox-secret-of-a-test' };
  await patchworks.create('Store Denmark', { connector: 'BigCommerce', values });
  await patchworks.create('Shop Sweden');
  await page.goto('/instances');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { level: 1, name: 'Connectors' })).toBeFocused();
  const bigCommerce = sectionOf(page, 'BigCommerce');
  await expect(bigCommerce).toContainText('Update available: version 3.0');
  await page.keyboard.press('/');
  await page.keyboard.type('bigcommerce');
  await expect(sectionOf(page, 'Shopify')).toHaveCount(0);
  const update = bigCommerce.getByRole('button', { name: 'Update' });
  for (let step = 0; step < 6 && !(await update.evaluate((node) => node === document.activeElement)); step += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(update).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Update BigCommerce?' });
  await expect(dialog).toContainText('From version 2.0 to version 3.0.');
  await expect(dialog).toContainText('It reaches its 1 instance');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(update).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('button', { name: 'Update' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(bigCommerce.getByText(/^Update available/)).toHaveCount(0);
  await expect(bigCommerce).toContainText(/version 3\.0/i);
  await expect(rowNamed(page, 'Store Denmark')).toBeVisible();
  const { body } = await patchworks.call('GET', '/systems?filter[name]=bigcommerce');
  expect(body['data']).toMatchObject([{ version: 3 }]);
});

test('who may look only sees it all and starts nothing; an admin is led to everybody’s', async ({ page, signInAs }) => {
  await signInAs('jonas');
  await openConnectors(page);
  const shopify = sectionOf(page, 'Shopify');
  await expect(shopify.getByRole('row').filter({ hasText: 'Shopify Sweden' })).toContainText('per minute');
  await expect(shopify.getByRole('button', { name: 'Add instance' })).toBeDisabled();
  await expect(shopify.getByRole('button', { name: 'Add instance' })).toHaveAccessibleDescription('You may look only');
  await page.goto('/connectors/marketplace');
  await expect(cardOf(page, 'HubSpot').getByRole('button', { name: 'Install' })).toBeDisabled();

  await signInAs('priya');
  await page.goto('/connectors/marketplace');
  await expect(page).toHaveURL(/\/admin\/instances\?vendor=patchworks$/);
  await rowNamed(page, 'Shopify Sweden').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Debug' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Debug Shopify Sweden' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Process flows that use it' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Newest runs of these flows' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Workflow instances' })).toHaveCount(0);
});

test('in a longer language nothing is cut off, also on a small phone', async ({ page, signInAs }) => {
  await signInAs('maya');
  await page.addInitScript(() => localStorage.setItem('jackfield.language', 'en-XA'));
  const data = watchData(page);
  for (const [path, sign] of [
    ['/connectors', 'Shopify Sweden'],
    ['/connectors/marketplace', 'HubSpot'],
    ['/instances?vendor=patchworks', 'Shopify Sweden'],
    ['/catalogue?vendor=patchworks', /Pátçhwörks|Patchworks/],
  ] as const) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await expect(page.getByRole('main').getByText(sign).first()).toBeVisible();
    for (const width of [1440, 390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      expect
        .soft(await checkText(page, data), `${path} at ${width}`)
        .toEqual({ cut: [], overlapping: [], untranslated: [] });
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect.soft(isTooWide, `${path} is wider than ${width}`).toBe(false);
    }
  }
});

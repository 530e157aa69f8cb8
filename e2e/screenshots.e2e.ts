import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { activate, openList } from './support/vocabulary.ts';

/**
 * Makes the pictures of `docs/screenshots` when asked to (`JACKFIELD_SCREENSHOTS=1`); otherwise it only goes the same way
 * and checks that each page shows what its picture would.
 */
const isAsked = process.env['JACKFIELD_SCREENSHOTS'] === '1';
const folder = 'docs/screenshots';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

async function picture(page: Page, name: string): Promise<void> {
  // Texts in the corner of the eye: nothing still read, no picture of a skeleton.
  await expect(page.getByText('Reading…')).toHaveCount(0);
  if (!isAsked) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', caret: 'hide' });
}

test.use({ viewport: desktop, reducedMotion: 'reduce' });

test('instances, light, dark and on a phone', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances');
  await expect(page.getByRole('link', { name: 'Order alerts in #orders' })).toBeVisible();
  await picture(page, 'instances-light');

  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'instances-dark');

  await page.setViewportSize(phone);
  await expect(page.getByRole('link', { name: 'Sales digest' })).toBeVisible();
  await picture(page, 'instances-phone-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await picture(page, 'instances-phone');
});

test('the page of an instance', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances');
  await page.getByRole('link', { name: 'Contacts of the partner programme' }).click();
  await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  await picture(page, 'instance');
  await page.setViewportSize(phone);
  await picture(page, 'instance-phone');
});

test('the catalogue', async ({ page, signInAs }) => {
  await signInAs('maya');
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { name: 'Slack alerts for new orders' })).toBeVisible();
  await picture(page, 'catalogue');
});

test('a set-up under way', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  const popup = await activate(page, 'Slack alerts for new orders', 'Order alerts for the web shop');
  await expect(page.getByText('Order alerts for the web shop').first()).toBeVisible();
  await page.bringToFront();
  await picture(page, 'wizard-progress');
  await picture(popup, 'wizard');
  await popup.close();
});

test('the administrator’s list and the debug view', async ({ page, signInAs }) => {
  await signInAs('priya');
  await openList(page, '/admin/instances');
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible();
  await picture(page, 'admin-instances');

  await page.goto('/admin/instances?q=Invoice+approvals,+branches');
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Debug' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Debug Invoice approvals, branches/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Values', exact: true }).first()).toBeVisible();
  await picture(page, 'debug');
});

import type { Fault } from './support/sandbox.ts';
import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';

/** Everything that is asked of Tray: it answers nobody. */
const down: Fault[] = ['viewer', 'users', 'authorize', 'updateSolutionInstance', 'generateAuthorizationCode'].map(
  (match) => ({ match, fault: '500' }),
);

/** Data of this age is read again when a page opens. */
const staleMs = 31_000;
/** As long as a vendor is left alone at most. */
const longestPauseMs = 60_000;

const silent = /^Tray does not answer since \S.*\. What you see was read at \S.*\./;

test('while Tray answers nobody the rows stay, every list says since when, and it comes back by itself', async ({
  page,
  sandbox,
  tray,
  signInAs,
  account,
}) => {
  await tray.create('There all along');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'There all along')).toBeVisible();
  await page.goto('/catalogue');
  await expect(page.getByRole('listitem').first()).toBeVisible();

  await sandbox.setFaults(null, down);
  await sandbox.advance(staleMs);
  await page.goto('/instances');
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: silent });
  await expect(banner).toBeVisible();
  await expect(rowNamed(page, 'There all along')).toBeVisible();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();

  await page.goto('/catalogue');
  await expect(banner).toBeVisible();
  await expect(page.getByRole('listitem').first()).toBeVisible();

  await signInAs('priya');
  await page.goto('/admin/instances');
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await signInAs(account.demo);

  await page.goto('/instances');
  await expect(banner).toBeVisible();
  await sandbox.clearFaults();
  await sandbox.advance(longestPauseMs);
  // Nobody touches the page: it asks again by itself.
  await expect(banner).toBeHidden({ timeout: 30_000 });
  await expect(rowNamed(page, 'There all along')).toBeVisible();
});

test('a change that meets a vendor that answers nobody waits, and is done when it is back', async ({
  page,
  sandbox,
  tray,
}) => {
  await tray.create('Old name');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Old name')).toBeVisible();
  await sandbox.setFaults(null, down);
  await sandbox.advance(staleMs);
  await page.reload();
  await expect(page.getByText(silent)).toBeVisible();

  await chooseFromRow(page, 'Old name', 'Rename');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('New name');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });

  await sandbox.clearFaults();
  await sandbox.advance(longestPauseMs);
  await expect(rowNamed(page, 'New name')).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await tray.instances())[0]?.name).toBe('New name');
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  activate,
  finishWizard,
  nameInstance,
  openList,
  openRowWizard,
  opensWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';

test('a wizard closed early leaves the set-up unfinished, to be continued', async ({ page, tray }) => {
  const popup = await activate(page, solution, 'Closed early');
  await popup.close();
  await expect(progressOf(page, 'Closed early')).toContainText('The set-up is unfinished. Nothing is lost');
  const [made] = await tray.instances();
  expect(made).toMatchObject({ name: 'Closed early', enabled: false });

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Instances' }).click();
  await expect(rowNamed(page, 'Closed early')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(page, 'Closed early', 'Continue'));
  await expect(progressOf(page, 'Closed early')).toContainText('Enabled. It works from now on.');
  await expect(rowNamed(page, 'Closed early')).toContainText('Enabled');
  const after = await tray.instances();
  expect(after).toHaveLength(1);
  expect(after[0]).toMatchObject({ id: made?.id, enabled: true });
});

test('Cancel in the wizard leaves the set-up unfinished, and closes the window', async ({ page, tray }) => {
  const popup = await activate(page, solution, 'Cancelled');
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Cancel' }).click()]);
  await expect(progressOf(page, 'Cancelled')).toContainText('The set-up is unfinished. Nothing is lost');

  await openList(page, '/instances');
  await expect(rowNamed(page, 'Cancelled')).toContainText('Set-up unfinished');
  expect(await tray.instances()).toHaveLength(1);
  await finishWizard(await openRowWizard(page, 'Cancelled', 'Continue'));
  await expect(rowNamed(page, 'Cancelled')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('an edit that is cancelled changes and disables nothing', async ({ page, tray }) => {
  await finishWizard(await activate(page, solution, 'Left alone'));
  await expect(progressOf(page, 'Left alone')).toContainText('Enabled. It works from now on.');
  const [before] = await tray.instances();
  await openList(page, '/instances');
  const popup = await openRowWizard(page, 'Left alone', 'Edit');
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Cancel' }).click()]);
  await expect(progressOf(page, 'Left alone')).toContainText('Nothing was changed.');
  await expect(rowNamed(page, 'Left alone')).toContainText('Enabled');
  expect(await tray.instances()).toEqual([before]);
});

test('a code that somebody used already is an error in words, and the next one works', async ({
  page,
  allow,
  account,
}) => {
  expect(account.demo).not.toBe('');
  allow.status(403);
  await page.context().route('**/external/solutions/**', async (route) => {
    await fetch(route.request().url());
    await route.continue();
  });
  await openCatalogueAndPress(page, 'Used code');
  await expect(progressOf(page, 'Used code')).toContainText(
    'The wizard said: “The authorization code is unknown, used or',
  );

  await page.context().unrouteAll();
  await finishWizard(
    await opensWizard(page, () => progressOf(page, 'Used code').getByRole('button', { name: 'Try again' }).click()),
  );
  await expect(progressOf(page, 'Used code')).toContainText('Enabled. It works from now on.');
});

test('a code that expired while the wizard was loading is no dead end', async ({ page, allow, sandbox, tray }) => {
  allow.status(403);
  await page.context().route('**/external/solutions/**', async (route) => {
    await sandbox.advance(5 * 60_000 + 1000);
    await route.continue();
  });
  await openCatalogueAndPress(page, 'Expired code');
  await expect(progressOf(page, 'Expired code')).toContainText('The wizard said: “The authorization code is unknown');

  await page.context().unrouteAll();
  await openList(page, '/instances');
  await finishWizard(await openRowWizard(page, 'Expired code', 'Continue'));
  await expect(rowNamed(page, 'Expired code')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('whatever the wizard says of its failure is shown as text, and shortened', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  const hostile = `<img src=x onerror="document.title='owned'"> ${'long '.repeat(10_000)}`;
  await page.context().route('**/external/solutions/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Wizard</title><script>
        opener.postMessage({ type: 'tray.configPopup.error', err: ${JSON.stringify(hostile).replaceAll('<', String.raw`\u003c`)} }, '*');
      </script>`,
    }),
  );
  await openCatalogueAndPress(page, 'Hostile words');
  const progress = progressOf(page, 'Hostile words');
  await expect(progress).toContainText(`The wizard said: “<img src=x onerror="document.title='owned'"> long`);
  await expect(progress.locator('img')).toHaveCount(0);
  expect((await progress.innerText()).length).toBeLessThan(1500);
  await expect(page).not.toHaveTitle('owned');
});

test('a reload of our page while the wizard is open loses nothing', async ({ page, tray }) => {
  const popup = await activate(page, solution, 'Reloaded');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Reloaded')).toContainText('Set-up unfinished');

  await finishInWindowThatStays(popup);
  await expect(rowNamed(page, 'Reloaded')).toContainText('Enabled');
  const instances = await tray.instances();
  expect(instances).toHaveLength(1);
  expect(instances[0]?.enabled).toBe(true);
});

/** Presses Activate without waiting for a wizard, which does not come. */
async function openCatalogueAndPress(page: Page, name: string): Promise<void> {
  await page.goto('/catalogue');
  const activateButton = await nameInstance(page, solution, name);
  await Promise.all([page.waitForEvent('popup'), activateButton.click()]);
}

/** Finishes a wizard whose opener no longer knows it. */
async function finishInWindowThatStays(popup: Page): Promise<void> {
  await popup.getByRole('button', { name: 'Connect' }).click();
  await popup.getByRole('button', { name: 'Next' }).click();
  for (const box of await popup.getByRole('textbox').all()) await box.fill('a value');
  await popup.getByRole('button', { name: 'Next' }).click();
  await popup.getByRole('button', { name: 'Finish' }).click();
  await expect(popup.getByRole('heading', { name: 'Finished' })).toBeVisible();
}

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { fillWizard, finishWizard, opensWizard, progressOf, rowNamed } from './support/vocabulary.ts';
import { activateBlocked, blockWindows, opensFrame } from './support/wizard-frame.ts';

const solution = 'Slack alerts for new orders';

test.beforeEach(({ page }) => blockWindows(page, 1));

test.afterEach(({ sandbox }) => sandbox.setWizard({}));

const openHere = (page: Page, name: string) =>
  progressOf(page, name).getByRole('button', { name: 'Open it here' }).click();

test('a blocked wizard is shown within the page, on a press of its own, and ends as in a window', async ({
  page,
  server,
  tray,
  expectAccessible,
}) => {
  const opened: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/wizard-sessions')) opened.push(request.url());
  });
  await activateBlocked(page, solution, 'In a frame');
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(opened, 'no code before the press').toEqual([]);

  const frame = await opensFrame(page, () => openHere(page, 'In a frame'));
  expect(opened).toHaveLength(1);
  expect(new URL(frame.url()).origin).toBe(server.trayOrigin);
  const element = page.getByRole('dialog', { name: 'Set up In a frame' }).locator('iframe');
  await expect(element).toHaveAttribute('referrerpolicy', 'no-referrer');
  await expect(element).toHaveAttribute('title', 'Wizard of Tray');
  expect((await element.getAttribute('sandbox'))?.split(' ').toSorted()).toEqual([
    'allow-forms',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
    'allow-same-origin',
    'allow-scripts',
  ]);
  await expectAccessible(page);

  await fillWizard(frame, 'from the frame');
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(progressOf(page, 'In a frame')).toContainText('Enabled. It works from now on.');
  expect(page.context().pages()).toHaveLength(1);
  expect(await tray.instances()).toMatchObject([{ name: 'In a frame', enabled: true }]);
});

test('closing the frame asks nothing and undoes nothing; Continue shows it again', async ({ page, tray }) => {
  await activateBlocked(page, solution, 'Left early');
  const first = await opensFrame(page, () => openHere(page, 'Left early'));
  await first.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('iframe')).toHaveCount(0);
  await expect(progressOf(page, 'Left early')).toContainText('The set-up is unfinished. Nothing is lost');
  const [made] = await tray.instances();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Instances' }).click();
  const row = rowNamed(page, 'Left early');
  await expect(row).toContainText('Set-up unfinished');
  const again = await opensFrame(page, () => row.getByRole('button', { name: 'Continue' }).click());
  // Keys pressed within the wizard are the wizard's.
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(again.isDetached()).toBe(true);

  const third = await opensFrame(page, () =>
    progressOf(page, 'Left early').getByRole('button', { name: 'Continue' }).click(),
  );
  await fillWizard(third);
  await third.getByRole('button', { name: 'Finish' }).click();
  await expect(row).toContainText('Enabled');
  expect(await tray.instances()).toMatchObject([{ id: made?.id, enabled: true }]);
});

test('Cancel within the frame leaves the set-up unfinished', async ({ page, tray }) => {
  await activateBlocked(page, solution, 'Cancelled there');
  const frame = await opensFrame(page, () => openHere(page, 'Cancelled there'));
  await frame.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(progressOf(page, 'Cancelled there')).toContainText('The set-up is unfinished.');
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);
});

test('a wizard that lets itself not be framed is found by its silence, and the window is offered', async ({
  page,
  sandbox,
  tray,
  allow,
}) => {
  allow.message(/X-Frame-Options/);
  await sandbox.setWizard({ frame: 'refuse' });
  await page.clock.install();
  await activateBlocked(page, solution, 'Refused frame');
  const refused = page.waitForResponse((response) => response.url().includes('/external/solutions/'));
  await openHere(page, 'Refused frame');
  await refused;
  const dialog = page.getByRole('dialog');
  await page.clock.runFor(13_000);
  await expect(dialog.getByText('Opening Tray…')).toBeVisible();
  await page.clock.runFor(3000);
  await expect(dialog).toContainText('It may not let itself be shown within a page.');

  const popup = await opensWizard(page, () => dialog.getByRole('button', { name: 'Open it in a window' }).click());
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await finishWizard(popup);
  await expect(progressOf(page, 'Refused frame')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ name: 'Refused frame', enabled: true }]);
});

test('only that frame may speak for its wizard', async ({ page, server, tray, allow }) => {
  allow.status(404);
  await activateBlocked(page, solution, 'Framed speaker');
  const frame = await opensFrame(page, () => openHere(page, 'Framed speaker'));
  const looks: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/looks')) return;
    const { reason } = request.postDataJSON() as { reason: string };
    if (reason !== 'interval' && reason !== 'focus') looks.push(reason);
  });
  await page.evaluate(() => {
    Object.assign(window, { heardMessages: 0 });
    window.addEventListener('message', () => {
      Object.assign(window, { heardMessages: Number(Reflect.get(window, 'heardMessages')) + 1 });
    });
    for (const type of ['finish', 'cancel', 'error']) window.postMessage({ type: `tray.configPopup.${type}` }, '*');
  });
  const [beside] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => void window.open(url), `${server.trayOrigin}/somewhere`),
  ]);
  await beside.waitForLoadState();
  await beside.evaluate(() => {
    for (const type of ['finish', 'cancel', 'error']) {
      window.opener.postMessage({ type: `tray.configPopup.${type}` }, '*');
    }
  });
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heardMessages'))).toBe(6);
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(looks).toEqual([]);

  await fillWizard(frame);
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(progressOf(page, 'Framed speaker')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('a code that expired on the way to the frame: Try again gets a new one for the same instance', async ({
  page,
  allow,
  sandbox,
  tray,
}) => {
  allow.status(403);
  await activateBlocked(page, solution, 'Too late');
  await page.route('**/external/solutions/**', async (route) => {
    await sandbox.advance(5 * 60_000 + 1000);
    await route.continue();
  });
  await openHere(page, 'Too late');
  await expect(progressOf(page, 'Too late')).toContainText('The wizard said: “The authorization code is unknown');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const [made] = await tray.instances();

  await page.unrouteAll();
  const frame = await opensFrame(page, () =>
    progressOf(page, 'Too late').getByRole('button', { name: 'Try again' }).click(),
  );
  await fillWizard(frame);
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(progressOf(page, 'Too late')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ id: made?.id, enabled: true }]);
});

test('on a phone the frame takes the whole screen, and the wizard in it can be used', async ({ page, tray }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await activateBlocked(page, solution, 'On a phone');
  const frame = await opensFrame(page, () => openHere(page, 'On a phone'));
  const box = await page.getByRole('dialog').boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await fillWizard(frame);
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(progressOf(page, 'On a phone')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

import type { Page } from '@playwright/test';
import type { Allowances } from './support/page-watch.ts';
import { endSession, endSessionBefore, offerSignIn } from './support/session-end.ts';
import { expect, test } from './support/test.ts';
import {
  activate,
  chooseFromRow,
  fillWizard,
  finishWizard,
  nameInstance,
  openList,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';
import { activateBlocked, blockWindows, opensFrame } from './support/wizard-frame.ts';

const solution = 'Slack alerts for new orders';

test.beforeEach(async ({ page, account, allow }) => {
  allow.status(401);
  await offerSignIn(page, account);
});

const overIt = (page: Page) => page.getByRole('dialog', { name: 'You were signed out' });
const signInAgain = (page: Page) =>
  overIt(page)
    .getByRole('button', { name: /The same person/ })
    .click();

/** The page is not told of the session's end: its next request is what meets it. */
async function withoutStream(page: Page, allow: Allowances): Promise<void> {
  allow.message(/net::ERR_FAILED/);
  await page.route('**/api/events', (route) => route.abort());
}

/** Nothing of the page behind the dialog can be seen, found or focused. */
async function expectHidden(page: Page, text: string): Promise<void> {
  await expect(overIt(page)).toBeVisible();
  for (const one of await page.getByText(text).all()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(one).toBeHidden();
  }
  expect(await page.title()).not.toContain(text);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
}

test('signed out while the wizard is open: the same person signs in over the page, and it goes on', async ({
  page,
  server,
  tray,
  expectAccessible,
}) => {
  const popup = await activate(page, solution, 'In between');
  await endSession(page, server);
  await expectHidden(page, 'In between');
  await expectAccessible(page);
  expect(popup.isClosed(), 'the wizard is open still').toBe(false);

  await page.keyboard.press('Escape');
  await expect(overIt(page)).toBeVisible();
  await signInAgain(page);
  await expect(overIt(page)).toHaveCount(0);
  await expect(progressOf(page, 'In between')).toContainText('Finish the steps in the wizard’s window.');
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  await finishWizard(popup);
  await expect(progressOf(page, 'In between')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ name: 'In between', enabled: true }]);
});

test('a wizard that is finished while one is signed out is taken up after signing in', async ({
  page,
  server,
  tray,
}) => {
  const popup = await activate(page, solution, 'Finished meanwhile');
  await endSession(page, server);
  await expect(overIt(page)).toBeVisible();
  await finishWizard(popup);
  expect((await tray.instances())[0]?.enabled).toBe(false);
  await signInAgain(page);
  await expect(progressOf(page, 'Finished meanwhile')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
});

test('a session that ends by time, twelve hours on, ends no wizard', async ({ page, sandbox, tray }) => {
  const popup = await activate(page, solution, 'Over night');
  await sandbox.advance(12 * 60 * 60_000 + 1000);
  await expect(overIt(page)).toBeVisible();
  await signInAgain(page);
  await expect(overIt(page)).toHaveCount(0);
  await popup.close();
  await expect(progressOf(page, 'Over night')).toContainText('The set-up is unfinished.');
  expect(await tray.instances()).toHaveLength(1);
});

test('what was typed into a framed wizard is there still', async ({ page, server, tray }) => {
  await blockWindows(page, 1);
  await activateBlocked(page, solution, 'Framed and out');
  const frame = await opensFrame(page, () =>
    progressOf(page, 'Framed and out').getByRole('button', { name: 'Open it here' }).click(),
  );
  await frame.getByRole('button', { name: 'Connect' }).click();
  await frame.getByRole('button', { name: 'Next' }).click();
  await frame.getByRole('textbox').first().fill('typed before');
  await endSession(page, server);
  await expectHidden(page, 'Framed and out');
  await expect(page.locator('iframe')).toBeHidden();

  await signInAgain(page);
  await expect(frame.getByRole('textbox').first()).toHaveValue('typed before');
  await fillWizard(frame);
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(progressOf(page, 'Framed and out')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('somebody else who signs in finds nothing: windows closed, own page shown', async ({ page, server, tray }) => {
  const popup = await activate(page, solution, 'Not for Tomás');
  await page.getByRole('link', { name: 'Not for Tomás' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Not for Tomás' })).toBeVisible();
  await endSession(page, server);
  await expectHidden(page, 'Not for Tomás');
  await Promise.all([
    popup.waitForEvent('close'),
    overIt(page)
      .getByRole('button', { name: /Tomás Rey/ })
      .click(),
  ]);
  await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  await expect(page).toHaveURL(/\/instances$/);
  await expect(page.getByText('Not for Tomás')).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Set-ups under way' })).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/wizard-sessions/);
  expect(await tray.instances(), 'kept for its owner').toMatchObject([{ name: 'Not for Tomás', enabled: false }]);
});

test('whoever leaves it is at the sign-in page, and nothing is left', async ({ page, server }) => {
  const popup = await activate(page, solution, 'Left behind');
  await endSession(page, server);
  await Promise.all([
    popup.waitForEvent('close'),
    overIt(page).getByRole('button', { name: 'Leave it and go to the sign-in page' }).click(),
  ]);
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('Left behind')).toHaveCount(0);
});

test('what was typed into a form is kept and can be sent', async ({ page, server, tray, allow }) => {
  await withoutStream(page, allow);
  await tray.create('Old name');
  await openList(page, '/instances');
  await chooseFromRow(page, 'Old name', 'Rename');
  const form = page.getByRole('dialog', { name: 'Rename Old name' });
  await form.getByRole('textbox').fill('New name');
  await endSessionBefore(page, server, async () => {
    await form.getByRole('button', { name: 'Rename' }).click();
    await expectHidden(page, 'Old name');
  });
  await signInAgain(page);
  await expect(form.getByRole('textbox')).toHaveValue('New name');
  await form.getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'New name')).toBeVisible();
  expect((await tray.instances())[0]?.name).toBe('New name');
});

test('an activation that meets the end of the session begins after signing in, once', async ({
  page,
  server,
  tray,
  allow,
}) => {
  await withoutStream(page, allow);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Just before');
  const popup = await endSessionBefore(page, server, async () => {
    const [opened] = await Promise.all([page.waitForEvent('popup'), button.click()]);
    await expect(overIt(page)).toBeVisible();
    return opened;
  });
  expect(await tray.instances()).toEqual([]);
  await signInAgain(page);
  await finishWizard(popup);
  await expect(progressOf(page, 'Just before')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('signing in again in another tab is enough; as somebody else it takes everything away', async ({
  page,
  context,
  server,
  account,
  tray,
  allow,
}) => {
  // What the former person's wizard still asks is not the other's to know.
  allow.status(404);
  const popup = await activate(page, solution, 'Two tabs, one end');
  const other = await context.newPage();
  await offerSignIn(other, account);
  await endSession(page, server);
  await expect(overIt(page)).toBeVisible();
  await other.goto('/sign-in');
  await other.getByRole('button', { name: /The same person/ }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
  await expect(overIt(page)).toHaveCount(0);
  await expect(progressOf(page, 'Two tabs, one end')).toContainText('Finish the steps');

  await endSession(page, server);
  await expect(overIt(page)).toBeVisible();
  await other.goto('/sign-in');
  await Promise.all([popup.waitForEvent('close'), other.getByRole('button', { name: /Tomás Rey/ }).click()]);
  await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  await expect(page.getByText('Two tabs, one end')).toHaveCount(0);
  expect(await tray.instances()).toHaveLength(1);
});

test('where nothing is under way one is led to the sign-in page as ever', async ({ page, server, tray }) => {
  await tray.create('Quiet');
  await openList(page, '/instances');
  await endSession(page, server);
  // The page is told of the end, and need not ask for anything.
  await expect(page).toHaveURL(/\/sign-in\?from=%2Finstances$/);
  await expect(overIt(page)).toHaveCount(0);
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  activate,
  fillWizard,
  finishUnchanged,
  finishWizard,
  nameInstance,
  openList,
  openRowWizard,
  opensWizard,
  progressOf,
  rowNamed,
  stepOf,
} from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';

test.afterEach(({ sandbox }) => sandbox.setWizard({}));

/** Closes our page and whatever it opened, and comes back in a new tab. */
async function comeBack(page: Page): Promise<Page> {
  const context = page.context();
  const fresh = await context.newPage();
  for (const one of context.pages()) {
    // oxlint-disable-next-line no-await-in-loop -- a page or two
    if (one !== fresh) await one.close();
  }
  await openList(fresh, '/instances');
  return fresh;
}

test('the tab closed while the instance is being created: it is there, unfinished, and goes on', async ({
  page,
  sandbox,
  account,
  tray,
}) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: 'latency', ms: 3000 }]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Closed at creating');
  await Promise.all([page.waitForEvent('popup'), button.click()]);
  await expect(stepOf(page, 'Closed at creating', 'Creating, under way')).toBeAttached();
  const fresh = await comeBack(page);
  await expect(rowNamed(fresh, 'Closed at creating')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(fresh, 'Closed at creating', 'Continue'));
  await expect(rowNamed(fresh, 'Closed at creating')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('the tab closed while the wizard waits: the row has Continue', async ({ page, tray }) => {
  await activate(page, solution, 'Closed at waiting');
  const fresh = await comeBack(page);
  await expect(rowNamed(fresh, 'Closed at waiting')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(fresh, 'Closed at waiting', 'Continue'));
  await expect(rowNamed(fresh, 'Closed at waiting')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('the tab closed while Tray is asked whether everything is there: what was entered is found', async ({
  page,
  sandbox,
  account,
  tray,
}) => {
  const popup = await activate(page, solution, 'Closed at checking');
  await fillWizard(popup);
  await sandbox.setFaults(account.account, [{ match: 'viewer', fault: 'stale-reads' }]);
  await finishWizard(popup);
  await expect(progressOf(page, 'Closed at checking')).toContainText('Tray is asked whether everything is there.');
  const fresh = await comeBack(page);
  await sandbox.clearFaults();
  const row = rowNamed(fresh, 'Closed at checking');
  await expect(row).toContainText('Set-up unfinished');
  await finishUnchanged(await openRowWizard(fresh, 'Closed at checking', 'Continue'));
  await expect(row).toContainText('Enabled');
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
});

test('the tab closed while it is being enabled: it is enabled all the same', async ({
  page,
  sandbox,
  account,
  tray,
}) => {
  const popup = await activate(page, solution, 'Closed at enabling');
  await fillWizard(popup);
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'latency', ms: 4000 }]);
  await finishWizard(popup);
  await expect(stepOf(page, 'Closed at enabling', 'Enabling, under way')).toBeAttached();
  const fresh = await comeBack(page);
  await expect(rowNamed(fresh, 'Closed at enabling')).toContainText('Enabled', { timeout: 20_000 });
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
});

test('a wizard that cuts off its opener, finished three minutes later, is found on coming back', async ({
  page,
  sandbox,
  tray,
}) => {
  await sandbox.setWizard({ opener: 'cut' });
  await page.clock.install();
  const popup = await activate(page, solution, 'Cut off');
  expect(await popup.evaluate(() => window.opener === null), 'the opener is out of reach').toBe(true);
  await page.clock.runFor(2000);
  await expect(progressOf(page, 'Cut off')).toContainText('The set-up is unfinished. Nothing is lost');

  await page.clock.fastForward(180_000);
  await sandbox.advance(180_000);
  const looks: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/looks')) looks.push(request.url());
  });
  await fillWizard(popup);
  await popup.getByRole('button', { name: 'Finish' }).click();
  await expect(popup.getByRole('heading', { name: 'Finished' })).toBeVisible();
  expect(looks, 'it rests until somebody returns').toEqual([]);
  expect((await tray.instances())[0]?.enabled).toBe(false);

  await popup.close();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.clock.runFor(10_000);
  await expect(progressOf(page, 'Cut off')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ name: 'Cut off', enabled: true }]);
});

test('Enter and a click on Activate make one instance and one window', async ({ page, tray }) => {
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Pressed twice');
  const popup = await opensWizard(page, async () => {
    await button.evaluate((element) => {
      if (!(element instanceof HTMLButtonElement)) throw new Error('Activate is a button.');
      element.form?.requestSubmit();
      element.click();
    });
  });
  expect(page.context().pages()).toHaveLength(2);
  await finishWizard(popup);
  await expect(progressOf(page, 'Pressed twice')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('after a reload the wizard that is open still is opened in its own window again', async ({ page, tray }) => {
  const popup = await activate(page, solution, 'Same window');
  await openList(page, '/instances');
  await rowNamed(page, 'Same window').getByRole('button', { name: 'Continue' }).first().click();
  await expect(progressOf(page, 'Same window')).toContainText('Finish the steps in the wizard’s window.');
  expect(page.context().pages(), 'no second window').toHaveLength(2);
  await finishWizard(popup);
  await expect(progressOf(page, 'Same window')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('two tabs open the wizard of one instance: a window each, and each hears its own', async ({
  page,
  context,
  tray,
}) => {
  const first = await activate(page, solution, 'Both at it');
  const other = await context.newPage();
  await openList(other, '/instances');
  const second = await openRowWizard(other, 'Both at it', 'Continue');
  expect(context.pages()).toHaveLength(4);

  await finishWizard(first);
  await expect(progressOf(page, 'Both at it')).toContainText('Enabled. It works from now on.');
  expect(second.isClosed(), 'the other tab’s window is its own').toBe(false);
  await expect(rowNamed(other, 'Both at it')).toContainText('Enabled');
  await finishWizard(second);
  expect(await tray.instances()).toMatchObject([{ name: 'Both at it', enabled: true }]);
});

test('listeners are back to the start after several openings', async ({ page, tray }) => {
  await tray.create('Opened often');
  await openList(page, '/instances');
  const row = rowNamed(page, 'Opened often');
  const devtools = await page.context().newCDPSession(page);
  const listeners = async () => {
    const counts = await Promise.all(
      ['window', 'document'].map(async (expression) => {
        const { result } = await devtools.send('Runtime.evaluate', { expression });
        const found = await devtools.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
        return found.listeners.map(({ type }) => type).toSorted();
      }),
    );
    return counts;
  };
  const openAndCancel = async () => {
    const popup = await openRowWizard(page, 'Opened often', 'Continue');
    await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Cancel' }).click()]);
    await expect(progressOf(page, 'Opened often')).toContainText('The set-up is unfinished.');
    await progressOf(page, 'Opened often').getByRole('button', { name: 'Dismiss' }).click();
    await expect(row.getByRole('button', { name: 'Continue' }).first()).toBeVisible();
  };
  await openAndCancel();
  const before = await listeners();
  // One that stays behind with each opening is seen after the first.
  for (let round = 0; round < 3; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one opening after the other
    await openAndCancel();
  }
  expect(await listeners()).toEqual(before);
});

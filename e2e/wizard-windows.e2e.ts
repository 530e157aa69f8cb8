import { expect, test } from './support/test.ts';
import {
  activate,
  activateHere,
  chooseFromRow,
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

test('the window opens in the click itself, however slow the vendor is', async ({ page, sandbox, account }) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: 'latency', ms: 3000 }]);
  await page.goto('/catalogue');
  const activateButton = await nameInstance(page, solution, 'Slow one');
  const openedInClick = await page.evaluate(() => {
    const open = window.open.bind(window);
    const calls: boolean[] = [];
    window.open = (...input) => {
      calls.push(window.event?.isTrusted === true && navigator.userActivation.isActive);
      return open(...input);
    };
    Object.assign(window, { openCalls: calls });
    return calls.length;
  });
  expect(openedInClick).toBe(0);

  const [popup] = await Promise.all([page.waitForEvent('popup'), activateButton.click()]);
  await expect(popup.getByText('Opening Tray…')).toBeVisible();
  await expect(stepOf(page, 'Slow one', 'Creating, under way')).toBeAttached();
  await expect(progressOf(page, 'Slow one')).toContainText('Creating it at Tray…');
  expect(await page.evaluate(() => Reflect.get(window, 'openCalls'))).toEqual([true]);

  await finishWizard(popup);
  await expect(progressOf(page, 'Slow one')).toContainText('Enabled. It works from now on.');
});

test('two wizards at once do not cross', async ({ page, tray }) => {
  const first = await activate(page, solution, 'First of two');
  const second = await activateHere(page, solution, 'Second of two');
  expect(await namesEnabled(tray)).toEqual([]);

  await finishWizard(second, 'second');
  await expect(progressOf(page, 'Second of two')).toContainText('Enabled. It works from now on.');
  await expect(progressOf(page, 'First of two')).toContainText('Finish the steps in the wizard’s window.');
  expect(first.isClosed()).toBe(false);
  expect(await namesEnabled(tray)).toEqual(['Second of two']);

  const third = await activateHere(page, solution, 'Third');
  await finishWizard(first, 'first');
  await expect(progressOf(page, 'First of two')).toContainText('Enabled. It works from now on.');
  await expect(progressOf(page, 'Third')).toContainText('Finish the steps in the wizard’s window.');
  expect(third.isClosed()).toBe(false);
  expect(await namesEnabled(tray)).toEqual(['First of two', 'Second of two']);

  await Promise.all([third.waitForEvent('close'), third.getByRole('button', { name: 'Cancel' }).click()]);
  await expect(progressOf(page, 'Third')).toContainText('The set-up is unfinished.');
  expect(await namesEnabled(tray)).toEqual(['First of two', 'Second of two']);
});

test('a second press brings the open window to the front and opens no other', async ({ page, tray }) => {
  const popup = await activate(page, solution, 'Pressed again');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Instances' }).click();
  const sessions: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/wizard-sessions')) sessions.push(request.url());
  });
  const row = rowNamed(page, 'Pressed again');
  await page.bringToFront();
  await row.getByRole('button', { name: 'Continue' }).click();
  await row.getByRole('button', { name: 'Continue' }).click();
  await progressOf(page, 'Pressed again').getByRole('button', { name: 'Go to the window' }).click();
  expect(page.context().pages()).toHaveLength(2);
  expect(sessions).toEqual([]);

  await finishWizard(popup);
  await expect(row).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('a double click on Activate makes one instance and one window', async ({ page, tray }) => {
  await page.goto('/catalogue');
  const activateButton = await nameInstance(page, solution, 'Double click');
  const [popup] = await Promise.all([page.waitForEvent('popup'), activateButton.dblclick()]);
  await finishWizard(popup);
  await expect(progressOf(page, 'Double click')).toContainText('Enabled. It works from now on.');
  expect(page.context().pages()).toHaveLength(1);
  expect(await tray.instances()).toHaveLength(1);
});

test('what another tab finished is not done twice, and stays as it was left', async ({ page, context, tray }) => {
  const popup = await activate(page, solution, 'Two tabs');
  const other = await context.newPage();
  await openList(other, '/instances');
  await finishWizard(await openRowWizard(other, 'Two tabs', 'Continue'));
  await expect(progressOf(other, 'Two tabs')).toContainText('Enabled. It works from now on.');
  await chooseFromRow(other, 'Two tabs', 'Disable');
  await expect(rowNamed(other, 'Two tabs')).toContainText('Disabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(false);

  // The first tab's wizard is open still. Finishing it now says that somebody wants these values, not that it may run.
  await finishWizard(popup);
  await page.bringToFront();
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Two tabs')).toContainText('Disabled');
  const instances = await tray.instances();
  expect(instances).toHaveLength(1);
  expect(instances[0]?.enabled, 'disabled by hand in the other tab').toBe(false);
});

test('where the browser blocks the window the page says so and offers a press that works', async ({ page, tray }) => {
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    let calls = 0;
    window.open = (...input) => (calls++ === 0 ? null : open(...input));
  });
  await page.goto('/catalogue');
  await (await nameInstance(page, solution, 'Blocked')).click();
  const progress = progressOf(page, 'Blocked');
  await expect(progress).toContainText('Your browser blocked the wizard’s window.');
  expect(page.context().pages()).toHaveLength(1);
  await expect(stepOf(page, 'Blocked', 'Created, done')).toBeAttached();

  await finishWizard(await opensWizard(page, () => progress.getByRole('button', { name: 'Open the wizard' }).click()));
  await expect(progress).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('an Edit whose window was blocked can be pressed again', async ({ page, tray }) => {
  await finishWizard(await activate(page, solution, 'Blocked edit'));
  await expect(progressOf(page, 'Blocked edit')).toContainText('Enabled. It works from now on.');
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    let calls = 0;
    window.open = (...input) => (calls++ === 0 ? null : open(...input));
  });
  await openList(page, '/instances');
  await rowNamed(page, 'Blocked edit').getByRole('button', { name: 'Edit' }).click();
  await expect(progressOf(page, 'Blocked edit')).toContainText('Your browser blocked the wizard’s window.');
  await finishUnchanged(await openRowWizard(page, 'Blocked edit', 'Edit'));
  await expect(progressOf(page, 'Blocked edit')).toContainText('Nothing was changed.');
  expect((await tray.instances())[0]?.enabled).toBe(true);
});

async function namesEnabled(tray: {
  instances: () => Promise<{ name: string; enabled: boolean }[]>;
}): Promise<string[]> {
  const instances = await tray.instances();
  return instances
    .filter(({ enabled }) => enabled)
    .map(({ name }) => name)
    .toSorted();
}

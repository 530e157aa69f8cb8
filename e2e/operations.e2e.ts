import type { Locator, Page } from '@playwright/test';
import { expect, headersOf, test } from './support/test.ts';
import {
  activate,
  chooseFromRow,
  finishWizard,
  openList,
  opensWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

const asksNothing = { solutionTitle: 'Webhook health check' };
const solution = 'Slack alerts for new orders';

/** The operations page, at one of its groups. */
async function openOperations(page: Page, group: 'Under way' | 'Failed' | 'Done'): Promise<void> {
  await page.goto('/operations');
  const link = page.getByRole('navigation', { name: 'Groups' }).getByRole('link', { name: group });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

/** The newest operation of this kind on the instance. */
function operationOn(page: Page, name: string, kind: string): Locator {
  return page
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .filter({ has: page.getByText(kind, { exact: true }) })
    .first();
}

test('what failed is tried again from its row, and works', async ({
  page,
  tray,
  account,
  sandbox,
  expectAccessible,
}) => {
  const made = await tray.create('Fails once', asksNothing);
  await tray.update(made.id, { enabled: true });
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Fails once', 'Disable');
  await expect(rowNamed(page, 'Fails once').getByText(/^Disable failed/)).toBeVisible();
  await sandbox.clearFaults();

  await openOperations(page, 'Failed');
  await expect(page.getByText('1 operation', { exact: true })).toBeVisible();
  const failed = operationOn(page, 'Fails once', 'Disable');
  await expect(failed).toContainText('Tray does not let this account change');
  await expect(failed).toContainText('Nothing was changed.');
  await expectAccessible(page);
  await failed.getByRole('button', { name: 'Retry' }).click();
  await expect(failed.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(false);

  await openOperations(page, 'Done');
  await expect(operationOn(page, 'Fails once', 'Disable')).toContainText('Done');
  await page.getByRole('link', { name: 'Fails once' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fails once' })).toBeVisible();
});

test('what waits for another try says when, and is stopped for good', async ({ page, tray, account, sandbox }) => {
  const made = await tray.create('Waits', asksNothing);
  await tray.update(made.id, { enabled: true });
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'rate-limit' }]);
  await chooseFromRow(page, 'Waits', 'Disable');
  await expect(rowNamed(page, 'Waits')).toContainText('We keep trying, next at');

  await openOperations(page, 'Under way');
  const waiting = operationOn(page, 'Waits', 'Disable');
  await expect(waiting).toContainText('Trying again');
  await waiting.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Nothing is under way')).toBeVisible();
  await sandbox.clearFaults();
  await sandbox.advance(60_000);

  await openOperations(page, 'Done');
  await expect(operationOn(page, 'Waits', 'Disable')).toContainText('Given up');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Waits').getByRole('cell').first()).toHaveText('Enabled');
  expect((await tray.instances())[0]?.enabled).toBe(true);
});

test.describe('a disable', () => {
  test.beforeEach(async ({ page, tray }) => {
    const made = await tray.create('Off and on', asksNothing);
    await tray.update(made.id, { enabled: true });
    await openList(page, '/instances');
    await chooseFromRow(page, 'Off and on', 'Disable');
    await expect(rowNamed(page, 'Off and on')).toContainText('Disabled a moment ago.');
    // It is in force at once, not when the time for undoing it is over.
    expect((await tray.instances())[0]?.enabled).toBe(false);
  });

  const status = (page: Page) => rowNamed(page, 'Off and on').getByRole('cell').first();
  const undo = (page: Page) => rowNamed(page, 'Off and on').getByRole('button', { name: 'Undo' });

  test('is undone in its row', async ({ page, tray, expectAccessible }) => {
    await expectAccessible(page);
    await undo(page).click();
    await expect(status(page)).toHaveText('Enabled');
    await expect(undo(page)).toHaveCount(0);
    expect((await tray.instances())[0]?.enabled).toBe(true);
  });

  test('is undone from the notice', async ({ page, tray }) => {
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await expect(status(page)).toHaveText('Enabled');
    expect((await tray.instances())[0]?.enabled).toBe(true);
  });

  test('is undone in another tab, and after a reload', async ({ page, tray }) => {
    const other = await page.context().newPage();
    await openList(other, '/instances');
    await expect(undo(other)).toBeVisible();
    await page.reload();
    await undo(page).click();
    await expect(status(page)).toHaveText('Enabled');
    expect((await tray.instances())[0]?.enabled).toBe(true);
    // The other tab shows a button that is too late by now, or has heard of it already.
    await other.reload();
    await expect(undo(other)).toHaveCount(0);
  });

  test('is undone on the operations page and on the instance’s own', async ({ page, tray }) => {
    await openOperations(page, 'Done');
    await operationOn(page, 'Off and on', 'Disable').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Off and on is being enabled again')).toBeVisible();
    await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
    await page.getByRole('link', { name: 'Off and on' }).first().click();
    await expect(page.getByRole('region', { name: 'Timeline' })).toContainText(
      'Enabled again; the disabling was undone',
    );
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await expect(page.getByText('Disabled a moment ago.')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
  });

  test('is no longer undone when its ten seconds are over', async ({ page, server, tray, sandbox }) => {
    const { request } = page.context();
    const { operations } = (await (await request.get('/api/operations?group=over')).json()) as {
      operations: { id: string; kind: string }[];
    };
    const disabling = operations.find(({ kind }) => kind === 'disable');
    await sandbox.advance(10_000);
    // A page that shows the button still is refused.
    const late = await request.post(`/api/operations/${disabling?.id ?? ''}/undo`, {
      data: {},
      headers: headersOf(server),
    });
    expect(late.status()).toBe(409);
    expect(await late.json()).toMatchObject({ problem: { code: 'too_late' } });
    await page.reload();
    await expect(status(page)).toHaveText('Disabled');
    await expect(undo(page)).toHaveCount(0);
    expect((await tray.instances())[0]?.enabled).toBe(false);
  });
});

test.describe('an unfinished set-up', () => {
  /** Activates and leaves the wizard, so that the set-up waits for its person. */
  async function leaveUnfinished(page: Page, name: string): Promise<void> {
    const popup = await activate(page, solution, name);
    await popup.close();
    await openList(page, '/instances');
    await expect(rowNamed(page, name)).toContainText('Set-up unfinished');
  }

  test('is finished when its values came otherwise', async ({ page, tray }) => {
    await leaveUnfinished(page, 'Filled elsewhere');
    const [made] = await tray.instances();
    await tray.fill(made?.id ?? '');
    await chooseFromRow(page, 'Filled elsewhere', 'Finish set-up');
    await expect(rowNamed(page, 'Filled elsewhere').getByRole('cell').first()).toHaveText('Enabled');
    await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
  });

  test('is not finished while values are missing, and says so', async ({ page, tray }) => {
    await leaveUnfinished(page, 'Lacks values');
    await chooseFromRow(page, 'Lacks values', 'Finish set-up');
    const row = rowNamed(page, 'Lacks values');
    await expect(row).toContainText(
      'Finish set-up failed: “\u2068Lacks values\u2069” still lacks a value or a connection.',
    );
    await expect(row.getByRole('cell').first()).toHaveText('Set-up unfinished');

    await openOperations(page, 'Under way');
    const waiting = operationOn(page, 'Lacks values', 'Activate');
    await expect(waiting).toContainText('still lacks a value or a connection');
    await finishWizard(await opensWizard(page, () => waiting.getByRole('button', { name: 'Continue' }).click()));
    await expect(progressOf(page, 'Lacks values')).toContainText('Enabled. It works from now on.');
    await expect(page.getByText('Nothing is under way')).toBeVisible();
    expect(await tray.instances()).toMatchObject([{ enabled: true }]);
  });

  test('is finished from the operations page', async ({ page, tray, expectAccessible }) => {
    await leaveUnfinished(page, 'Finished here');
    const [made] = await tray.instances();
    await openOperations(page, 'Under way');
    await expectAccessible(page);
    // Only now: a visit to the page has the server look for itself.
    await tray.fill(made?.id ?? '');
    await operationOn(page, 'Finished here', 'Activate').getByRole('button', { name: 'Finish set-up' }).click();
    await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
    await openOperations(page, 'Done');
    await expect(operationOn(page, 'Finished here', 'Activate')).toContainText('Done');
  });

  test('is discarded after one question', async ({ page, tray, expectAccessible, allow }) => {
    // The page asks now and then whether the set-up is done, also in the moment in which it is discarded.
    allow.status(410);
    await leaveUnfinished(page, 'Not wanted');
    await chooseFromRow(page, 'Not wanted', 'Discard');
    const dialog = page.getByRole('dialog', { name: 'Discard Not wanted?' });
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await tray.instances()).toHaveLength(1);

    await openOperations(page, 'Under way');
    await operationOn(page, 'Not wanted', 'Activate').getByRole('button', { name: 'Discard' }).click();
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText('Nothing is under way')).toBeVisible();
    expect(await tray.instances()).toEqual([]);
    await openList(page, '/instances');
    await expect(page.getByText('0 instances')).toBeVisible();
  });

  test('is given up and stays unfinished', async ({ page, tray }) => {
    await leaveUnfinished(page, 'Later perhaps');
    await openOperations(page, 'Under way');
    await operationOn(page, 'Later perhaps', 'Activate').getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Nothing is under way')).toBeVisible();
    await openList(page, '/instances');
    await expect(rowNamed(page, 'Later perhaps')).toContainText('Set-up unfinished');
    expect(await tray.instances()).toHaveLength(1);
  });
});

test('an activation that failed is started again, and makes one instance', async ({ page, tray, account, sandbox }) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: '403' }]);
  await page.goto('/catalogue');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: solution, exact: true }) });
  await card.getByRole('button', { name: 'Activate' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Second chance');
  await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
  await expect(progressOf(page, 'Second chance')).toContainText('It did not work.');
  await sandbox.clearFaults();

  await openOperations(page, 'Failed');
  await operationOn(page, 'Second chance', 'Activate').getByRole('button', { name: 'Retry' }).click();
  await openOperations(page, 'Under way');
  await expect(operationOn(page, 'Second chance', 'Activate')).toContainText('Set-up unfinished');
  expect((await tray.instances()).map(({ name }) => name)).toEqual(['Second chance']);
});

test('an admin sees everybody’s with their owner; who may look only may not act; others see nothing', async ({
  page,
  tray,
  account,
  server,
  signInAs,
  allow,
}) => {
  const made = await tray.create('Seen by many', asksNothing);
  await tray.update(made.id, { enabled: true });
  await openList(page, '/instances');
  await chooseFromRow(page, 'Seen by many', 'Rename');
  await page.getByRole('dialog').getByRole('textbox').fill('Seen by many, renamed');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'Seen by many, renamed')).toBeVisible();
  const own = await page.request.get('/api/operations');
  const { operations } = (await own.json()) as { operations: { id: string }[] };
  expect(operations).toHaveLength(1);

  await signInAs('priya');
  await openOperations(page, 'Done');
  const row = operationOn(page, 'Seen by many, renamed', 'Rename');
  await expect(row).toContainText(account.account.replace('demo-', 'Demo '));

  await signInAs('tomas');
  allow.status(404);
  const foreign = await page.request.get(`/api/operations/${operations[0]?.id ?? ''}`);
  expect(foreign.status()).toBe(404);
  await page.goto('/operations?group=over');
  await expect(page.getByText(/^[\d,]+ operations?$/)).toBeVisible();
  await expect(page.getByText('Seen by many, renamed')).toHaveCount(0);

  await signInAs('jonas');
  const refused = await page.request.post(`/api/operations/${operations[0]?.id ?? ''}/stop`, {
    data: {},
    headers: { 'x-requested-with': 'jackfield', origin: server.origin },
  });
  expect(refused.status()).toBe(404);
});

test('who may look only sees what is under way and cannot act on it', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances?q=Order+alerts+for+wholesale');
  const popup = await opensWizard(page, () =>
    rowNamed(page, 'Order alerts for wholesale').getByRole('button', { name: 'Continue' }).click(),
  );
  await popup.close();
  await signInAs('jonas');
  await openOperations(page, 'Under way');
  const waiting = operationOn(page, 'Order alerts for wholesale', 'Activate');
  await expect(waiting.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await expect(waiting.getByRole('button', { name: 'Discard' })).toHaveAccessibleDescription('You may look only');
  await expect(waiting.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await signInAs('priya');
  await openOperations(page, 'Under way');
  await expect(
    operationOn(page, 'Order alerts for wholesale', 'Activate').getByRole('button', { name: 'Finish set-up' }),
  ).toHaveAccessibleDescription('Only the owner may do this');
});

test('fits a phone', async ({ page, tray, account, sandbox, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const made = await tray.create('A rather long name of an instance for a narrow screen', asksNothing);
  await tray.update(made.id, { enabled: true });
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'A rather long name of an instance for a narrow screen', 'Disable');
  await expect(page.getByText(/^Disable failed/).first()).toBeVisible();
  await openOperations(page, 'Failed');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Operations' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
});

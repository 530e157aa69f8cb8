import type { FaultName } from './support/sandbox.ts';
import { expect, headersOf, test, type TestAccount } from './support/test.ts';
import {
  activate,
  chooseFromRow,
  finishWizard,
  nameInstance,
  openList,
  openRowWizard,
  opensWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';

// Every fault on every operation, down to what the person is told, is tried in server/operations/faults-by-operation.test.ts.
// Here each kind of words is seen once, and what the page does around them.

test('a list whose first reading failed says so and never that it is empty', async ({ page, sandbox, tray }) => {
  await tray.create('Not read yet');
  await sandbox.setFaults(null, [{ match: 'solutionInstances', fault: '500' }]);
  await page.goto('/instances');
  const main = page.getByRole('main');
  await expect(main.getByRole('status').filter({ hasText: /Tray does not answer since/ })).toBeVisible();
  await expect(main).not.toContainText('Nothing is plugged in yet');
  await expect(main).not.toContainText('0 instances');
  await expect(main).not.toContainText('What you see was read at');

  await sandbox.clearFaults();
  await sandbox.advance(30_000);
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(rowNamed(page, 'Not read yet')).toContainText('Set-up unfinished');
  await expect(main.getByText(/Tray does not answer since/)).toBeHidden();
});

const readFaults: [FaultName, RegExp][] = [
  ['403', /Tray does not let this account/],
  ['graphql-errors', /Tray refused/],
  ['nulls', /Tray sent an answer that cannot be read\./],
];

test('each other reason why nothing could be read has words of its own', async ({
  page,
  sandbox,
  server,
  signInAs,
}) => {
  for (const [fault, words] of readFaults) {
    const made = await page.request.post('/api/demo/accounts', { data: {}, headers: headersOf(server) });
    const { account, demo }: TestAccount = await made.json();
    await sandbox.setFaults(account, [{ match: 'solutionInstances', fault }]);
    await signInAs(demo);
    await page.goto('/instances');
    const main = page.getByRole('main');
    await expect(main.getByRole('status').filter({ hasText: words })).toBeVisible();
    await expect(main).not.toContainText('Nothing is plugged in yet');
  }
});

test('a list that was read before stays on show while Tray is down', async ({ page, sandbox, tray }) => {
  await tray.create('Read before');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Read before')).toBeVisible();
  await sandbox.setFaults(null, [{ match: 'solutionInstances', fault: '500' }]);
  await sandbox.advance(60_000);
  await page.reload();
  await expect(page.getByText(/What you see was read at/)).toBeVisible();
  await expect(rowNamed(page, 'Read before')).toBeVisible();
  await expect(page.getByText(/^1 instance$/)).toBeVisible();
});

test('an instance’s page shows what is known when Tray does not answer', async ({ page, sandbox, tray, account }) => {
  await tray.create('Known already');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Known already')).toBeVisible();
  await sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: '500' }]);
  await rowNamed(page, 'Known already').getByRole('link', { name: 'Known already' }).click();
  await expect(page.getByRole('heading', { name: 'Known already', level: 1 })).toBeVisible();
  await expect(page.getByText('Shown is what was read before;', { exact: false })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeHidden();

  await sandbox.clearFaults();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
});

test('a creation that Tray forbids ends in words, with no window and no instance', async ({
  page,
  sandbox,
  tray,
  account,
}) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: '403' }]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Forbidden');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  const progress = progressOf(page, 'Forbidden');
  await expect(progress).toContainText('Tray does not let this account');
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expect(progress.getByText('Creating, failed')).toBeAttached();
  expect(await tray.instances()).toEqual([]);
  await page.goto('/instances');
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
});

test('a creation that Tray refuses quotes its words', async ({ page, sandbox, tray, account }) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: 'graphql-errors' }]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Refused');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await expect(progressOf(page, 'Refused')).toContainText('Something went wrong');
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(await tray.instances()).toEqual([]);
});

test('a creation that meets the rate limit waits and goes on', async ({ page, sandbox, tray, account }) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: 'rate-limit', times: 2 }]);
  await finishWizard(await activate(page, solution, 'Patient'));
  await expect(progressOf(page, 'Patient')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('a creation whose answer is lost is found and not made twice', async ({ page, sandbox, tray, account }) => {
  const lost = { match: 'createSolutionInstance', fault: 'reset', after: true, times: 1 } as const;
  await sandbox.setFaults(account.account, [lost]);
  await finishWizard(await activate(page, solution, 'Answer lost'));
  await expect(progressOf(page, 'Answer lost')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toMatchObject([{ name: 'Answer lost', enabled: true }]);
});

test('a wizard that Tray does not open is no dead end', async ({ page, sandbox, tray, account, allow }) => {
  allow.status(502);
  allow.status(503);
  await sandbox.setFaults(account.account, [{ match: 'generateAuthorizationCode', fault: '500' }]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'No code');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  const progress = progressOf(page, 'No code');
  await expect(progress).toContainText('Tray does not answer.');
  await expect.poll(() => popup.isClosed()).toBe(true);

  await sandbox.clearFaults();
  await finishWizard(await opensWizard(page, () => progress.getByRole('button', { name: 'Continue' }).click()));
  await expect(progress).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('an enabling that is too early is tried until it is taken', async ({ page, sandbox, tray, account }) => {
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'graphql-errors', times: 2 }]);
  await finishWizard(await activate(page, solution, 'Too early'));
  await expect(progressOf(page, 'Too early')).toContainText('Enabled. It works from now on.', { timeout: 20_000 });
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
});

test('an enabling that Tray forbids leaves the row disabled with its cause and a way on', async ({
  page,
  sandbox,
  tray,
  account,
}) => {
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await finishWizard(await activate(page, solution, 'Not enabled'));
  await expect(progressOf(page, 'Not enabled')).toContainText('Tray does not let this account');
  await openList(page, '/instances');
  const row = rowNamed(page, 'Not enabled');
  await expect(row).toContainText('Disabled');
  await expect(row).toContainText('Tray does not let this account');
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);

  await sandbox.clearFaults();
  await chooseFromRow(page, 'Not enabled', 'Enable');
  await expect(row).toContainText('Enabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
  await expect(row).not.toContainText('Tray does not let this account');
});

test('a rename that fails rolls back with its reason and keeps what was typed', async ({
  page,
  sandbox,
  tray,
  account,
}) => {
  await tray.create('Old name');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'graphql-errors' }]);
  await chooseFromRow(page, 'Old name', 'Rename');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('New name');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tray refused the change');
  await expect(dialog.getByRole('textbox')).toHaveValue('New name');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowNamed(page, 'Old name')).toContainText('Tray refused the change');
  await expect(rowNamed(page, 'New name')).toBeHidden();
  expect(await tray.instances()).toMatchObject([{ name: 'Old name' }]);
});

test('a disabling that fails rolls back with its reason', async ({ page, sandbox, tray, account }) => {
  const made = await tray.create('Runs on', { solutionTitle: 'Daily sales digest' });
  await tray.update(made.id, { enabled: true });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Runs on')).toContainText('Enabled');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '500' }]);
  await chooseFromRow(page, 'Runs on', 'Disable');
  const row = rowNamed(page, 'Runs on');
  await expect(row).toContainText('Tray does not answer.');
  await expect(row).toContainText('Enabled');
  await expect(row).toContainText('Nothing was changed.');
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);

  await sandbox.clearFaults();
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(row).toContainText('Disabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(false);
});

test('a removal that fails leaves the row with its reason', async ({ page, sandbox, tray, account }) => {
  await tray.create('Stays here');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'removeSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Stays here', 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Stays here');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tray does not let this account change');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowNamed(page, 'Stays here')).toContainText('Tray does not let this account change');
  expect(await tray.instances()).toHaveLength(1);
});

test('a removal that is still under way is not called done', async ({ page, sandbox, tray, account }) => {
  await tray.create('Not gone yet');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'removeSolutionInstance', fault: 'rate-limit' }]);
  await chooseFromRow(page, 'Not gone yet', 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Not gone yet');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/was removed/)).toBeHidden();
  await expect(rowNamed(page, 'Not gone yet')).toContainText('Removing…');
  expect(await tray.instances()).toHaveLength(1);

  await sandbox.clearFaults();
  await expect(rowNamed(page, 'Not gone yet')).toBeHidden({ timeout: 20_000 });
  expect(await tray.instances()).toEqual([]);
});

test('a removal whose answer is lost is found to be done', async ({ page, sandbox, tray, account }) => {
  await tray.create('Gone after all');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'removeSolutionInstance', fault: '500', after: true, times: 1 }]);
  await chooseFromRow(page, 'Gone after all', 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Gone after all');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toBeHidden();
  await expect(rowNamed(page, 'Gone after all')).toBeHidden();
  expect(await tray.instances()).toEqual([]);
});

test('a wizard that cannot save says so itself and can go on', async ({ page, tray, allow, account, sandbox }) => {
  allow.status(500);
  const popup = await activate(page, 'Daily sales digest', 'Saved later');
  await sandbox.setFaults(account.account, [{ match: 'POST /external/wizard/finish', fault: '500', times: 1 }]);
  await popup.getByRole('button', { name: 'Next' }).click();
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Finish' }).click()]);
  await expect(progressOf(page, 'Saved later')).toContainText('The wizard said: “Internal server error”');
  expect((await tray.instances())[0]?.enabled).toBe(false);
  await openList(page, '/instances');
  await finishWizard(await openRowWizard(page, 'Saved later', 'Continue'));
  await expect(rowNamed(page, 'Saved later')).toContainText('Enabled');
});

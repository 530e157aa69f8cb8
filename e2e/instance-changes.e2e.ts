import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';

/** A solution that asks for nothing, so that its instances can be enabled at once. */
const asksNothing = { solutionTitle: 'Webhook health check' };

test('rename: an empty name is refused beside the field and nothing typed is lost', async ({ page, tray }) => {
  const made = await tray.create('Before');
  await openList(page, '/instances');
  await chooseFromRow(page, 'Before', 'Rename');
  const dialog = page.getByRole('dialog', { name: 'Rename Before' });
  const box = dialog.getByRole('textbox', { name: 'Name' });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('Before');

  await box.fill('   ');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(box).toHaveValue('   ');

  await box.fill('x'.repeat(300));
  const length = (await box.inputValue()).length;
  expect(length, 'the box takes no more than a name may have').toBe(200);

  await box.fill('  After <b>all</b>  ');
  await box.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(rowNamed(page, 'After <b>all</b>')).toBeVisible();
  await expect
    .poll(async () => (await tray.instances()).map(({ id, name }) => [id, name]))
    .toEqual([[made.id, 'After <b>all</b>']]);
  await page.reload();
  await expect(rowNamed(page, 'After <b>all</b>')).toBeVisible();
});

test('rename: what the vendor refuses keeps what was typed', async ({ page, tray, account, sandbox }) => {
  await tray.create('Stays so');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Stays so', 'Rename');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Another name');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toContainText(
    'Tray does not let this account change “\u2068Stays so\u2069”.',
  );
  await expect(dialog.getByRole('alert')).toContainText('Nothing was changed.');
  await expect(dialog.getByRole('textbox')).toHaveValue('Another name');
  expect((await tray.instances()).map(({ name }) => name)).toEqual(['Stays so']);

  await sandbox.clearFaults();
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'Another name')).toBeVisible();
});

test('enable and disable are shown at once and are true at the vendor', async ({ page, tray }) => {
  const made = await tray.create('On and off', asksNothing);
  await openList(page, '/instances');
  const status = rowNamed(page, 'On and off').getByRole('cell').first();
  const enabledAtTray = async () => (await tray.instances()).find(({ id }) => id === made.id)?.enabled;

  await chooseFromRow(page, 'On and off', 'Enable');
  await expect(status).toHaveText('Enabled');
  await expect.poll(enabledAtTray).toBe(true);
  await expect(page.getByText('On and off is enabled')).toBeVisible();

  await chooseFromRow(page, 'On and off', 'Disable');
  await expect(status).toHaveText('Disabled');
  await expect.poll(enabledAtTray).toBe(false);
  await page.reload();
  await expect(status).toHaveText('Disabled');
});

for (const fault of ['403', 'graphql-errors'] as const) {
  test(`a change refused with ${fault} goes back and says why`, async ({ page, tray, account, sandbox }) => {
    const made = await tray.create('Refused change', asksNothing);
    await tray.update(made.id, { enabled: true });
    await openList(page, '/instances');
    const row = rowNamed(page, 'Refused change');
    await expect(row.getByRole('cell').first()).toHaveText('Enabled');

    await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault }]);
    await chooseFromRow(page, 'Refused change', 'Disable');
    await expect(row.getByText(/^Disable failed: Tray (does not let|refused)/)).toBeVisible();
    await expect(row.getByText(/Nothing was changed\./)).toBeVisible();
    await expect(row.getByRole('cell').first()).toHaveText('Enabled');
    expect((await tray.instances())[0]?.enabled).toBe(true);

    await sandbox.clearFaults();
    await row.getByRole('button', { name: 'Try again' }).click();
    await expect(row.getByRole('cell').first()).toHaveText('Disabled');
    await expect(row.getByText(/^Disable failed/)).toHaveCount(0);
  });
}

test('an instance that lacks values cannot be enabled, and the row leads to the wizard', async ({ page, tray }) => {
  await tray.create('Half done');
  await openList(page, '/instances');
  const row = rowNamed(page, 'Half done');
  await chooseFromRow(page, 'Half done', 'Finish set-up');
  await expect(row.getByText(/still lacks a value or a connection/)).toBeVisible();
  await expect(row.getByRole('cell').first()).toHaveText('Set-up unfinished');
  await expect(row.getByRole('button', { name: 'Continue' }).first()).toBeVisible();
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('a change that goes on after its answer still tells how it ends', async ({ page, tray, account, sandbox }) => {
  await tray.create('Too young', asksNothing);
  await openList(page, '/instances');
  const row = rowNamed(page, 'Too young');
  // A new instance that is refused may only be too early, and is tried again for a while.
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'graphql-errors' }]);
  await chooseFromRow(page, 'Too young', 'Enable');
  await expect(row.getByText(/We keep trying/)).toBeVisible();
  await expect(row.getByRole('cell').first()).toHaveText(/^Enabling…/);
  await sandbox.advance(31_000);
  await expect(row.getByText(/^Enable failed: Tray refused the change/)).toBeVisible();
  await expect(row.getByRole('cell').first()).toHaveText('Disabled');
});

test('remove asks for the name, says what stops working, and cannot be confirmed by a key held down', async ({
  page,
  tray,
}) => {
  await tray.create('Soon gone');
  await tray.create('Stays');
  await openList(page, '/instances');
  await chooseFromRow(page, 'Soon gone', 'Remove');
  const dialog = page.getByRole('dialog', { name: 'Remove Soon gone?' });
  const box = dialog.getByRole('textbox');
  const remove = dialog.getByRole('button', { name: 'Remove' });
  await expect(dialog).toContainText('Its workflows stop and its webhooks no longer answer');
  await expect(box).toHaveCount(1);
  await expect(box).toBeFocused();
  await expect(remove).toBeDisabled();
  await expect(remove).not.toBeFocused();

  await box.fill('soon gone');
  await expect(remove).toBeDisabled();
  await box.fill('Soon gone');
  await expect(remove).toBeEnabled();
  for (let times = 0; times < 5; times += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a key that repeats
    await page.keyboard.down('Enter');
  }
  await page.keyboard.up('Enter');
  await expect(dialog).toBeVisible();
  expect(await tray.instances()).toHaveLength(2);

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(rowNamed(page, 'Soon gone').getByRole('button', { name: 'More actions' })).toBeFocused();

  await chooseFromRow(page, 'Soon gone', 'Remove');
  await expect(box).toHaveValue('');
  await box.fill('Soon gone');
  await remove.click();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(rowNamed(page, 'Soon gone')).toHaveCount(0);
  await expect(rowNamed(page, 'Stays')).toBeVisible();
  expect((await tray.instances()).map(({ name }) => name)).toEqual(['Stays']);
  await expect(page.getByText(/^Soon gone \([0-9a-f]{8}\) was removed$/)).toBeVisible();
});

test('a removal that is refused leaves the row and says so', async ({ page, tray, account, sandbox }) => {
  await tray.create('Not gone');
  await openList(page, '/instances');
  await sandbox.setFaults(account.account, [{ match: 'removeSolutionInstance', fault: '403' }]);
  await chooseFromRow(page, 'Not gone', 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Not gone');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Nothing was changed.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowNamed(page, 'Not gone').getByRole('cell').first()).toHaveText('Set-up unfinished');
  expect(await tray.instances()).toHaveLength(1);
});

test('Upgrade now moves an instance to the newest version', async ({ page, tray, sandbox }) => {
  const solutionTitle = 'Zendesk tickets to Jira';
  const made = await tray.create('To be upgraded', { solutionTitle });
  await sandbox.publishVersion(made.solution.id, []);
  await openList(page, '/instances');
  const row = rowNamed(page, 'To be upgraded');
  await expect(row.getByText('Update on its way')).toBeVisible();
  await chooseFromRow(page, 'To be upgraded', 'Upgrade now');
  await expect(page.getByText('To be upgraded is on the newest version')).toBeVisible();
  await expect(row.getByText('Update on its way')).toHaveCount(0);
  const after = (await tray.instances()).find(({ id }) => id === made.id);
  expect(after?.solutionVersionFlags.hasNewerVersion).toBe(false);
});

test('changes from the instance’s own page', async ({ page, tray }) => {
  await tray.create('Own page', asksNothing);
  await openList(page, '/instances');
  await page.getByRole('link', { name: 'Own page' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(page.getByText('Enabled, on the newest version.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Enabled');

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Own page, renamed');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Own page, renamed' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Renamed');

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Own page, renamed');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/instances$/);
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
});

import { expect, test } from './support/test.ts';
import {
  activate,
  chooseFromRow,
  fillWizard,
  finishUnchanged,
  finishWizard,
  openList,
  openRowWizard,
  progressOf,
  removeInstance,
  rowNamed,
  stepOf,
} from './support/vocabulary.ts';

test('somebody activates a solution, finishes its wizard, and sees it enabled', async ({ page, tray }) => {
  const popup = await activate(page, 'Slack alerts for new orders', 'Alerts for Lund');

  await expect(stepOf(page, 'Alerts for Lund', 'Created, done')).toBeAttached();
  await expect(stepOf(page, 'Alerts for Lund', 'Waiting for you in the wizard, under way')).toBeAttached();
  await expect(stepOf(page, 'Alerts for Lund', 'Enabling, still to come')).toBeAttached();
  const [made] = await tray.instances();
  expect(made, 'the instance at Tray').toMatchObject({ name: 'Alerts for Lund', enabled: false, owner: tray.userId });

  await finishWizard(popup, 'a value');
  await expect(stepOf(page, 'Alerts for Lund', 'Enabling, under way')).toBeAttached();
  await expect(stepOf(page, 'Alerts for Lund', 'Enabled, done')).toBeAttached();
  await expect(progressOf(page, 'Alerts for Lund')).toContainText('Enabled. It works from now on.');

  await openList(page, '/instances');
  await expect(rowNamed(page, 'Alerts for Lund')).toContainText('Enabled');
  await expect(rowNamed(page, 'Alerts for Lund').getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(rowNamed(page, 'Alerts for Lund')).toContainText('Slack alerts for new orders');

  const instances = await tray.instances();
  expect(instances).toHaveLength(1);
  expect(instances[0]).toMatchObject({ id: made?.id, enabled: true });
  expect(instances[0]?.authValues).toHaveLength(1);
  expect(valueOf(instances[0], 'external_slack_channel')).toBe('a value');
});

test('a solution that asks for nothing is enabled by Finish alone', async ({ page, tray }) => {
  const popup = await activate(page, 'Webhook health check', 'Probe');
  await expect(progressOf(page, 'Probe')).toContainText('Finish the steps in the wizard’s window.');
  expect((await tray.instances())[0]?.enabled).toBe(false);

  await finishWizard(popup);
  await expect(progressOf(page, 'Probe')).toContainText('Enabled. It works from now on.');
  expect((await tray.instances())[0]?.enabled).toBe(true);
});

test('Edit opens the wizard with what was entered, and takes a change', async ({ page, tray }) => {
  await finishWizard(await activate(page, 'Slack alerts for new orders', 'Alerts for Malmö'), 'first words');
  await expect(progressOf(page, 'Alerts for Malmö')).toContainText('Enabled. It works from now on.');
  await openList(page, '/instances');

  const popup = await openRowWizard(page, 'Alerts for Malmö', 'Edit');
  await expect(popup.getByText(/^Connected: /)).toBeVisible();
  await popup.getByRole('button', { name: 'Next' }).click();
  const channel = popup.getByRole('textbox', { name: 'Channel for alerts' });
  await expect(channel).toHaveValue('first words');
  await channel.fill('#malmö');
  await finishUnchanged(popup);

  await expect(progressOf(page, 'Alerts for Malmö')).toContainText('Your changes are in force.');
  const [instance] = await tray.instances();
  expect(valueOf(instance, 'external_slack_channel')).toBe('#malmö');
  expect(valueOf(instance, 'external_alert_text')).toBe('first words');
  expect(instance?.enabled, 'still enabled').toBe(true);
  await expect(rowNamed(page, 'Alerts for Malmö')).toContainText('Enabled');
});

test('an edit that changes nothing says so', async ({ page, tray }) => {
  await finishWizard(await activate(page, 'Slack alerts for new orders', 'Alerts for Ystad'));
  await expect(progressOf(page, 'Alerts for Ystad')).toContainText('Enabled. It works from now on.');
  await openList(page, '/instances');

  await finishUnchanged(await openRowWizard(page, 'Alerts for Ystad', 'Edit'));
  await expect(progressOf(page, 'Alerts for Ystad')).toContainText('Nothing was changed.');
  await expect(rowNamed(page, 'Alerts for Ystad')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('a name is asked for, kept while it is corrected, and may be hostile text', async ({ page, tray }) => {
  await page.goto('/catalogue');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Daily sales digest' }) });
  await card.getByRole('button', { name: 'Activate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('   ');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toBeFocused();
  expect(page.context().pages(), 'no window for a name that cannot be used').toHaveLength(1);
  expect(await tray.instances()).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const hostile = '<img src=x onerror="document.title=1">';
  await finishWizard(await activate(page, 'Daily sales digest', hostile));
  await expect(progressOf(page, hostile)).toContainText('Enabled. It works from now on.');
  await openList(page, '/instances');
  await expect(rowNamed(page, hostile)).toContainText('Enabled');
  expect((await tray.instances())[0]?.name).toBe(hostile);
});

test('an instance is renamed, disabled, enabled and removed', async ({ page, tray }) => {
  await finishWizard(await activate(page, 'Slack alerts for new orders', 'Alerts for Kalmar'));
  await expect(progressOf(page, 'Alerts for Kalmar')).toContainText('Enabled. It works from now on.');
  await openList(page, '/instances');

  await chooseFromRow(page, 'Alerts for Kalmar', 'Rename');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Alerts for Öland');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'Alerts for Öland')).toContainText('Enabled');
  expect((await tray.instances())[0]?.name).toBe('Alerts for Öland');

  await chooseFromRow(page, 'Alerts for Öland', 'Disable');
  await expect(rowNamed(page, 'Alerts for Öland')).toContainText('Disabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(false);
  await expect(rowNamed(page, 'Alerts for Öland').getByRole('button', { name: 'Edit' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await chooseFromRow(page, 'Alerts for Öland', 'Enable');
  await expect(rowNamed(page, 'Alerts for Öland')).toContainText('Enabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);
  await expect(rowNamed(page, 'Alerts for Öland').getByRole('button', { name: 'Edit' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await removeInstance(page, 'Alerts for Öland');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rowNamed(page, 'Alerts for Öland')).toBeHidden();
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
  expect(await tray.instances()).toEqual([]);
});

test('Remove is off until the name is typed, and Cancel removes nothing', async ({ page, tray }) => {
  await tray.create('Keep me');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Keep me')).toBeVisible();
  await chooseFromRow(page, 'Keep me', 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Keep m');
  await expect(dialog.getByRole('button', { name: 'Remove' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').press('Enter');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(rowNamed(page, 'Keep me')).toBeVisible();
  expect(await tray.instances()).toHaveLength(1);
});

test('the wizard of an activation reaches its end by the values alone, before Finish is heard', async ({
  page,
  tray,
}) => {
  const popup = await activate(page, 'Daily sales digest', 'Digest');
  await fillWizard(popup);
  await expect(popup.getByRole('button', { name: 'Finish' })).toBeVisible();
  expect(await tray.instances()).toHaveLength(1);
  await finishWizard(popup);
  await expect(progressOf(page, 'Digest')).toContainText('Enabled. It works from now on.');
});

function valueOf(
  instance: { configValues: { externalId: string; value: string | null }[] } | undefined,
  slot: string,
): unknown {
  const stored = instance?.configValues.find(({ externalId }) => externalId === slot)?.value;
  if (typeof stored !== 'string') return stored;
  return stored.startsWith('"') ? JSON.parse(stored) : stored;
}

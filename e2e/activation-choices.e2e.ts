import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  connect,
  finishUnchanged,
  nameInstance,
  nextOrFinish,
  openList,
  opensWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';
const channel = 'external_slack_channel';
const text = 'external_alert_text';

/** Opens the dialog with what the account has unfolded. Returns its button **Activate**. */
async function choose(page: Page, name: string) {
  await page.goto('/catalogue');
  const pressed = await nameInstance(page, solution, name);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Use what you already have' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Slack workspace' })).toBeVisible();
  return { pressed, dialog };
}

test('with everything chosen, also a connection made here, an instance is enabled without a wizard', async ({
  page,
  tray,
  expectAccessible,
}) => {
  const authId = await tray.authenticate('Workspace of Lund');
  const { id } = await tray.create('Earlier');
  await tray.update(id, { authValues: [{ externalId: 'external_slack_authentication', authId }] });
  let popups = 0;
  page.on('popup', () => (popups += 1));

  const { pressed, dialog } = await choose(page, 'Alerts for Lund');
  const select = dialog.getByRole('combobox', { name: 'Slack workspace' });
  const another = dialog.getByRole('button', { name: /^Connect another account of / });
  const [connecting] = await Promise.all([page.waitForEvent('popup'), another.click()]);
  await connecting.getByRole('textbox', { name: 'Account' }).fill('lund@slack.example');
  const press = () => connecting.getByRole('button', { name: 'Connect' }).click();
  await Promise.all([connecting.waitForEvent('close'), press()]);
  await expect(select.locator('option:checked')).toContainText('lund@slack.example');
  await select.selectOption({ label: 'Workspace of Lund' });
  await dialog.getByRole('textbox', { name: 'Channel for alerts' }).fill('#lund');
  await dialog.getByRole('textbox', { name: 'Text of the alert' }).fill('New in Lund');
  await expect(dialog.getByText(/No wizard is needed/)).toBeVisible();
  await expectAccessible(page);
  await pressed.click();

  await expect(progressOf(page, 'Alerts for Lund')).toContainText('Enabled. It works from now on.', {
    timeout: 20_000,
  });
  expect(popups, 'the connection’s window alone').toBe(1);
  const made = (await tray.instances()).find(({ name }) => name === 'Alerts for Lund');
  expect(made).toMatchObject({
    enabled: true,
    authValues: [{ externalId: 'external_slack_authentication', authId }],
    configValues: [
      { externalId: channel, value: '#lund' },
      { externalId: text, value: 'New in Lund' },
    ],
  });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Alerts for Lund')).toContainText('Enabled');
});

test('with a part of it chosen the wizard has that filled in, and asks for the rest', async ({ page, tray }) => {
  const { pressed, dialog } = await choose(page, 'Alerts for Malmö');
  await expect(dialog.getByText('You have no connection yet; the wizard makes one.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Channel for alerts' }).fill('#malmo');
  const popup = await opensWizard(page, () => pressed.click());
  await connect(popup);
  await nextOrFinish(popup).click();
  await expect(popup.getByRole('textbox', { name: 'Channel for alerts' })).toHaveValue('#malmo');
  await popup.getByRole('textbox', { name: 'Text of the alert' }).fill('New in Malmö');
  await finishUnchanged(popup);
  await expect(progressOf(page, 'Alerts for Malmö')).toContainText('Enabled. It works from now on.', {
    timeout: 20_000,
  });
  const [made] = await tray.instances();
  expect(made?.configValues.find(({ externalId }) => externalId === channel)?.value).toBe('#malmo');
});

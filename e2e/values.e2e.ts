import type { Page } from '@playwright/test';
import type { TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import { expect, test } from './support/test.ts';
import { openList } from './support/vocabulary.ts';

const channel = 'external_slack_channel';
const text = 'external_alert_text';
const amount = 'external_minimum_amount';

const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });
const field = (page: Page, name: string) => settings(page).getByRole('textbox', { name });

/** Opens the instance's page and turns its settings into a form. */
async function edit(page: Page, name: string): Promise<void> {
  await openList(page, '/instances');
  await page.getByRole('link', { name }).click();
  await settings(page).getByRole('button', { name: 'Change Settings' }).click();
  await expect(settings(page).getByRole('button', { name: 'Save settings' })).toBeVisible();
}

async function save(page: Page): Promise<void> {
  await settings(page).getByRole('button', { name: 'Save settings' }).click();
  await expect(settings(page).getByRole('button', { name: 'Change Settings' })).toBeFocused({ timeout: 20_000 });
}

/** What the imitated Tray itself holds, by external id. */
async function held(tray: TrayOwner, name: string): Promise<Record<string, string | null>> {
  const instance = (await tray.instances()).find((candidate) => candidate.name === name);
  return Object.fromEntries(instance?.configValues.map(({ externalId, value }) => [externalId, value]) ?? []);
}

const bareSlack = {
  configValues: [
    { externalId: channel, value: '"#orders"' },
    { externalId: text, value: 'bare words' },
    { externalId: amount, value: '12345678901234567890' },
  ],
};

test('each kind of value is edited as what it is, and held as it was', async ({ page, tray, expectAccessible }) => {
  await tray.create('Alerts', bareSlack);
  await tray.create('Payouts', {
    solutionTitle: 'Stripe payouts to QuickBooks',
    configValues: [
      { externalId: 'external_payout_account', value: 'true' },
      { externalId: 'external_field_mapping', value: '{"fee":12345678901234567890}' },
    ],
  });
  await edit(page, 'Alerts');
  await expect(field(page, 'Channel for alerts')).toHaveValue('#orders');
  await expect(field(page, 'Smallest order to report')).toHaveValue('12345678901234567890');
  await field(page, 'Channel for alerts').fill('say "hi" {now}');
  await field(page, 'Text of the alert').fill('{"looks":"like JSON"}');
  await field(page, 'Smallest order to report').fill('a lot');
  await settings(page).getByRole('button', { name: 'Save settings' }).click();
  await expect(settings(page).getByText('Enter a number, such as 12 or 12.5.')).toBeVisible();
  await expect(field(page, 'Smallest order to report')).toBeFocused();
  await expectAccessible(page);
  await field(page, 'Smallest order to report').fill('98765432109876543210');
  await save(page);
  await expect(settings(page)).toContainText('say "hi" {now}');
  expect(await held(tray, 'Alerts')).toEqual({
    [channel]: JSON.stringify('say "hi" {now}'),
    [text]: '{"looks":"like JSON"}',
    [amount]: '98765432109876543210',
  });

  await edit(page, 'Payouts');
  await settings(page).getByRole('radio', { name: 'No' }).check();
  await field(page, 'Field mapping').fill('{"fee":98765432109876543210,"tax":[]}');
  await settings(page).getByRole('button', { name: 'Format Field mapping' }).click();
  await expectAccessible(page);
  await save(page);
  expect(await held(tray, 'Payouts')).toEqual({
    external_payout_account: 'false',
    external_field_mapping: '{\n  "fee": 98765432109876543210,\n  "tax": []\n}',
  });
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Field mapping');
});

test('what somebody else has changed meanwhile is shown beside mine, and nothing is overwritten', async ({
  page,
  tray,
  expectAccessible,
}) => {
  const { id } = await tray.create('Alerts', bareSlack);
  await edit(page, 'Alerts');
  await field(page, 'Channel for alerts').fill('#mine');
  await field(page, 'Text of the alert').fill('mine too');
  await tray.update(id, {
    configValues: [
      { externalId: channel, value: '"#theirs"' },
      { externalId: text, value: 'theirs too' },
    ],
  });
  await settings(page).getByRole('button', { name: 'Save settings' }).click();
  await expect(settings(page).getByText('#theirs', { exact: true })).toBeVisible();
  await expectAccessible(page);
  expect(await held(tray, 'Alerts')).toMatchObject({ [channel]: '"#theirs"', [text]: 'theirs too' });

  await settings(page).getByRole('button', { name: 'Keep mine Channel for alerts' }).click();
  await settings(page).getByRole('button', { name: 'Take theirs Text of the alert' }).click();
  await expect(field(page, 'Text of the alert')).toHaveValue('theirs too');
  await save(page);
  expect(await held(tray, 'Alerts')).toMatchObject({ [channel]: '"#mine"', [text]: 'theirs too' });
});

test('a vendor that fails keeps what was entered, and a lost answer is looked for', async ({
  page,
  tray,
  sandbox,
  account,
}) => {
  await tray.create('Alerts', bareSlack);
  await edit(page, 'Alerts');
  await field(page, 'Channel for alerts').fill('#kept');
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  await settings(page).getByRole('button', { name: 'Save settings' }).click();
  await expect(settings(page).getByRole('alert')).toContainText('What you entered is kept.');
  await expect(field(page, 'Channel for alerts')).toHaveValue('#kept');
  expect(await held(tray, 'Alerts')).toMatchObject({ [channel]: '"#orders"' });

  // The answer is lost after the work: it is looked for, and the end is a success.
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: '500', after: true, times: 1 }]);
  await save(page);
  expect(await held(tray, 'Alerts')).toMatchObject({ [channel]: '"#kept"' });
});

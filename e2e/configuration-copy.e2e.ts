import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, progressOf, rowNamed } from './support/vocabulary.ts';

// An instance is removed with a copy of its settings saved first, and created again from the file.

const secret = 'canary-5d0e-of-a-password';

/** Saves a copy in the dialog of the removal, and removes the instance. Answers where the file is. */
async function saveAndRemove(page: Page, dialog: Locator, word: string, fileName: string): Promise<string> {
  const path = await save(page, dialog, fileName);
  await dialog.getByRole('textbox').fill(word);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toHaveCount(0);
  return path;
}

async function save(page: Page, dialog: Locator, fileName: string): Promise<string> {
  const press = () => dialog.getByRole('button', { name: 'Save a copy of its settings' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  expect(download.suggestedFilename()).toBe(fileName);
  await expect(dialog.getByText(`Saved as ${fileName}.`)).toBeVisible();
  const path = await download.path();
  expect(await readFile(path, 'utf8')).not.toContain(secret);
  return path;
}

type ChosenFile = string | { name: string; mimeType: string; buffer: Buffer };

async function openFromCopy(page: Page, file: ChosenFile): Promise<void> {
  await page.goto('/catalogue');
  await page.getByRole('button', { name: 'Create from a copy…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create from a copy' });
  await dialog.getByLabel('Copy of an instance’s settings').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

test('a wizard’s instance comes back enabled, with the same values and connections', async ({
  page,
  tray,
  expectAccessible,
}) => {
  const name = 'Alerts: Lund/Malmö';
  const authId = await tray.authenticate('Workspace of Lund');
  const solutionTitle = 'Slack alerts for new orders';
  const { id } = await tray.create(name, { solutionTitle });
  const authValues = [{ externalId: 'external_slack_authentication', authId }];
  const configValues = [
    { externalId: 'external_slack_channel', value: '"#lund"' },
    { externalId: 'external_alert_text', value: 'New in Lund' },
  ];
  await tray.update(id, { authValues, configValues });
  await tray.update(id, { enabled: true });
  await openList(page, '/instances');
  await chooseFromRow(page, name, 'Remove');
  const removal = page.getByRole('dialog', { name: `Remove ${name}?` });
  const use = removal.getByRole('region', { name: 'What still uses it' });
  await expect(use.getByText(/Workspace of Lund/)).toBeVisible();
  await use.getByRole('button', { name: /^Show the address/ }).click();
  await expect(use.getByText(/trayapp\.io/).first()).toBeVisible();
  await expectAccessible(page);
  const path = await saveAndRemove(page, removal, name, 'Alerts-Lund-Malmö.jackfield.json');
  await expect(rowNamed(page, name)).toHaveCount(0);
  expect(await tray.instances()).toEqual([]);

  await openFromCopy(page, path);
  const dialog = page.getByRole('dialog', { name: `Activate ${solutionTitle}` });
  await expect(dialog.getByRole('textbox', { name: 'Name of the instance' })).toHaveValue(name);
  await expect(dialog.getByRole('textbox', { name: 'Channel for alerts' })).toHaveValue('#lund');
  await expect(dialog.getByRole('combobox', { name: 'Slack workspace' }).locator('option:checked')).toContainText(
    'Workspace of Lund',
  );
  await expect(dialog.getByText(/No wizard is needed/)).toBeVisible();
  await expectAccessible(page);
  expect(await tray.instances(), 'nothing is created before that is confirmed').toEqual([]);
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(progressOf(page, name)).toContainText('Enabled. It works from now on.', { timeout: 20_000 });
  const [made] = await tray.instances();
  expect(made).toMatchObject({ name, enabled: true, authValues });
  expect(made?.configValues).toEqual(expect.arrayContaining(configValues));
  expect(made?.id).not.toBe(id);
});

test('a deployed one comes back in its version, and asks for its password alone', async ({ page, prismatic }) => {
  const { id } = await prismatic.create('Stock of Lund', {
    integration: 'Inventory sync',
    version: 2,
    variables: [
      { key: 'Warehouse', value: 'Lund' },
      { key: 'SFTP', inputs: { host: 'sftp.lund.example', username: 'stock', password: secret } },
    ],
  });
  await prismatic.fill(id);
  await prismatic.deploy(id);
  await openList(page, '/instances');
  await chooseFromRow(page, 'Stock of Lund', 'Remove');
  const removal = page.getByRole('dialog', { name: 'Remove Stock of Lund?' });
  await expect(removal.getByText('It has 1 flow.')).toBeVisible();
  const path = await saveAndRemove(page, removal, 'Stock of Lund', 'Stock-of-Lund.jackfield.json');
  await expect(rowNamed(page, 'Stock of Lund')).toHaveCount(0);

  await openFromCopy(page, path);
  const dialog = page.getByRole('dialog', { name: 'Activate Inventory sync' });
  await expect(dialog.getByText(/secrets are never given out: SFTP: Password\./)).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Warehouse' })).toHaveValue('Lund');
  await expect(dialog.getByText('sftp.lund.example')).toBeVisible();
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('textbox', { name: 'Host' })).toHaveValue('sftp.lund.example');
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('textbox', { name: 'Warehouse' })).toHaveValue('Lund');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByText('Stock of Lund is deployed and works from now on.')).toBeVisible();
  const [made] = await prismatic.instances();
  expect(made).toMatchObject({ name: 'Stock of Lund', enabled: true, deployedVersion: 2 });
  expect(made?.variables.find(({ key }) => key === 'Warehouse')?.value).toBe('Lund');
});

test('a connector’s instance comes back with its details, and asks for its secret alone', async ({
  page,
  patchworks,
  expectAccessible,
}) => {
  const before = await patchworks.create('Shop Norway', { rest: { timezone: 'Europe/Oslo' } });
  await page.goto('/instances?vendor=patchworks');
  await rowNamed(page, 'Shop Norway').getByRole('link', { name: 'Shop Norway', exact: true }).click();
  await page.getByRole('button', { name: 'Instance settings' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  const removal = page.getByRole('dialog', { name: 'Remove Shop Norway?' });
  const path = await saveAndRemove(page, removal, 'confirm', 'Shop-Norway.jackfield.json');
  await expect.poll(() => patchworks.instances()).toEqual([]);

  await openFromCopy(page, path);
  await expect(page.getByRole('heading', { level: 2, name: /^Credentials/ })).toBeVisible();
  await expect(page.getByText(/secrets are never given out: Access token\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Access token', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Add instance' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shop Norway is there' })).toBeVisible();
  const [made] = await patchworks.instances();
  expect({ ...made, id: before.id, lastAuthenticatedAt: before.lastAuthenticatedAt }).toEqual(before);
});

test('a solution is for administrators: the file leads them to its package', async ({ page, instabase, signInAs }) => {
  await instabase.deploy('Parcel notes');
  await page.goto('/deployments?q=Parcel+notes');
  await page.getByRole('row').filter({ hasText: 'Parcel notes' }).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  const removal = page.getByRole('dialog', { name: 'Remove Parcel notes 1.0.0?' });
  await expect(removal.getByText('No job of it is under way.')).toBeVisible();
  const path = await save(page, removal, 'Parcel-notes-1.0.0.jackfield.json');
  await removal.getByRole('button', { name: 'Cancel' }).click();
  await openFromCopy(page, path);
  await expect(page.getByRole('alert')).toHaveText(/Packages are deployed by administrators/);

  await signInAs('priya');
  await openFromCopy(page, path);
  const dialog = page.getByRole('dialog', { name: 'Deploy a package' });
  await expect(dialog.getByText(/copy of “\u2068Parcel notes 1\.0\.0\u2069” in Instabase/)).toBeVisible();
  // Where the vendor does not tell the path it is said, and nothing is made up.
  await expect(dialog.getByText('The copy does not hold the path of the package; enter it.')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toHaveValue('');
  await page.keyboard.press('Escape');

  const copy: { content: object } = JSON.parse(await readFile(path, 'utf8'));
  const packagePath = `${instabase.prefixes[0]}fs/Instabase Drive/parcels.ibsolution`;
  const told = JSON.stringify({ ...copy, content: { ...copy.content, packagePath } });
  await openFromCopy(page, { name: 'told.jackfield.json', mimeType: 'application/json', buffer: Buffer.from(told) });
  await expect(dialog.getByRole('textbox')).toHaveValue(packagePath);
});

import type { Page } from '@playwright/test';
import { press, tabTo } from './support/keyboard.ts';
import { chooseFromRow, openList, removeInstance, rowNamed } from './support/vocabulary.ts';
import { expect, test } from './support/test.ts';

const secret = 'canary-91c2-of-a-password';

/** Opens the catalogue's dialog for an integration. */
async function openActivation(page: Page, integration: string) {
  await page.goto(`/catalogue?q=${encodeURIComponent(integration)}`);
  const item = page.getByRole('listitem', { name: integration });
  await item.getByRole('button', { name: 'Activate' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name of the instance' })).toHaveValue(integration);
  return dialog;
}

function stepHeading(page: Page, name: string) {
  return page.getByRole('heading', { level: 2, name: new RegExp(`^${name} Step`) });
}

async function next(page: Page, following: string): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(stepHeading(page, following)).toBeFocused();
}

async function deploy(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByText(`${name} is deployed and works from now on.`)).toBeVisible();
}

test('an integration that asks for nothing is deployed at once', async ({ page, prismatic, expectAccessible }) => {
  const dialog = await openActivation(page, 'Order events');
  await expect(dialog.getByText('It asks for nothing, so it is deployed at once.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(dialog.getByText('Order events is deployed and works from now on.')).toBeVisible();
  expect(await prismatic.instances()).toMatchObject([{ name: 'Order events', enabled: true, deployedVersion: 2 }]);
  await dialog.getByRole('link', { name: 'Open the instance' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Order events' })).toBeVisible();
});

test('values page by page, refused beside their field and stored, then deployed; edited and deployed again', async ({
  page,
  prismatic,
  expectAccessible,
}) => {
  const dialog = await openActivation(page, 'Inventory sync');
  await dialog.getByRole('textbox', { name: 'Name of the instance' }).fill('Stock');
  await dialog.getByRole('button', { name: 'Values that are known already' }).click();
  await dialog.getByRole('textbox', { name: 'Warehouse' }).fill('North');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(stepHeading(page, 'Connections')).toBeVisible();
  await expect(page).toHaveURL(/\/instances\/[\da-f-]{36}\/configure\?page=1$/);

  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Enter Host.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Host' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Host' }).fill('sftp.example.com');
  await page.getByRole('textbox', { name: 'User name' }).fill('stock');
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await expectAccessible(page);
  await next(page, 'Settings');
  await expect(page.getByRole('textbox', { name: 'Warehouse' })).toHaveValue('North');
  await page.getByRole('combobox', { name: 'Mode' }).selectOption('changes');
  await page.getByLabel('Start date').fill('2026-03-31');
  await page.getByRole('textbox', { name: 'Batch size' }).fill('many');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Enter a number, such as 12 or 12.5.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Batch size' }).fill('50');
  await expectAccessible(page);
  await next(page, 'Deploy');
  // What was stored is there after a reload; the secret only as that it is stored.
  await page.reload();
  await page.getByRole('link', { name: 'Change Connections' }).click();
  await expect(page.getByRole('textbox', { name: 'Host' })).toHaveValue('sftp.example.com');
  await expect(page.getByRole('group', { name: 'Password' })).toContainText('Stored');
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Deploy' }).click();
  await deploy(page, 'Stock');
  const [made] = await prismatic.instances();
  expect(made).toMatchObject({ name: 'Stock', enabled: true, deployedVersion: 3, needsDeploy: false });

  await page.goto('/instances?q=Stock');
  await rowNamed(page, 'Stock').getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Edit Stock' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Warehouse' }).fill('South');
  await page.getByRole('link', { name: 'Catalogue' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByText('Changes are not at work before they are deployed.')).toBeVisible();
  await next(page, 'Deploy');
  await deploy(page, 'Stock');
  const [edited] = await prismatic.instances();
  expect(edited?.variables.find(({ key }) => key === 'Warehouse')?.value).toBe('South');
  expect(edited?.needsDeploy).toBe(false);
});

test('by keyboard alone: activated, set up page by page and back, deployed', async ({ page, prismatic }) => {
  const typeInto = async (name: string, text: string) => {
    await tabTo(page, page.getByRole('textbox', { name }));
    await page.keyboard.type(text);
  };
  await page.goto('/catalogue?q=Inventory+sync');
  const item = page.getByRole('listitem', { name: 'Inventory sync' });
  await press(page, item.getByRole('button', { name: 'Activate' }));
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name of the instance' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Set up By keyboard' })).toBeFocused();

  await typeInto('Host', 'sftp.example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter User name.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'User name' })).toBeFocused();
  await page.keyboard.type('stock');
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await expect(stepHeading(page, 'Settings')).toBeFocused();

  await typeInto('Warehouse', 'North');
  await tabTo(page, page.getByRole('combobox', { name: 'Mode' }));
  await page.keyboard.type('changes');
  await tabTo(page, page.getByLabel('Start date'));
  // Whatever the order of day and month: the day is the month.
  await page.keyboard.type('03032026');
  await press(page, page.getByRole('button', { name: 'Back' }));
  await expect(stepHeading(page, 'Connections')).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Next' }));
  await expect(stepHeading(page, 'Settings')).toBeFocused();
  // What was typed before Back is there.
  await expect(page.getByRole('textbox', { name: 'Warehouse' })).toHaveValue('North');
  await press(page, page.getByRole('button', { name: 'Next' }));
  await expect(stepHeading(page, 'Deploy')).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Deploy', exact: true }));
  await expect(page.getByRole('heading', { level: 2, name: 'Deployed' })).toBeFocused();
  await press(page, page.getByRole('link', { name: 'Open the instance' }));
  await expect(page.getByRole('heading', { level: 1, name: 'By keyboard' })).toBeFocused();
  const [made] = await prismatic.instances();
  expect(made).toMatchObject({ name: 'By keyboard', enabled: true, deployedVersion: 3 });
  expect(made?.variables.find(({ key }) => key === 'Start date')?.value).toBe('2026-03-03');
});

test('consent is given in another tab, which the page notices', async ({
  page,
  prismatic,
  sandbox,
  allow,
  expectAccessible,
}) => {
  // The third party's page has no icon.
  allow.status(404);
  const dialog = await openActivation(page, 'Team alerts');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(stepHeading(page, 'Connections')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Connect it first.')).toBeVisible();
  const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: /^Connect/ }).click()]);
  await tab.getByRole('button', { name: 'Allow' }).click();
  expect(await tab.evaluate(() => window.opener === null)).toBe(true);
  await tab.close();
  await expect(page.getByText('Connected', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Disconnect/ })).toBeVisible();
  await expectAccessible(page);
  await next(page, 'Settings');
  await page.getByRole('textbox', { name: 'Channel' }).fill('#stock');
  await next(page, 'Deploy');
  await deploy(page, 'Team alerts');
  expect(await prismatic.instances()).toMatchObject([{ name: 'Team alerts', enabled: true }]);
  await sandbox.advance(31_000);
  await page.goto('/instances');
  await expect(rowNamed(page, 'Team alerts').getByText('Enabled', { exact: true })).toBeVisible();
});

test('an update asks for what the newer version needs, and the old one is at work until then', async ({
  page,
  prismatic,
}) => {
  const made = await prismatic.create('Old stock', { integration: 'Inventory sync', version: 2 });
  await prismatic.fill(made.id);
  await prismatic.deploy(made.id);
  await page.goto('/instances');
  await rowNamed(page, 'Old stock').getByRole('button', { name: 'Update' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('It is on version 2 now.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Update' }).click();
  await expect(stepHeading(page, 'Settings')).toBeVisible();
  expect(await prismatic.instance(made.id)).toMatchObject({ version: 3, deployedVersion: 2 });
  await page.getByLabel('Start date').fill('2026-03-31');
  await next(page, 'Deploy');
  await deploy(page, 'Old stock');
  expect(await prismatic.instance(made.id)).toMatchObject({ version: 3, deployedVersion: 3, needsDeploy: false });
});

test('an administrator activates for a customer, who is searched for by keyboard', async ({
  page,
  account,
  prismatic,
  signInAs,
}) => {
  await signInAs('priya');
  const dialog = await openActivation(page, 'Order events');
  const customer = dialog.getByRole('combobox', { name: 'Customer' });
  await expect(customer).toBeFocused();
  await page.keyboard.press('Enter');
  const partOfName = account.account.replace('demo-', '');
  await customer.fill(partOfName);
  await page.getByRole('option', { name: new RegExp(partOfName) }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name of the instance' }).fill('Made for them');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Made for them is deployed and works from now on.')).toBeVisible();
  expect(await prismatic.instances()).toMatchObject([{ name: 'Made for them', enabled: true }]);
});

test('from its row: disabled and back again, deployed while it is paused, removed', async ({ page, prismatic }) => {
  const { id } = await prismatic.create('Shelves', { integration: 'Inventory sync' });
  await prismatic.fill(id);
  await prismatic.deploy(id);
  await prismatic.set(id, [{ key: 'Warehouse', value: 'South' }]);
  await openList(page, '/instances');
  const row = rowNamed(page, 'Shelves');
  await expect(row.getByText('Changes not deployed', { exact: true })).toBeVisible();

  await chooseFromRow(page, 'Shelves', 'Disable');
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByText('Enabled', { exact: true })).toBeVisible();
  await expect.poll(async () => (await prismatic.instance(id)).enabled).toBe(true);

  await chooseFromRow(page, 'Shelves', 'Disable');
  await expect(row.getByRole('button', { name: 'Undo' })).toBeVisible();
  await row.getByRole('button', { name: 'Deploy', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Deploy Shelves?' });
  expect(await prismatic.instance(id)).toMatchObject({ enabled: false, needsDeploy: true });
  await question.getByRole('button', { name: 'Deploy and enable' }).click();
  await expect(row.getByText('Changes not deployed', { exact: true })).toHaveCount(0);
  await expect(row.getByText('Enabled', { exact: true })).toBeVisible();
  expect(await prismatic.instance(id)).toMatchObject({ enabled: true, needsDeploy: false });

  await removeInstance(page, 'Shelves');
  // Behind the dialog nothing has a role.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect(await prismatic.instances()).toEqual([]);
});

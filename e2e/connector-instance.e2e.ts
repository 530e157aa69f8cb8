import type { Locator, Page, Request } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import type { RunningServer } from './support/server.ts';
import { expect, headersOf, test } from './support/test.ts';
import { rowNamed } from './support/vocabulary.ts';

/** Opens the page of an instance by way of the common list, in which it has to appear first. Answers our id of it. */
async function openInstance(page: Page, name: string): Promise<string> {
  await page.goto(`/instances?vendor=patchworks&q=${encodeURIComponent(name)}`);
  await rowNamed(page, name).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page).toHaveURL(/\/connectors\/instances\/[\da-f-]{36}$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** As somebody who has no such list: by the id. */
async function openFoundInstance(page: Page, server: RunningServer, search: string): Promise<void> {
  const [row] = (await listInstances(page.context().request, server, { search })).nodes;
  await page.goto(`/connectors/instances/${row?.id ?? ''}`);
  await expect(page.getByRole('heading', { level: 1, name: search })).toBeVisible();
}

async function openRemoval(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Instance settings' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  const dialog = page.getByRole('dialog', { name: `Remove ${name}?` });
  await expect(dialog).toBeVisible();
  return dialog;
}

const isOperation = (request: Request, opening: string) => request.postData()?.includes(opening) === true;

/**
 * Keeps the instance from being read again until the function is called. A page that reads of somebody else's change asks
 * which of the two shall stand before anything can be saved; here saving is what has to find it out.
 */
async function holdReadings(page: Page): Promise<() => void> {
  let readAgain = () => {};
  const released = new Promise<void>((resolve) => {
    readAgain = resolve;
  });
  await page.route('**/api/graphql', async (route) => {
    if (isOperation(route.request(), 'query ConnectorInstance(')) await released;
    await route.fallback();
  });
  return readAgain;
}

const save = (page: Page) => page.getByRole('button', { name: 'Save instance details' });

test('details are changed, the pool is cleared, and of two people’s values one is chosen', async ({
  page,
  patchworks,
}) => {
  const pool = await patchworks.createPool('Both shops', 4);
  const made = await patchworks.create('Shop Sweden', { rest: { connection_pool_id: pool } });
  await patchworks.createFlow('Orders to ledger', [made.id]);
  await patchworks.createFlow('Old stock', [made.id], { isEnabled: false });
  const id = await openInstance(page, 'Shop Sweden');

  // The address of other instances leads here too.
  await page.goto(`/instances/${id}`);
  await expect(page).toHaveURL(`/connectors/instances/${id}`);
  await expect(page.getByText('Used by 2 process flows')).toBeVisible();
  await expect(save(page)).toBeDisabled();

  await page.getByRole('textbox', { name: 'Rate limit' }).fill('120');
  await page.getByRole('button', { name: 'Clear the connection pool' }).click();
  await expect(page.getByRole('combobox', { name: 'Connection pool' })).toBeFocused();
  await save(page).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('This changes how 2 process flows work, at once:');
  await expect(question).toContainText('Old stock');
  await question.getByRole('button', { name: 'Save instance details' }).click();
  await expect(page.getByText('Details of Shop Sweden are saved')).toBeVisible();
  const [changed] = await patchworks.instances();
  expect(changed).toMatchObject({ rateLimitAmount: 120, poolId: null, timezone: 'Europe/Stockholm' });
  expect(changed?.lastAuthenticatedAt, 'no credentials were checked').toBe(made.lastAuthenticatedAt);

  const readAgain = await holdReadings(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await patchworks.update(made.id, { name: 'Theirs' });
  await save(page).click();
  const refused = page.waitForResponse((answer) => isOperation(answer.request(), 'mutation UpdateConnectorInstance('));
  await question.getByRole('button', { name: 'Save instance details' }).click();
  await refused;
  readAgain();
  await expect(page.getByText('Now at Patchworks')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Now at Patchworks' })).toContainText(/Mine.*Theirs/s);
  expect((await patchworks.instances()).map(({ name }) => name)).toEqual(['Theirs']);
  await page.getByRole('button', { name: 'Keep yours Name' }).click();
  await save(page).click();
  await question.getByRole('button', { name: 'Save instance details' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible();
  expect((await patchworks.instances()).map(({ name }) => name)).toEqual(['Mine']);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Details changed');
});

test('wrong credentials are not saved and the old ones stay; right ones are', async ({ page, patchworks, allow }) => {
  // The refusal, of which the browser complains.
  allow.status(422);
  const made = await patchworks.create('Shop Sweden');
  const stored = async () => {
    const { body } = await patchworks.call('GET', `/connectors/${made.id}?include=variables`);
    return JSON.stringify(body);
  };
  const id = await openInstance(page, 'Shop Sweden');
  await page.getByRole('tab', { name: 'Authentication' }).click();
  await expect(page).toHaveURL(`/connectors/instances/${id}?tab=authentication`);
  const before = await stored();

  await page.getByRole('textbox', { name: /domain/i }).fill('other-store.example');
  await page.getByRole('button', { name: /^Replace/ }).click();
  const secret = page.getByLabel(/token/i).and(page.locator('input'));
  await secret.fill('canary-4711-bad');
  await page.getByRole('button', { name: 'Save credentials' }).click();
  const report = page.getByRole('region', { name: 'The failed check' });
  await expect(report).toContainText('401');
  await expect(page.getByText(/the stored credentials are as they were/)).toBeVisible();
  await report.getByRole('tab', { name: 'Request' }).click();
  await expect(report).toContainText('other-store.example');
  await expect(report).not.toContainText('canary-4711');
  expect(await stored()).toBe(before);

  await secret.fill('canary-4711-right');
  await page.getByRole('button', { name: 'Save credentials' }).click();
  await expect(page.getByText('Credentials of Shop Sweden were taken and saved')).toBeVisible();
  await expect(page.getByText('Stored', { exact: true })).toBeVisible();
  await expect(secret).toHaveCount(0);
  expect(await page.content()).not.toContain('canary-4711');
  expect(await stored()).toContain('other-store.example');
});

test('what flows use is removed once their steps use it no longer', async ({ page, patchworks }) => {
  const old = await patchworks.create('Old shop');
  const next = await patchworks.create('New shop');
  const enabled = await patchworks.createFlow('Orders', [old.id]);
  const disabled = await patchworks.createFlow('Stock', [old.id, next.id], { isEnabled: false });
  await openInstance(page, 'Old shop');
  const dialog = await openRemoval(page, 'Old shop');
  await expect(dialog).toContainText('2 process flows use it and have to be changed first');
  await dialog.getByRole('textbox').fill('confirm');
  const remove = dialog.getByRole('button', { name: 'Remove', exact: true });
  await expect(remove).toBeDisabled();

  const stepOf = (flow: string) => dialog.getByRole('listitem').filter({ hasText: flow });
  await stepOf('Orders').getByRole('combobox').selectOption({ label: 'New shop' });
  await stepOf('Orders')
    .getByRole('button', { name: /^Point it there/ })
    .click();
  await expect(dialog.getByText(/“.*Step 1.*” uses “.*New shop.*” now\./)).toBeVisible();
  await expect(dialog).toContainText('1 process flow uses it');
  await stepOf('Stock')
    .getByRole('button', { name: /^Take the step out/ })
    .click();
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Take it out' }).click();
  await expect(dialog.getByText(/was taken out\.\s+No process flow uses it\./)).toBeVisible();
  await expect(dialog.getByRole('textbox')).toBeFocused();
  const ids = (await patchworks.flowsOf(next.id)).map((flow) => flow.id);
  expect(new Set(ids)).toEqual(new Set([enabled.id, disabled.id]));

  await remove.click();
  // Back on the list that one came from.
  await expect(page).toHaveURL(/\/instances\?vendor=patchworks&q=Old%20shop$/);
  await expect(page.getByText(/^Old shop \([\da-f]{8}\) was removed$/)).toBeVisible();
  await expect(rowNamed(page, 'Old shop')).toHaveCount(0);
  expect((await patchworks.instances()).map(({ name }) => name)).toEqual(['New shop']);
});

test('what somebody else removes is told to whoever has it open, and nothing typed is saved elsewhere', async ({
  page,
  browser,
  server,
  patchworks,
}) => {
  await patchworks.create('Shop Sweden');
  const id = await openInstance(page, 'Shop Sweden');
  await page.getByRole('textbox', { name: 'Name' }).fill('Half a thou');
  const admin = await browser.newContext({ baseURL: server.origin });
  await admin.request.post('/api/session', { data: { demo: 'priya' }, headers: headersOf(server) });
  const elsewhere = await admin.newPage();
  await elsewhere.goto(`/connectors/instances/${id}`);
  const dialog = await openRemoval(elsewhere, 'Shop Sweden');
  await dialog.getByRole('textbox').fill('confirm');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(elsewhere).toHaveURL(/\/admin\/instances\?vendor=patchworks$/);
  await admin.close();

  const gone = page.getByRole('main').getByRole('alert');
  await expect(gone).toContainText(/Shop Sweden.* is gone/);
  await expect(gone).toContainText('It was removed while this page was open.');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveCount(0);
  // Nothing holds one here: there is nothing left that could be saved.
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
  await expect(rowNamed(page, 'Shop Sweden')).toHaveCount(0);
  expect(await patchworks.instances()).toEqual([]);
});

test('an admin acts on the owner’s behalf, and leaves the credentials to them', async ({
  page,
  patchworks,
  server,
  account,
  signInAs,
}) => {
  await patchworks.create('Shop of the owner');
  const id = await openInstance(page, 'Shop of the owner');
  await signInAs('priya');
  await openFoundInstance(page, server, 'Shop of the owner');
  await page.getByRole('textbox', { name: 'Rate limit' }).fill('60');
  await save(page).click();
  await expect(page.getByText('Details of Shop of the owner are saved')).toBeVisible();
  expect((await patchworks.instances()).map(({ rateLimitAmount }) => rateLimitAmount)).toEqual([60]);
  await page.getByRole('tab', { name: 'Authentication' }).click();
  await expect(page.getByRole('button', { name: 'Save credentials' })).toBeDisabled();
  await expect(page.getByRole('tabpanel').getByRole('textbox')).toHaveCount(0);

  // Its owner sees who it was.
  await signInAs(account.demo);
  await page.goto(`/connectors/instances/${id}`);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Priya Nair');
});

test('who may only view sees the row and its past, and nothing to change', async ({ page, server, signInAs }) => {
  await signInAs('jonas');
  await openFoundInstance(page, server, 'Shopify Sweden');
  await expect(page.getByText(/^You may look only: settings and credentials/)).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await page.getByRole('button', { name: 'Instance settings' }).click();
  await expect(page.getByRole('menuitem', { name: /^Remove/ })).toBeDisabled();
});

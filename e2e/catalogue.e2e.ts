import { expect, test } from './support/test.ts';
import { search } from './support/vocabulary.ts';

test('every solution stands there with what it is', async ({ page, tray }) => {
  const solutions = await tray.solutions();
  await page.goto('/catalogue?vendor=tray');
  await expect(page.getByText(`${solutions.length} solutions · Only Tray`, { exact: true })).toBeVisible();
  for (const { title } of solutions) {
    // oxlint-disable-next-line no-await-in-loop -- card by card
    await expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toBeVisible();
  }
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Sync Salesforce contacts to HubSpot' }) });
  await expect(card).toContainText('Keeps HubSpot contacts in step with Salesforce, both ways.');
  await expect(card).toContainText('crm');
  await expect(card).toContainText('sync');
  await expect(card.locator('dt', { hasText: 'level' })).toBeVisible();
  await expect(card.locator('dd', { hasText: 'advanced' })).toBeVisible();
  await expect(card.getByRole('button', { name: 'Activate' })).toBeEnabled();
});

test('the search is in the address and says when nothing matches', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/catalogue');
  await search(page, 'netsuite');
  await expect(page.getByText('1 solution', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\?q=netsuite$/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('netsuite');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Shopify orders to NetSuite']);

  await search(page, '<img src=x onerror=1>');
  await expect(page.getByText('No solutions match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Daily sales digest' })).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('the address may name a vendor', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/catalogue?vendor=patchworks');
  await expect(page.getByText('No solutions match')).toBeVisible();
  await page.goto('/catalogue?vendor=tray');
  await expect(page.getByRole('heading', { level: 2, name: 'Daily sales digest' })).toBeVisible();
});

test('activating asks for a name first, and refuses an empty one beside the field', async ({ page, tray }) => {
  await page.goto('/catalogue');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Daily sales digest' })
    .getByRole('button', { name: 'Activate' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Activate Daily sales digest' });
  const box = dialog.getByRole('textbox', { name: 'Name of the instance' });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('Daily sales digest');
  await box.fill('');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(page.context().pages()).toHaveLength(1);
  expect(await tray.instances()).toEqual([]);
});

test('an empty catalogue and one that cannot be read are different things', async ({ page, account, allow }) => {
  expect(account.demo).not.toBe('');
  // The sandbox's catalogue is never empty, so the answer is bent on its way.
  let nodes: unknown[] | null = [];
  await page.route('**/api/graphql', async (route) => {
    const response = await route.fetch();
    const body: { data?: { catalogue?: Record<string, unknown> } } = await response.json();
    if (!body.data?.catalogue) return route.fulfill({ response });
    if (nodes === null) return route.fulfill({ status: 500, contentType: 'application/json', body: '{}' });
    body.data.catalogue = { ...body.data.catalogue, nodes, totalCount: nodes.length };
    return route.fulfill({ response, json: body });
  });
  await page.goto('/catalogue');
  await expect(page.getByText('The catalogue is empty')).toBeVisible();
  nodes = null;
  allow.status(500);
  await page.reload();
  await expect(page.getByText(/could not be read/)).toBeVisible();
  await expect(page.getByText('The catalogue is empty')).toHaveCount(0);
  await page.unroute('**/api/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Daily sales digest' })).toBeVisible();
});

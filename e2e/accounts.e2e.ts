import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const linkAt = (page: Page, vendor: string) =>
  panel(page, 'Vendor links')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: vendor, exact: true }) });

/** What the account is called here, by its external id. */
const nameOf = (account: string) => account.replace('demo-', 'Demo ');

/** Opens the account's page as an administrator, the way one finds it. */
async function openAccount(page: Page, account: string): Promise<void> {
  await page.goto('/admin/accounts');
  await page.getByRole('searchbox').fill(account);
  await expect(page.getByText('1 account', { exact: true })).toBeVisible();
  await page
    .getByRole('row')
    .getByRole('link', { name: nameOf(account) })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: nameOf(account) })).toBeVisible();
}

test('an administrator adds an account and finds who it is at each vendor', async ({
  page,
  server,
  account,
  signInAs,
  allow,
}) => {
  await signInAs('priya');
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: 'Add account' }).click();
  allow.status(400);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(['Enter this.', 'Enter this.']);
  const externalId = `${account.account}-added`;
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Added ${account.account}`);
  await dialog.getByRole('textbox', { name: 'External id' }).fill(externalId);
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await expect(page.getByRole('dialog', { name: `Added ${account.account} is there` })).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveText([
    /Tray linked/,
    /Prismatic linked/,
    /Instabase linked/,
    /Patchworks linked/,
  ]);
  await dialog.getByRole('button', { name: 'Open account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Added ${account.account}` })).toBeVisible();
  await expect(panel(page, 'People')).toContainText('Nobody signs in for this account.');
  const answer = await fetch(`${server.trayOrigin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox-master' },
    body: JSON.stringify({
      query: 'query ($id: String!) { users(criteria: { externalUserId: $id }) { edges { node { id } } } }',
      variables: { id: externalId },
    }),
  });
  const { data }: { data: { users: { edges: { node: { id: string } }[] } } } = await answer.json();
  expect(data.users.edges).toHaveLength(1);
  await expect(linkAt(page, 'Tray')).toContainText(data.users.edges[0]?.node.id ?? 'no user');
});

test('a key that Patchworks does not take is said beside its field and kept nowhere; one that it takes is sealed', async ({
  page,
  server,
  account,
  signInAs,
  allow,
}) => {
  await signInAs('priya');
  await openAccount(page, account.account);
  await expect(linkAt(page, 'Patchworks')).toContainText('sealed');
  await linkAt(page, 'Patchworks').getByRole('button', { name: 'Remove link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Remove link' }).click();
  await expect(linkAt(page, 'Patchworks')).toContainText('Removed by an administrator');

  await linkAt(page, 'Patchworks').getByRole('button', { name: 'Enter link' }).click();
  const key = dialog.getByLabel('Patchworks API key');
  await key.fill('not-a-key-of-anybody');
  allow.status(400);
  await dialog.getByRole('button', { name: 'Check and save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Patchworks does not take it. Nothing was saved.');
  await expect(key).toHaveValue('not-a-key-of-anybody');

  // The company's own key, as somebody of it would read it in Patchworks.
  const told = await fetch(`${server.patchworksOrigin}/_sandbox/accounts/${account.account}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: nameOf(account.account) }),
  });
  const company: { api_key: string } = await told.json();
  await key.fill(company.api_key);
  await dialog.getByRole('button', { name: 'Check and save' }).click();
  await expect(linkAt(page, 'Patchworks')).toContainText('sealed');
  await expect(linkAt(page, 'Patchworks')).toContainText('Entered by Priya Nair');
  expect(await page.content()).not.toContain(company.api_key);
  await linkAt(page, 'Patchworks').getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('Patchworks takes the link')).toBeVisible();
});

test('an administrator looks as an account: every tab shows it, nothing can be changed, and it ends', async ({
  page,
  context,
  account,
  tray,
  signInAs,
  allow,
}) => {
  await tray.create('Seen by others', { solutionTitle: 'Webhook health check' });
  // Its own people make the index read it.
  await page.goto('/instances');
  await expect(page.getByRole('row').filter({ hasText: 'Seen by others' })).toBeVisible();

  await signInAs('priya');
  await openAccount(page, account.account);
  const other = await context.newPage();
  await other.goto('/admin/accounts');
  await expect(other.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible();

  await page.getByRole('button', { name: 'View as' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('They asked for help');
  await dialog.getByRole('button', { name: 'View as' }).click();
  await expect(page).toHaveURL(/\/instances$/);
  const banner = `You look as ${nameOf(account.account)}. Nothing can be changed.`;
  await expect(page.getByText(banner)).toBeVisible();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accounts' })).toHaveCount(0);
  // The other tab is theirs as well, and its page is for administrators.
  await expect(other.getByText(banner)).toBeVisible();
  await expect(other.getByRole('heading', { level: 1, name: 'For administrators' })).toBeVisible();

  const row = page.getByRole('row').filter({ hasText: 'Seen by others' });
  await row.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: /^Remove/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  // What no button sends is refused as well.
  allow.status(403);
  const refused = await page.evaluate(async () => {
    const answer = await fetch('/api/demo/accounts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'jackfield' },
      body: '{}',
    });
    return answer.json();
  });
  expect(refused).toMatchObject({ problem: { code: 'view_only' } });

  await page.getByRole('button', { name: 'Stop looking' }).click();
  await expect(page.getByRole('heading', { level: 1, name: nameOf(account.account) })).toBeVisible();
  await expect(page.getByText(banner)).toHaveCount(0);
  await expect(other.getByText(banner)).toHaveCount(0);
  await expect(panel(page, 'Activity')).toContainText('They asked for help');
});

test('ending an account’s sessions puts its people out in their open pages', async ({
  page,
  browser,
  server,
  account,
  signInAs,
}) => {
  const theirs = await browser.newContext({ baseURL: server.origin });
  const there = await theirs.newPage();
  await there.request.post('/api/session', {
    data: { demo: account.demo },
    headers: { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin: server.origin },
  });
  const stream = there.waitForRequest((request) => request.url().endsWith('/api/events'));
  await there.goto('/instances');
  await expect(there.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
  await stream;

  await signInAs('priya');
  await openAccount(page, account.account);
  await page.getByRole('button', { name: 'End sessions', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
  await expect(panel(page, 'People')).toContainText('0 sessions');
  await expect(there).toHaveURL(/\/sign-in/, { timeout: 5_000 });
  await theirs.close();
});

test('accounts follow what happens without being loaded again: people, sessions, instances and the end of a look', async ({
  page,
  browser,
  server,
  account,
  tray,
  signInAs,
}) => {
  await signInAs('priya');
  await openAccount(page, account.account);
  // Priya has taken the place of the one who was signed in here.
  await expect(panel(page, 'People')).toContainText('0 sessions');

  // One of its people signs in elsewhere, and something is made for the account.
  const theirs = await browser.newContext({ baseURL: server.origin });
  const there = await theirs.newPage();
  await there.request.post('/api/session', {
    data: { demo: account.demo },
    headers: { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin: server.origin },
  });
  await expect(panel(page, 'People')).toContainText('1 session');
  await tray.create('Counted at once', { solutionTitle: 'Webhook health check' });
  await there.goto('/instances');
  await expect(there.getByRole('row').filter({ hasText: 'Counted at once' })).toBeVisible();
  await expect(panel(page, 'Instances')).toContainText('Tray');
  await expect(panel(page, 'Instances').getByRole('link', { name: /1/ }).first()).toBeVisible();
  await theirs.close();

  // A look that ends with the session is on record, where an administrator sees it.
  const looking = await browser.newContext({ baseURL: server.origin });
  const looker = await looking.newPage();
  await looker.goto('/sign-in');
  await looker.getByRole('button', { name: /Priya Nair/ }).click();
  await expect(looker).toHaveURL(/\/admin/);
  await openAccount(looker, account.account);
  await looker.getByRole('button', { name: 'View as' }).click();
  await looker.getByRole('dialog').getByRole('button', { name: 'View as' }).click();
  await expect(looker).toHaveURL(/\/instances$/);
  await looker.request.delete('/api/session', {
    data: {},
    headers: { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin: server.origin },
  });
  await looking.close();
  await page.reload();
  await expect(panel(page, 'Activity')).toContainText('Stopped looking as an account');
});

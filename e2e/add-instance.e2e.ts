import type { BrowserContext, Page } from '@playwright/test';
import type { PatchworksOwner } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import type { RunningServer } from './support/server.ts';
import { endSession, offerSignIn } from './support/session-end.ts';
import { expect, headersOf, test } from './support/test.ts';

const secret = 'canary-5b1e7f-of-a-secret';

/** Opens the wizard for a connector of the account, which is installed where it is not yet. */
async function openWizard(page: Page, server: RunningServer, owner: PatchworksOwner, label: string): Promise<string> {
  const { id } = await owner.install(label);
  const response = await page.context().request.post('/api/connector-drafts', {
    data: { connectorId: String(id) },
    headers: headersOf(server),
  });
  expect(response.status(), await response.text()).toBe(201);
  const { draft }: { draft: { id: string } } = await response.json();
  await page.goto(`/connectors/add/${draft.id}?step=name`);
  return draft.id;
}

function stepHeading(page: Page, name: string) {
  return page.getByRole('heading', { level: 2, name: new RegExp(`^${name} Step`) });
}

async function next(page: Page, following: string): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(stepHeading(page, following)).toBeFocused();
}

async function nameIt(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await next(page, 'Settings');
}

async function expectThere(page: Page, name: string, owner: PatchworksOwner): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: `${name} is there` })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Open the instance' })).toHaveAttribute(
    'href',
    /^\/connectors\/instances\/[\da-f-]{36}$/,
  );
  expect((await owner.instances()).filter((instance) => instance.name === name)).toHaveLength(1);
}

/** Everything that our server answers to the browser and every address it is asked at, to look for a secret in. */
function listen(context: BrowserContext, server: RunningServer): () => Promise<string> {
  const seen: Promise<string>[] = [];
  context.on('response', (response) => {
    if (!response.url().startsWith(server.origin)) return;
    const isStream = (response.headers()['content-type'] ?? '').startsWith('text/event-stream');
    const body = isStream ? Promise.resolve('') : response.text().catch(() => '');
    seen.push(body.then((text) => `${response.url()}\n${JSON.stringify(response.headers())}\n${text}`));
  });
  return async () => (await Promise.all(seen)).join('\n');
}

async function storageOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      history.state as unknown,
    ]),
  );
}

test('only credentials that the other system takes are saved, and it shows what was asked and answered', async ({
  page,
  server,
  account: _account,
  patchworks,
  allow,
  expectAccessible,
}) => {
  allow.status(422);
  const answers = listen(page.context(), server);
  await openWizard(page, server, patchworks, 'Shopify');
  await expect(stepHeading(page, 'Name')).toBeVisible();
  await nameIt(page, 'Shop Norway');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('oslo');
  await page.getByRole('option', { name: /Europe\/Oslo/ }).click();
  await page.getByRole('combobox', { name: 'Date format' }).fill('d.m.Y');
  await page.getByRole('textbox', { name: 'Rate limit' }).fill('60');
  await expect(page.getByText('60 per minute').first()).toBeVisible();
  await expectAccessible(page);
  await next(page, 'Authentication');
  await page.getByRole('radio', { name: /Access token/ }).check();
  await expectAccessible(page);
  await next(page, 'Credentials');
  await page.getByRole('textbox', { name: 'Store domain' }).fill('norway.example');
  const token = page.getByLabel('Access token', { exact: true });
  const report = page.getByRole('region', { name: 'The failed check' });

  for (const [ending, cause] of [
    ['-bad', /answered 401/],
    ['-forbidden', /answered 403/],
    ['-timeout', /did not answer in time/],
    ['-500', /answered 500/],
  ] as const) {
    await token.fill(secret + ending);
    await page.getByRole('button', { name: 'Add instance' }).click();
    await expect(report.getByText(cause)).toBeVisible();
    await expect(page.getByText(/Nothing was saved. Everything that you typed is still here./)).toBeVisible();
    await report.getByRole('tab', { name: 'Request' }).click();
    await expect(
      report
        .getByText('https://norway.example', { exact: false })
        .or(report.getByText(/shop\.json/))
        .first(),
    ).toBeVisible();
    await expect(token).toHaveValue(secret + ending);
    expect(await patchworks.instances()).toEqual([]);
  }
  await expectAccessible(page);

  await token.fill(secret);
  await page.getByRole('button', { name: 'Add instance' }).click();
  await expectThere(page, 'Shop Norway', patchworks);
  await expectAccessible(page);
  const [made] = await patchworks.instances();
  expect(made).toMatchObject({
    timezone: 'Europe/Oslo',
    dateFormat: 'd.m.Y',
    rateLimitAmount: 60,
    rateLimitUnit: 'minute',
  });
  expect(await answers()).not.toContain(secret);
  expect(await storageOf(page)).not.toContain(secret);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Shop Norway is there' })).toBeVisible();
});

test('what needs no credentials ends without asking for them', async ({
  page,
  server,
  account: _account,
  patchworks,
}) => {
  await openWizard(page, server, patchworks, 'Exchange Rates');
  await nameIt(page, 'Rates');
  await expect(page.getByText('Step 2 of 2')).toBeVisible();
  await page.getByRole('button', { name: 'Add instance' }).dblclick();
  await expectThere(page, 'Rates', patchworks);
});

test('consent is given on the other system’s own page, or denied there, also when one was signed out there', async ({
  page,
  server,
  account,
  patchworks,
  allow,
}) => {
  await offerSignIn(page, account);
  await openWizard(page, server, patchworks, 'Xero');
  await nameIt(page, 'Books');
  await next(page, 'Credentials');
  await page.getByRole('button', { name: 'Add instance' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Not saved' })).toBeVisible();
  await expect(page.getByText(/was told not to let Patchworks in. Nothing was saved./)).toBeVisible();
  await expect(page.getByText(/sign/i)).toHaveCount(0);
  expect(await patchworks.instances()).toEqual([]);

  await page.getByRole('link', { name: 'Begin again' }).click();
  await expect(stepHeading(page, 'Credentials')).toBeVisible();
  await page.getByRole('button', { name: 'Add instance' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page).toHaveURL(/\/connectors\/instances\/[\da-f-]{36}$/);
  const [made] = await patchworks.instances();
  expect(made?.name).toBe('Books');

  // Anew for what is there, and the session ends while the person is away.
  await page.getByRole('tab', { name: 'Authentication' }).click();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
  await endSession(page, server);
  allow.status(401);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('button', { name: /The same person/ }).click();
  await expect(page).toHaveURL(/\/connectors\/instances\/[\da-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Books' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText(/Credentials/);
  const after = await patchworks.instances();
  expect(after).toHaveLength(1);
  expect(after[0]?.lastAuthenticatedAt).not.toBe(made?.lastAuthenticatedAt);
});

test('Back, Next, the browser’s own back and a reload keep all but secrets', async ({
  page,
  server,
  account: _account,
  patchworks,
}) => {
  await openWizard(page, server, patchworks, 'BigCommerce');
  await nameIt(page, 'Store');
  await page.getByRole('textbox', { name: 'Rate limit' }).fill('7');
  await next(page, 'Credentials');
  await page.getByRole('textbox', { name: 'Store hash' }).fill('hash-1');
  await page.getByLabel('API key', { exact: true }).fill(secret);
  await page.goBack();
  await expect(stepHeading(page, 'Settings')).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Rate limit' })).toHaveValue('7');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Store');
  await next(page, 'Settings');
  await next(page, 'Credentials');
  await expect(page.getByLabel('API key', { exact: true })).toHaveValue(secret);

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(stepHeading(page, 'Credentials')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Store hash' })).toHaveValue('hash-1');
  await expect(page.getByLabel('API key', { exact: true })).toHaveValue('');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('textbox', { name: 'Rate limit' })).toHaveValue('7');
});

test('a draft that one tab finishes is finished in the other too, and makes one instance', async ({
  page,
  server,
  account: _account,
  patchworks,
  allow,
}) => {
  allow.status(409);
  await openWizard(page, server, patchworks, 'Exchange Rates');
  await nameIt(page, 'Rates');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(stepHeading(other, 'Settings')).toBeVisible();
  await page.getByRole('button', { name: 'Add instance' }).click();
  await expectThere(page, 'Rates', patchworks);
  await other.getByRole('button', { name: 'Add instance' }).click();
  await expectThere(other, 'Rates', patchworks);
  expect(await patchworks.instances()).toHaveLength(1);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the wizard is gone through by keyboard alone, and nothing is wider than the page', async ({
    page,
    server,
    account: _account,
    patchworks,
    allow,
  }) => {
    allow.status(422);
    await openWizard(page, server, patchworks, 'Shopify');
    const fits = async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    };
    /** Goes on with Tab until the control has the focus. */
    const reach = async (control: ReturnType<Page['getByRole']>) => {
      await expect(control).toBeVisible();
      for (let stops = 0; stops < 40; stops += 1) {
        if (await control.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('The control was not reached by Tab.');
    };
    await reach(page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('Shop Denmark');
    await fits();
    await page.keyboard.press('Enter');
    await expect(stepHeading(page, 'Settings')).toBeFocused();
    await reach(page.getByRole('combobox', { name: 'Time zone' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('copenh');
    await page.keyboard.press('Enter');
    await reach(page.getByRole('combobox', { name: 'Date format' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await fits();
    await page.keyboard.press('Enter');
    await reach(page.getByRole('button', { name: 'Next' }));
    await page.keyboard.press('Enter');
    await expect(stepHeading(page, 'Authentication')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(page.getByRole('radio', { name: /Access token/ })).toBeChecked();
    await fits();
    await page.keyboard.press('Enter');
    await expect(stepHeading(page, 'Credentials')).toBeFocused();
    await reach(page.getByRole('textbox', { name: 'Store domain' }));
    await page.keyboard.type('denmark.example');
    await reach(page.getByLabel('Access token', { exact: true }));
    await page.keyboard.type(`${secret}-bad`);
    await page.keyboard.press('Enter');
    await reach(page.getByRole('tab', { name: 'Response' }));
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('tab', { name: 'Request', selected: true })).toBeFocused();
    await fits();
    await reach(page.getByLabel('Access token', { exact: true }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(secret);
    await page.keyboard.press('Enter');
    await expectThere(page, 'Shop Denmark', patchworks);
    await fits();
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { openList } from './support/vocabulary.ts';

const slotId = 'external_slack_authentication';

function panelOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Connections' });
}

/** Does what opens the vendor's dialog, and returns its window once it can be filled in. */
async function opensDialog(page: Page, action: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), action()]);
  await expect(popup.getByRole('textbox', { name: 'Account' })).toBeVisible();
  return popup;
}

/** Connects an account in the vendor's dialog; our page closes the window. */
async function connectAs(popup: Page, account: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'Account' }).fill(account);
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Connect' }).click()]);
}

/** Opens the page of the account's one instance. */
async function openInstance(page: Page, name: string): Promise<void> {
  await openList(page, '/instances');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('connect, reconnect, and another account only after a word', async ({ page, tray, expectAccessible, allow }) => {
  test.slow();
  const { id } = await tray.create('Orders');
  const inSlot = async () =>
    (await tray.instances())
      .find((instance) => instance.id === id)
      ?.authValues.find(({ externalId }) => externalId === slotId)?.authId ?? null;
  await openInstance(page, 'Orders');
  const panel = panelOf(page);
  await expect(panel).toContainText('Not connected');

  // A window that is closed changes nothing.
  const left = await opensDialog(page, () => panel.getByRole('button', { name: 'Connect' }).click());
  expect(new URL(left.url()).pathname).toMatch(new RegExp(`^/external/auth/create/jackfield/${id}/${slotId}$`));
  await left.close();
  await expect(panel).toContainText('The window was closed. Nothing was changed.');
  const cancelled = await opensDialog(page, () => panel.getByRole('button', { name: 'Connect' }).click());
  await panel.getByRole('button', { name: 'Go to the window' }).click();
  await Promise.all([cancelled.waitForEvent('close'), cancelled.getByRole('button', { name: 'Cancel' }).click()]);
  await expect(panel).toContainText('The window was closed. Nothing was changed.');
  expect(await tray.authentications()).toEqual([]);

  // An empty slot.
  await connectAs(
    await opensDialog(page, () => panel.getByRole('button', { name: 'Connect' }).click()),
    'maya@slack.example',
  );
  await expect(panel).toContainText('maya@slack.example');
  await expect(panel).toContainText('Connected here by');
  await expect(page.getByText('Slack workspace: maya@slack.example is connected')).toBeVisible();
  const first = await inSlot();
  expect((await tray.authentications()).map((one) => one.id)).toEqual([first]);
  await expectAccessible(page);

  // Signed in again as the same: the same authentication.
  await connectAs(
    await opensDialog(page, () => panel.getByRole('button', { name: 'Reconnect' }).click()),
    'Maya@slack.example',
  );
  await expect(page.getByText('Slack workspace: signed in again as Maya@slack.example')).toBeVisible();
  expect(await inSlot()).toBe(first);

  // Another account: asked first, and Keep leaves everything as it is.
  const connectNew = async (account: string) => {
    await panel.getByRole('button', { name: 'Use another account' }).click();
    const chooser = page.getByRole('dialog', { name: 'Use another account for Slack workspace' });
    const button = chooser.getByRole('button', { name: 'Connect a new account' });
    await expect(button).toBeVisible();
    await connectAs(await opensDialog(page, () => button.click()), account);
    return page.getByRole('dialog', { name: 'Another account for Slack workspace?' });
  };
  const question = await connectNew('ops@slack.example');
  await expect(question).toContainText(
    'Slack was connected as Maya@slack.example. The new connection is ops@slack.example.',
  );
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Keep the old one' }).click();
  await expect(page.getByText('Nothing was changed; ops@slack.example is kept')).toBeVisible();
  expect(await inSlot()).toBe(first);
  const [, ops] = await tray.authentications();

  // The one that was kept can be chosen, which asks again; Use changes it.
  await panel.getByRole('button', { name: 'Use another account' }).click();
  const chooser = page.getByRole('dialog', { name: 'Use another account for Slack workspace' });
  await expect(chooser.getByRole('region', { name: 'Your other connections to Slack' })).toContainText(
    'ops@slack.example',
  );
  await expectAccessible(page);
  await chooser.getByRole('button', { name: 'Use this one' }).click();
  await page
    .getByRole('dialog', { name: 'Another account for Slack workspace?' })
    .getByRole('button', { name: 'Use the new account' })
    .click();
  await expect(panel).toContainText('before: Maya@slack.example');
  expect(await inSlot()).toBe(ops?.id);

  // Signed in again as somebody else: said plainly, with a way back.
  await connectAs(
    await opensDialog(page, () => panel.getByRole('button', { name: 'Reconnect' }).first().click()),
    'third@slack.example',
  );
  const alert = panel.getByRole('alert');
  await expect(alert).toContainText('was connected as ops@slack.example and now is connected as third@slack.example');
  await connectAs(
    await opensDialog(page, () => alert.getByRole('button', { name: 'Reconnect' }).click()),
    'ops@slack.example',
  );
  await expect(panel.getByRole('alert')).toContainText('now is connected as ops@slack.example');
  expect(await inSlot()).toBe(ops?.id);

  // A code that ran out on the way: the dialog says so, and Try again gets a new one.
  allow.status(403);
  await page.context().route('**/external/auth/**', async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('code', '0'.repeat(40));
    await route.continue({ url: url.href });
  });
  const expired = page.waitForEvent('popup');
  await panel.getByRole('button', { name: 'Reconnect' }).last().click();
  await expect(panel).toContainText('Tray said: “The authorization code is unknown, used or expired”');
  expect((await expired).isClosed()).toBe(true);
  await page.context().unrouteAll();
  await connectAs(
    await opensDialog(page, () => panel.getByRole('button', { name: 'Try again' }).click()),
    'ops@slack.example',
  );
  await expect(page.getByText('Slack workspace: signed in again as ops@slack.example')).toBeVisible();
});

test('a blocked window, forged messages, and the dialog’s own words in any letter case', async ({
  page,
  server,
  tray,
  allow,
}) => {
  allow.status(404);
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    let isFirst = true;
    window.open = (...input) => {
      if (!isFirst) return open(...input);
      isFirst = false;
      return null;
    };
  });
  await tray.create('Orders');
  await openInstance(page, 'Orders');
  const panel = panelOf(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/auth-dialogs')) asked.push(new URL(request.url()).pathname);
  });
  await panel.getByRole('button', { name: 'Connect' }).click();
  await expect(panel).toContainText('Your browser blocked the window of Tray.');
  expect(asked, 'no code before the press').toEqual([]);
  const popup = await opensDialog(page, () => panel.getByRole('button', { name: 'Open the window' }).click());
  expect(asked).toEqual(['/api/auth-dialogs']);

  const stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Stranger</title>');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = stranger.address() as AddressInfo;
    await page.evaluate(() => {
      Object.assign(window, { heardMessages: 0 });
      window.addEventListener('message', () => {
        Object.assign(window, { heardMessages: Number(Reflect.get(window, 'heardMessages')) + 1 });
      });
    });
    const types = ['tray.authpopup.finish', 'tray.authpopup.close', 'tray.authPopup.error'];
    await page.evaluate((all) => {
      for (const type of all) window.postMessage({ type, authId: 'forged' }, '*');
    }, types);
    for (const address of [`http://localhost:${port}`, `${server.trayOrigin}/somewhere`]) {
      const [beside] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate((url) => void window.open(url), address),
      ]);
      await beside.waitForLoadState();
      await beside.evaluate((all) => {
        for (const type of all) window.opener.postMessage({ type, authId: 'forged' }, '*');
      }, types);
    }
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heardMessages'))).toBe(9);
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
  await expect(panel).toContainText('Go on in the window of Tray.');
  expect(asked).toEqual(['/api/auth-dialogs']);

  await popup.evaluate(() => {
    for (const wild of [null, 7, 'tray.authpopup.finish', { type: 'tray.authpopup.finish' }, { type: {} }]) {
      window.opener.postMessage(wild, '*');
    }
    window.opener.postMessage({ type: 'TRAY.AUTHPOPUP.ERROR', err: '<b>In capitals</b>' }, '*');
  });
  await expect(panel).toContainText('Tray said: “<b>In capitals</b>”');
  expect((await tray.instances())[0]?.authValues).toEqual([]);
});

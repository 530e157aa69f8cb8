import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { test as base, expect } from './support/test.ts';
import { activate, finishWizard, openRowWizard, progressOf, rowNamed } from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';

interface ForgedFixtures {
  /** A page of a stranger, on an origin that is no wizard's. */
  strangerOrigin: string;
  /** What our page asked the server to look for, apart from the looks that time alone brings. */
  reasons: string[];
}

const test = base.extend<ForgedFixtures>({
  strangerOrigin: async ({}, use) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><title>Stranger</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use(`http://localhost:${port}`);
    server.closeAllConnections();
    server.close();
  },
  reasons: async ({ page }, use) => {
    const reasons: string[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/looks')) return;
      const { reason } = request.postDataJSON() as { reason: string };
      if (reason !== 'interval' && reason !== 'focus') reasons.push(reason);
    });
    await use(reasons);
  },
});

test('messages from another origin are ignored', async ({ page, tray, strangerOrigin, reasons }) => {
  const popup = await activate(page, solution, 'Other origin');
  const stranger = await openBeside(page, strangerOrigin);
  const heard = await countMessages(page);
  await sendEach(stranger, genuineTypes);
  await heard.reach(genuineTypes.length);
  await expectUntouched(page, popup, 'Other origin');
  expect(reasons).toEqual([]);
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('messages of our own page to itself are ignored', async ({ page, tray, reasons }) => {
  const popup = await activate(page, solution, 'Own page');
  const heard = await countMessages(page);
  await page.evaluate((types) => {
    for (const type of types) window.postMessage({ type }, '*');
  }, genuineTypes);
  await heard.reach(genuineTypes.length);
  await expectUntouched(page, popup, 'Own page');
  expect(reasons).toEqual([]);
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('messages from the wizard’s origin but another window are ignored', async ({
  page,
  server,
  tray,
  allow,
  reasons,
}) => {
  allow.status(404);
  const popup = await activate(page, solution, 'Other window');
  const sibling = await openBeside(page, `${server.trayOrigin}/somewhere`);
  const heard = await countMessages(page);
  await sendEach(sibling, genuineTypes);
  await heard.reach(genuineTypes.length);
  await expectUntouched(page, popup, 'Other window');
  expect(reasons).toEqual([]);
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('whatever is malformed is dropped, ten thousand times too', async ({ page, tray, reasons }) => {
  const popup = await activate(page, solution, 'Malformed');
  const heard = await countMessages(page);
  const sent = await popup.evaluate(() => {
    const type = 'tray.configPopup.finish';
    const strange: unknown[] = [
      null,
      undefined,
      true,
      42,
      Number.NaN,
      10n,
      '',
      type,
      JSON.stringify({ type }),
      [],
      [type],
      [{ type }],
      {},
      { type: null },
      { type: 1 },
      { type: [type] },
      { type: { type } },
      { type: `${type} ` },
      { type: 'tray.configPopup' },
      { type: 'tray.configPopup.__proto__' },
      { type: 'constructor' },
      { type: 'toString' },
      { TYPE: type },
      { data: { type } },
      JSON.parse(`{"__proto__": {"type": "${type}"}}`),
      JSON.parse(`{"constructor": {"prototype": {"type": "${type}"}}}`),
      new Map([['type', type]]),
      new Set([type]),
      new Date(),
      new Error(type),
      new Uint8Array(1024),
      { type: 'x'.repeat(5_000_000) },
      { type: 'tray.configPopup.unheardOf', err: 'y'.repeat(1_000_000) },
    ];
    const circular: Record<string, unknown> = {};
    circular['type'] = circular;
    strange.push(circular);
    for (const message of strange) window.opener.postMessage(message, '*');
    for (let count = 0; count < 10_000; count += 1) {
      window.opener.postMessage(count % 2 === 0 ? { type: `tray.configPopup.${count}` } : { type: count }, '*');
    }
    return strange.length + 10_000;
  });
  await heard.reach(sent);
  await expectUntouched(page, popup, 'Malformed');
  expect(reasons).toEqual([]);

  await finishWizard(popup);
  await expect(progressOf(page, 'Malformed')).toContainText('Enabled. It works from now on.');
  expect(await tray.instances()).toHaveLength(1);
});

test('ten thousand times ready changes nothing but the words on show', async ({ page, tray, reasons }) => {
  const popup = await activate(page, solution, 'Ready, ready');
  const heard = await countMessages(page);
  await popup.evaluate(() => {
    for (let count = 0; count < 10_000; count += 1) window.opener.postMessage({ type: 'tray.configPopup.ready' }, '*');
  });
  await heard.reach(10_000);
  await expectUntouched(page, popup, 'Ready, ready');
  expect(reasons).toEqual([]);
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('a wizard that says ten thousand times that it is finished is heard once', async ({ page, tray, reasons }) => {
  const popup = await activate(page, solution, 'Finished, finished');
  const heard = await countMessages(page);
  await Promise.all([
    popup.waitForEvent('close'),
    popup.evaluate(() => {
      for (let count = 0; count < 10_000; count += 1) {
        window.opener.postMessage({ type: `tray.configPopup.${count % 2 === 0 ? 'finish' : 'cancel'}` }, '*');
      }
    }),
  ]);
  await heard.reach(10_000);
  await expect(progressOf(page, 'Finished, finished')).toContainText('Tray is asked whether everything is there.');
  // That its window is gone is noticed besides.
  expect(reasons.filter((reason) => reason !== 'closed')).toEqual(['finish']);
  expect((await tray.instances())[0]?.enabled).toBe(false);
});

test('a finish without values enables nothing: the server looks for itself', async ({ page, tray, reasons }) => {
  const popup = await activate(page, solution, 'Forged finish');
  await Promise.all([
    popup.waitForEvent('close'),
    popup.evaluate(() => window.opener.postMessage({ type: 'tray.configPopup.finish' }, '*')),
  ]);
  await expect.poll(() => reasons).toEqual(['finish']);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Instances' }).click();
  await expect(rowNamed(page, 'Forged finish')).toContainText('Set-up unfinished');
  await expect(progressOf(page, 'Forged finish')).not.toContainText('It works from now on');
  expect(await tray.instances()).toMatchObject([{ name: 'Forged finish', enabled: false }]);

  await finishWizard(await openRowWizard(page, 'Forged finish', 'Continue'));
  await expect(rowNamed(page, 'Forged finish')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

const genuineTypes = [
  'tray.configPopup.finish',
  'tray.configPopup.cancel',
  'tray.configPopup.error',
  'tray.configPopup.ready',
];

/** Opens another window from our page, as a link there would: it has our page as its opener. */
async function openBeside(page: Page, url: string): Promise<Page> {
  const [beside] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((address) => void window.open(address), url),
  ]);
  await beside.waitForLoadState();
  expect(await beside.evaluate(() => window.opener !== null), 'it can speak with our page').toBe(true);
  return beside;
}

async function sendEach(from: Page, types: readonly string[]): Promise<void> {
  await from.evaluate((all) => {
    for (const type of all) window.opener.postMessage({ type, err: 'forged' }, '*');
  }, types);
}

/** Counts what arrives at our page from now on. The page's own listener was there before, so it has heard it too. */
async function countMessages(page: Page): Promise<{ reach: (count: number) => Promise<void> }> {
  await page.evaluate(() => {
    Object.assign(window, { heardMessages: 0 });
    window.addEventListener('message', () => {
      Object.assign(window, { heardMessages: Number(Reflect.get(window, 'heardMessages')) + 1 });
    });
  });
  return {
    reach: (count) => expect.poll(() => page.evaluate(() => Reflect.get(window, 'heardMessages'))).toBe(count),
  };
}

async function expectUntouched(page: Page, popup: Page, name: string): Promise<void> {
  await expect(progressOf(page, name)).toContainText('Finish the steps in the wizard’s window.');
  await expect(progressOf(page, name)).not.toContainText('forged');
  expect(popup.isClosed(), 'the wizard is open still').toBe(false);
}

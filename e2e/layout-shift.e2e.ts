import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import { expect, test } from './support/test.ts';
import { openList } from './support/vocabulary.ts';

/** Half of what web.dev calls good (https://web.dev/articles/cls). */
const mostShift = 0.05;
/** Long enough for every skeleton to be on show before what it stands for arrives. */
const slowMs = 700;

declare global {
  interface Window {
    shifts?: { value: number; what: string }[];
  }
}

/** Adds up every unexpected shift, which is at least what the metric counts, since that takes the worst five seconds. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // Not in TypeScript's library: https://wicg.github.io/layout-instability/
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        if (hadRecentInput) continue;
        const what = sources.map(({ node }) => (node?.textContent ?? '').slice(0, 40)).join(', ');
        window.shifts?.push({ value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function expectStill(page: Page, where: string): Promise<void> {
  const shifts = await page.evaluate(
    () =>
      new Promise<{ value: number; what: string }[]>((resolve) => {
        // Two frames: the observer is told of a frame's shifts after it.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.shifts ?? [])));
      }),
  );
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  test.info().annotations.push({ type: 'layout shift', description: `${where}: ${sum.toFixed(4)}` });
  expect.soft(sum, `${where}: ${JSON.stringify(shifts)}`).toBeLessThan(mostShift);
}

/** Holds every answer back, and gives the function that opens a page at both widths and expects it to stand still. */
async function slowly(page: Page) {
  await watchShifts(page);
  await page.route(/\/api\/(graphql|operations|sessions|accounts|instances|deployments)/, async (route) => {
    await delay(slowMs);
    await route.continue();
  });
  return async (where: string, address: string, isThere: () => Promise<void>) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(address);
      await isThere();
      await expectStill(page, `${where} at ${width}`);
    }
  };
}

test('no page jumps when what it waits for arrives late', async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs('priya');
  await openList(page, '/admin/instances?q=Contacts+of+the+partner+programme');
  const path = await page.getByRole('link', { name: 'Contacts of the partner programme' }).getAttribute('href');
  const id = path?.split('/').at(-1) ?? '';
  await page.goto(`/admin/debug/${id}`);
  const account = await page.getByRole('link', { name: /^Who signs in for/ }).getAttribute('href');
  const steady = await slowly(page);
  await steady('the debug view', `/admin/debug/${id}`, () =>
    expect(page.getByRole('region', { name: 'Values', exact: true }).first()).toBeVisible(),
  );
  await steady('an account', account ?? '', () =>
    expect(page.getByText('Maya Lindqvist', { exact: true })).toBeVisible(),
  );
  await signInAs('maya');
  await steady('an instance', path ?? '', () => expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible());
  await steady('the catalogue', '/catalogue', () =>
    expect(page.getByRole('button', { name: 'Activate' }).first()).toBeVisible(),
  );
  await steady('the operations', '/operations?group=over', () =>
    expect(page.getByText(/^[\d,]+ operations?$/).first()).toBeVisible(),
  );
  await steady('the settings', '/settings', () =>
    expect(page.getByRole('button', { name: 'End all others' })).toBeVisible(),
  );
});

test('nor does one of connectors', async ({ page, account, patchworks }) => {
  expect(account.demo).not.toBe('');
  const { id } = await patchworks.create('Shop Sweden');
  await patchworks.create('Shop Norway');
  await patchworks.createFlow('Orders', [id]);
  await page.goto('/connectors');
  const link = page.getByRole('link', { name: 'Shop Sweden', exact: true });
  const path = await link.getAttribute('href');
  const steady = await slowly(page);
  await steady('the connectors', '/connectors', () => expect(link).toBeVisible());
  await steady('an instance of a connector', path ?? '', () =>
    expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible(),
  );
});

test('nor does one of what is deployed', async ({ page, server, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs('maya');
  const idOf = async (search: string) => {
    const [row] = (await listInstances(page.context().request, server, { search })).nodes;
    return row?.id ?? '';
  };
  const [stock, other, notes] = [
    await idOf('Stock from Rotterdam'),
    await idOf('Stock from Oslo'),
    await idOf('Delivery notes'),
  ];
  const steady = await slowly(page);
  await steady('the deployments', '/deployments', () =>
    expect(page.getByRole('row').filter({ hasText: 'Customs papers' })).toBeVisible(),
  );
  await steady('an instance that runs', `/instances/${stock}`, () =>
    expect(page.getByRole('list', { name: 'How it stands' })).toBeVisible(),
  );
  await steady('the runs', '/runs', () => expect(page.getByRole('button', { name: 'As a table' })).toBeVisible());
  await steady('how one is configured', `/instances/${other}/configure?page=2`, () =>
    expect(page.getByRole('textbox', { name: 'Warehouse' })).toBeVisible(),
  );
  await steady('a deployed solution', `/deployments/${notes}`, () =>
    expect(page.getByRole('region', { name: 'Metadata' })).toBeVisible(),
  );
});

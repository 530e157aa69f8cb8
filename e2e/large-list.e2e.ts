import type { Page } from '@playwright/test';
import { askGraph } from './support/graph.ts';
import { expect, test } from './support/test.ts';
import { openList, rowNamed, search } from './support/vocabulary.ts';

const total = 5000;
const mostRowNodes = 60;
const staleAfterMs = 31_000;

declare global {
  interface Window {
    /** Filled by `watchLayout`. */
    watched: { mostRows: number; shift: number };
  }
}

/** Counts the rows in the document after each change of it, and adds up how far anything was pushed aside. */
async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = { mostRows: 0, shift: 0 };
    window.watched = watched;
    const count = () => {
      watched.mostRows = Math.max(watched.mostRows, document.querySelectorAll('[role="row"]').length);
    };
    new MutationObserver(count).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false) {
          watched.shift += Number(entry.value);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

const rowAt = (page: Page, place: number) => page.locator(`[role="row"][aria-rowindex="${place + 1}"]`);

/** The keyboard's focus is on the row at this place, counted from 1, and one can see it. */
async function expectFocusAt(page: Page, place: number): Promise<void> {
  await expect(rowAt(page, place)).toBeFocused();
  await expect(rowAt(page, place)).toBeInViewport({ ratio: 0.9 });
}

test('5,000 instances: few row nodes, true numbers, and a way through by keyboard', async ({
  page,
  account,
  sandbox,
  tray,
  server,
  context,
  expectAccessible,
}) => {
  test.slow();
  await sandbox.seed(account.account, total);
  await watchLayout(page);
  await openList(page, '/instances');
  await expect(page.getByText('5,000 instances', { exact: true })).toBeVisible({ timeout: 60_000 });
  // All are known: from here on nothing comes in between.
  await page.reload();
  await expect(page.getByText('5,000 instances', { exact: true })).toBeVisible();
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', String(total + 1));
  await expectAccessible(page);

  // Fast scrolling, and jumps as with the scrollbar.
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let step = 0; step < 60; step += 1) {
      window.scrollBy(0, 700);
      // oxlint-disable-next-line no-await-in-loop -- frame by frame
      await frame();
    }
    for (const part of [0.9, 0.1, 0.5, 1, 0.33]) {
      window.scrollTo(0, document.documentElement.scrollHeight * part);
      // oxlint-disable-next-line no-await-in-loop -- frame by frame
      await frame();
    }
  });
  await expect
    .poll(() => page.evaluate(() => document.elementFromPoint(600, 500)?.closest('[role="row"]')?.querySelector('a')))
    .toBeTruthy();

  // Through all of them by key: the ends are read when the keys ask for them.
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(table).toHaveAttribute('aria-busy', 'false');
  await page.evaluate(() => window.scrollTo(0, 0));
  await rowAt(page, 1).focus();
  await expectFocusAt(page, 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expectFocusAt(page, 3);
  await page.keyboard.press('ArrowUp');
  await expectFocusAt(page, 2);
  await page.keyboard.press('PageDown');
  await expect(rowAt(page, 2)).not.toBeFocused();
  await page.keyboard.press('End');
  await expectFocusAt(page, total);
  await expect(rowAt(page, total).getByRole('link')).toHaveText(/^Zendesk tickets/);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expectFocusAt(page, 1);
  await expect(rowAt(page, 1).getByRole('link')).toHaveText(/^Contacts|^Daily sales/);

  // Into a row's controls and its menu, and out again.
  await page.keyboard.press('ArrowRight');
  await expect(rowAt(page, 1).getByRole('link')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expectFocusAt(page, 1);
  await page.keyboard.press('.');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rowAt(page, 1).getByRole('button', { name: 'More actions' })).toBeFocused();

  // A row that has the focus stays in the page, however far one scrolls.
  await page.keyboard.press('ArrowDown');
  const name = (await rowAt(page, 2).getByRole('link').textContent()) ?? '';
  await page.evaluate(() => window.scrollTo(0, 100_000));
  await expect(rowAt(page, 2)).not.toBeInViewport();
  await expect(rowAt(page, 2)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expectFocusAt(page, 1);
  await page.keyboard.press('ArrowDown');

  // Neither skeletons nor jumps have pushed anything aside.
  expect(await page.evaluate(() => window.watched.shift)).toBeLessThan(0.02);

  // It is renamed elsewhere, and one is added before it: the focus stays on it, and its number is true.
  const id = (await rowAt(page, 2).getByRole('link').getAttribute('href'))?.split('/').at(-1);
  await askGraph(
    context.request,
    server,
    'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { __typename } }',
    {
      input: { id, name: `${name} (renamed)` },
    },
  );
  await expect(rowNamed(page, `${name} (renamed)`)).toBeFocused();
  await tray.create('A new one, first by name');
  await sandbox.advance(staleAfterMs);
  const other = await context.newPage();
  await openList(other, '/instances?q=new one');
  // The vendor is asked for all 5,000 anew.
  await expect(rowNamed(other, 'A new one, first by name')).toBeVisible({ timeout: 30_000 });
  await other.close();
  await page.bringToFront();
  await expect(table).toHaveAttribute('aria-rowcount', String(total + 2));
  await expect(rowNamed(page, `${name} (renamed)`)).toHaveAttribute('aria-rowindex', '4');
  await expect(rowNamed(page, `${name} (renamed)`)).toBeFocused();

  // It is removed by key: the focus goes to the next one.
  const following = (await rowAt(page, 4).getByRole('link').textContent()) ?? '';
  await page.keyboard.press('.');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(`${name} (renamed)`);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(table).toHaveAttribute('aria-rowcount', String(total + 1));
  await expectFocusAt(page, 3);
  await expect(rowAt(page, 3).getByRole('link')).toHaveText(following);

  // The server searches all of them.
  await search(page, 'digest 1');
  await expect(page).toHaveURL(/q=digest/);
  await expect(page.getByRole('row').getByRole('link').first()).toHaveText(/digest 1/);
  const count = Number((await page.getByText(/^[\d,]+ instances$/).textContent())?.replace(/\D/g, ''));
  expect(count).toBeLessThan(total / 5);
  await expect(table).toHaveAttribute('aria-rowcount', String(count + 1));

  const { mostRows } = await page.evaluate(() => window.watched);
  expect(mostRows).toBeLessThanOrEqual(mostRowNodes);
  expect(mostRows).toBeGreaterThan(15);
});

test('columns are chosen, kept, and line up', async ({ page, account, sandbox, expectAccessible }) => {
  await sandbox.seed(account.account, 120);
  await openList(page, '/instances?sort=-created');
  await expect(page.getByText('120 instances', { exact: true })).toBeVisible({ timeout: 30_000 });
  const turn = async (...names: string[]) => {
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const column of names) {
      // oxlint-disable-next-line no-await-in-loop -- one menu
      await page.getByRole('menuitemcheckbox', { name: column }).click();
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  const headers = () => page.getByRole('columnheader').allTextContents();
  expect(await headers()).toEqual(['Status', 'Name', 'Version', 'Created', 'Actions']);
  await turn('Created', 'Vendor', 'Id', 'Checked');
  await expect
    .poll(headers)
    .toEqual(['Status', 'Name', 'Version', 'Checked', 'Id', 'Actions'].toSpliced(2, 0, 'Vendor'));
  await page.reload();
  await expect(page.getByRole('row').getByRole('link').nth(3)).toBeVisible();
  expect(await headers()).toEqual(['Status', 'Name', 'Vendor', 'Version', 'Checked', 'Id', 'Actions']);
  const lefts = (place: number) =>
    page
      .getByRole('row')
      .nth(place)
      .evaluate((row) => [...row.children].slice(0, 7).map((cell) => Math.round(cell.getBoundingClientRect().left)));
  expect(await lefts(3)).toEqual(await lefts(0));
  await expectAccessible(page);

  // On a phone rows are cards, and the choice is in reach.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('row').nth(1)).toContainText('Tray');
  await turn('Vendor', 'Id');
  await expect(page.getByRole('row').nth(1)).not.toContainText(/[0-9a-f]{8}-/);
  await expect(page.getByRole('row').nth(1)).toContainText(/now|ago/);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await expectAccessible(page);
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, rowNamed, search } from './support/vocabulary.ts';

const staleAfterMs = 31_000;

/** The names of the rows that are drawn now, in the order in which they stand. */
async function namesOnShow(page: Page): Promise<string[]> {
  return page.getByRole('row').getByRole('link').allTextContents();
}

/** Scrolls through the whole list, as often as it takes until its rows have come, and returns every name it showed. */
async function expectAllReachable(page: Page, names: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const name of await namesOnShow(page)) seen.add(name);
        await page.evaluate(() => {
          const { scrollHeight } = document.documentElement;
          const isAtEnd = window.scrollY + window.innerHeight >= scrollHeight - 1;
          window.scrollTo(0, isAtEnd ? 0 : window.scrollY + window.innerHeight / 2);
        });
        return [...seen].toSorted();
      },
      { intervals: [30], timeout: 30_000 },
    )
    .toEqual([...names].toSorted());
}

test('an empty account is told how to begin', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await openList(page, '/instances');
  await expect(page.getByText('0 instances', { exact: true })).toBeVisible();
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
  await expect(page.getByText('No instances match')).toHaveCount(0);
  await page.getByRole('link', { name: 'Open the catalogue' }).click();
  await expect(page).toHaveURL(/\/catalogue$/);
});

test('a single instance is counted in the singular', async ({ page, tray }) => {
  await tray.create('The only one');
  await openList(page, '/instances');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(rowNamed(page, 'The only one')).toBeVisible();
});

for (const count of [100, 101, 200]) {
  test(`${count} instances are all there, and counted exactly`, async ({ page, tray }) => {
    const made = await tray.createMany(count, 'Row');
    await openList(page, '/instances?sort=name');
    await expect(page.getByText(`${count} instances`, { exact: true })).toBeVisible();
    // The header is a row too.
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1));
    await expectAllReachable(
      page,
      made.map(({ name }) => name),
    );
    await page.keyboard.press('End');
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(rowNamed(page, `Row ${String(count)}`)).toBeVisible();
    await expect(rowNamed(page, `Row ${String(count)}`)).toHaveAttribute('aria-rowindex', String(count + 1));
  });
}

test('the search is in the address and survives a reload and going back', async ({ page, tray }) => {
  await tray.create('Alpha orders');
  await tray.create('Beta orders');
  await tray.create('Gamma_100%');
  await openList(page, '/instances');

  await search(page, 'beta');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\?q=beta$/);
  await expect(rowNamed(page, 'Alpha orders')).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('beta');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Beta orders' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Beta orders' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('beta');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();

  // Characters that mean something to a database's patterns are only characters.
  await search(page, '_100%');
  await expect(rowNamed(page, 'Gamma_100%')).toBeVisible();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();

  await search(page, 'nothing is called this');
  await expect(page.getByText('No instances match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page.getByText('3 instances', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/instances$/);
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('an instance is found by its id, ours and the vendor’s', async ({ page, tray }) => {
  const made = await tray.create('Found by number');
  await tray.create('Another');
  await openList(page, '/instances');
  const address = (await page.getByRole('link', { name: 'Found by number' }).getAttribute('href')) ?? '';
  const ourId = address.split('/').at(-1) ?? '';
  for (const id of [made.id, ourId]) {
    // oxlint-disable-next-line no-await-in-loop -- one search box
    await search(page, id);
    // oxlint-disable-next-line no-await-in-loop -- one search box
    await expect(rowNamed(page, 'Another')).toHaveCount(0);
    // oxlint-disable-next-line no-await-in-loop -- one search box
    await expect(rowNamed(page, 'Found by number')).toBeVisible();
  }
});

test('status and order are in the address too', async ({ page, tray }) => {
  await tray.create('B unfinished');
  await tray.create('A unfinished');
  const enabled = await tray.create('C enabled', { solutionTitle: 'Webhook health check' });
  await tray.update(enabled.id, { enabled: true });
  await openList(page, '/instances');

  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => namesOnShow(page)).toEqual(['A unfinished', 'B unfinished', 'C enabled']);
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect.poll(() => namesOnShow(page)).toEqual(['C enabled', 'B unfinished', 'A unfinished']);

  await page.getByRole('combobox', { name: 'Status' }).selectOption('enabled');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/status=enabled/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('enabled');
  await expect.poll(() => namesOnShow(page)).toEqual(['C enabled']);

  await page.getByRole('combobox', { name: 'Status' }).selectOption('disabled');
  await expect(page.getByText('No instances match')).toBeVisible();

  // What the page does not know in the address counts as not there.
  await page.goto('/instances?status=exploded&sort=colour&vendor=nobody');
  await expect(page.getByText('3 instances', { exact: true })).toBeVisible();
});

test('the address may name a vendor', async ({ page, tray }) => {
  await tray.create('From Tray');
  await openList(page, '/instances?vendor=tray');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Vendor: Tray, remove this filter' }).click();
  await expect(page).toHaveURL(/\/instances$/);

  await page.goto('/instances?vendor=prismatic');
  await expect(page.getByText('0 instances', { exact: true })).toBeVisible();
  await expect(page.getByText('No instances match')).toBeVisible();
});

test('created is told relative to now, and exactly on hover', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances');
  const created = rowNamed(page, 'Order alerts in #orders').locator('time');
  await expect(created).toHaveText(/^7 mo\. ago$|^6 mo\. ago$/);
  const moment = new Date((await created.getAttribute('datetime')) ?? '');
  const daysAgo = (Date.now() - moment.getTime()) / 86_400_000;
  expect(daysAgo).toBeGreaterThan(211);
  expect(daysAgo).toBeLessThan(213);
  await expect(created).toHaveAttribute('title', new RegExp(String(moment.getFullYear())));
  await expect(created).toHaveAttribute('title', /\d\d?:\d\d:\d\d/);
});

test('each status and kind of update is in words, with the button that fits', async ({ page, signInAs }) => {
  await signInAs('maya');
  await openList(page, '/instances?vendor=tray');
  await expect(page.getByText('16 instances', { exact: true })).toBeVisible();
  const expectations: [name: string, status: string, version: string | null, button: string][] = [
    ['Order alerts in #orders', 'Enabled', null, 'Edit'],
    ['Order alerts for the Nordic team', 'Enabled', 'Update on its way', 'Edit'],
    ['Order alerts for wholesale', 'Set-up unfinished', null, 'Continue'],
    ['Health check', 'Disabled', null, 'Edit'],
    ['Contacts of the partner programme', 'Enabled', 'Update needs you', 'Update'],
    ['Invoice approvals, head office', 'Enabled', 'Waiting for your company', 'Upgrade now'],
    ['Shop orders to NetSuite', 'Enabled', 'Waiting for your company, then you', 'Edit'],
  ];
  for (const [name, status, version, button] of expectations) {
    const row = rowNamed(page, name);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    await expect(row.getByRole('cell').first()).toHaveText(status);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    await expect(row.getByRole('button', { name: button, exact: true })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- row by row
    if (version !== null) await expect(row.getByRole('cell', { name: version, exact: true })).toBeVisible();
  }
  await expect(
    rowNamed(page, 'Invoice approvals, head office').getByRole('button', { name: 'Upgrade now' }),
  ).toBeDisabled();
});

const hostileNames = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '</title><b>bold</b> & "quoted"',
  '__proto__',
  'constructor',
  '$& {name} {count} %s',
  'javascript:window.pwned=1',
  'right \u202Eot tfel',
  'family 👩‍👩‍👧‍👦 of four',
  `z${'\u0301'.repeat(200)}`,
  'שם בעברית with English',
  'x'.repeat(2000),
  `words ${'and more words '.repeat(60)}to the end`,
];

test('hostile names are text, wherever they stand', async ({ page, tray }) => {
  test.slow();
  for (const name of hostileNames) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the list
    await tray.create(name);
  }
  await openList(page, '/instances');
  await expect(page.getByText(`${hostileNames.length} instances`, { exact: true })).toBeVisible();
  // What is longer than any list can show is cut, and says so.
  const shown = hostileNames.map((name) => (name.length > 500 ? `${name.slice(0, 499)}…` : name));
  expect(new Set(await namesOnShow(page))).toEqual(new Set(shown));
  await expect(page.getByRole('table').locator('img, script, b')).toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width, 'no name pushes the page wide').toBe(0);

  /* oxlint-disable no-await-in-loop -- one page */
  for (const name of hostileNames.slice(0, 3)) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await page.goBack();
    await chooseFromRow(page, name, 'Remove');
    await expect(page.getByRole('dialog', { name: `Remove ${name}?` })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  /* oxlint-enable no-await-in-loop */
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});

test('two instances of one name are told apart by their id', async ({ page, tray }) => {
  await tray.create('Twin');
  await tray.create('Twin');
  await openList(page, '/instances');
  const rows = rowNamed(page, 'Twin');
  await expect(rows).toHaveCount(2);
  const ids: string[] = [];
  for (const index of [0, 1]) {
    const row = rows.nth(index);
    // oxlint-disable-next-line no-await-in-loop -- one dialog at a time
    const address = (await row.getByRole('link').getAttribute('href')) ?? '';
    const id = address.split('/').at(-1) ?? '';
    ids.push(id);
    // oxlint-disable-next-line no-await-in-loop -- one dialog at a time
    await row.getByRole('button', { name: 'More actions' }).click();
    // oxlint-disable-next-line no-await-in-loop -- one dialog at a time
    await page.getByRole('menuitem', { name: /^Remove/ }).click();
    // oxlint-disable-next-line no-await-in-loop -- one dialog at a time
    await expect(page.getByRole('dialog')).toContainText(id);
    // oxlint-disable-next-line no-await-in-loop -- one dialog at a time
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
  expect(new Set(ids).size).toBe(2);
});

test('a first read that takes long shows that it is under way, and claims nothing', async ({
  page,
  tray,
  account,
  sandbox,
}) => {
  await tray.create('Late but there');
  await sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: 'latency', times: 1 }]);
  await page.goto('/instances');
  await expect(page.getByText('Reading your instances from Tray…')).toBeVisible();
  await expect(page.getByText(/^\d+ instances?$/)).toHaveCount(0);
  await expect(page.getByText('Nothing is plugged in yet')).toHaveCount(0);
  await expect(rowNamed(page, 'Late but there')).toBeVisible();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
});

test('a first read that fails says so, and Try again brings the rows', async ({ page, tray, account, sandbox }) => {
  await tray.create('There all along');
  await sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: '403' }]);
  await page.goto('/instances');
  await expect(page.getByText(/^Tray does not (answer|let this account)/)).toBeVisible();
  await expect(page.getByText('Nothing is plugged in yet')).toHaveCount(0);
  await expect(page.getByText('No instances match')).toHaveCount(0);

  await sandbox.setFaults(account.account, []);
  await sandbox.advance(staleAfterMs);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowNamed(page, 'There all along')).toBeVisible();
  await expect(page.getByText(/^Tray does not/)).toHaveCount(0);
});

test('rows read before stay when a later read fails', async ({ page, tray, account, sandbox }) => {
  await tray.create('Read before');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Read before')).toBeVisible();
  await sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: 'html' }]);
  await sandbox.advance(staleAfterMs);
  await page.reload();
  await expect(page.getByText(/What you see was read at/)).toBeVisible();
  await expect(rowNamed(page, 'Read before')).toBeVisible();
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();

  await sandbox.setFaults(account.account, []);
  await sandbox.advance(staleAfterMs);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/What you see was read at/)).toHaveCount(0);
});

test('when our own server fails, the rows stay and the page says so', async ({ page, tray, allow }) => {
  await tray.create('Still on show');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Still on show')).toBeVisible();
  allow.status(500);
  let isDown = true;
  await page.route('**/api/graphql', (route) =>
    isDown ? route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }) : route.fallback(),
  );
  await page.getByRole('combobox', { name: 'Status' }).selectOption('unfinished');
  await expect(page.getByText(/^The list could not be read\./)).toBeVisible();
  await expect(rowNamed(page, 'Still on show')).toBeVisible();
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/^The list could not be read\./)).toHaveCount(0);
  await expect(rowNamed(page, 'Still on show')).toBeVisible();
});

test('what was changed at the vendor behind our back is noticed', async ({ page, tray, sandbox }) => {
  const made = await tray.create('First name');
  await openList(page, '/instances');
  await expect(rowNamed(page, 'First name')).toBeVisible();
  await tray.update(made.id, { instanceName: 'Second name' });
  await sandbox.advance(staleAfterMs);
  await page.reload();
  await expect(rowNamed(page, 'Second name')).toBeVisible();
  await tray.remove(made.id);
  await sandbox.advance(staleAfterMs);
  await page.reload();
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
});

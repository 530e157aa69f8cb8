import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { askGraph } from './support/graph.ts';
import { expect, test } from './support/test.ts';

/** Data rows of the log; its head is a row too. */
const entries = (page: Page) =>
  page
    .getByRole('table', { name: 'Audit log' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });

test('a refusal is found by the number that the person was told', async ({ page, server, account, signInAs }) => {
  // What is for administrators is not there for anybody else.
  const refused = await page.context().request.get(`${server.origin}/api/exports`);
  expect(refused.status()).toBe(404);
  const { problem }: { problem: { requestId: string } } = await refused.json();

  await signInAs('priya');
  await page.goto('/admin/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await page.getByRole('searchbox').fill(problem.requestId);
  await expect(page.getByText('1 entry', { exact: true })).toBeVisible();
  const row = entries(page);
  await expect(row.getByText('Refused')).toBeVisible();
  await row.getByRole('button', { name: 'Reached for something that is not theirs' }).click();
  const details = page.getByRole('dialog');
  await expect(details.getByText(problem.requestId)).toBeVisible();
  await expect(details.getByText('exports', { exact: true })).toBeVisible();

  // From there to all that was done for that account, which its address keeps.
  await details.getByRole('link', { name: /^Only what was done for/ }).click();
  await expect(page).toHaveURL(/\?account=/);
  await expect(row.first()).toBeVisible();
  await expect(row.filter({ hasText: 'Signed in' }).first()).toBeVisible();
  await page.reload();
  await expect(row.filter({ hasText: 'Signed in' }).first()).toBeVisible();
  await page.goto(`/admin/audit?q=${account.account}+signed&action=sessions`);
  await expect(page.getByRole('heading', { name: 'No entries match' })).toBeVisible();
});

test('the file of an export has what the filter leaves', async ({ page, server, account, signInAs }) => {
  for (const path of ['/api/exports', '/api/exports/none', '/api/exports/=1+1']) {
    // oxlint-disable-next-line no-await-in-loop -- one after another, as somebody tries doors
    expect((await page.context().request.get(`${server.origin}${path}`)).status()).toBe(404);
  }
  await signInAs('priya');
  await page.goto(`/admin/audit?q=${account.account}&outcome=refused`);
  await expect(page.getByText('3 entries', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const panel = page.getByRole('dialog', { name: 'Exports' });
  const newest = panel.getByRole('listitem').first();
  await expect(newest.getByText('3 entries of the audit log')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    newest.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^jackfield-audit-\d{4}-\d{2}-\d{2}-\d{4}\.csv$/);

  const [header = '', ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(header).toMatch(/^\uFEFFEntry,When,Action,Result,/);
  const { data } = await askGraph<{ audit: { nodes: { id: string; detail: string; requestId: string }[] } }>(
    page.context().request,
    server,
    'query ($filter: AuditFilter) { audit(filter: $filter, first: 100) { nodes { id detail requestId } } }',
    { filter: { search: account.account, outcomes: ['refused'] } },
  );
  const listed = data?.audit.nodes ?? [];
  expect(listed.map(({ detail }) => detail)).toEqual(['export =1+1', 'export none', 'exports']);
  expect(lines.map((line) => line.split(',')[0])).toEqual(listed.map(({ id }) => id));
  expect(lines.map((line) => line.split(',').at(-1))).toEqual(listed.map(({ requestId }) => requestId));

  // It is there in a tab that was opened later, and nowhere once it was forgotten by the clock.
  await page.reload();
  await page.getByRole('button', { name: 'Files' }).click();
  await expect(newest.getByRole('link', { name: 'Download' })).toBeVisible();
});

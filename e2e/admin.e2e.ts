import { listInstances } from './support/graph.ts';
import { startServer } from './support/server.ts';
import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';

/** What Tray itself counts, asked with the organisation's token. */
async function countAtTray(trayOrigin: string, criteria: { owner?: string; solutionId?: string }): Promise<number> {
  const response = await fetch(`${trayOrigin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox-master' },
    body: JSON.stringify({
      query: `query ($criteria: SolutionInstanceSearchCriteria) {
        viewer { solutionInstances(criteria: $criteria, first: 1) { totalCount } } }`,
      variables: { criteria },
    }),
  });
  const answer: { data: { viewer: { solutionInstances: { totalCount: number } } } } = await response.json();
  return answer.data.viewer.solutionInstances.totalCount;
}

test('an administrator is led to everybody’s instances', async ({ page, signInAs }) => {
  await signInAs('priya');
  await page.goto('/instances');
  await expect(page).toHaveURL(/\/admin\/instances$/);
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible();
  await page.goto('/admin/instances?sort=name&q=Sales+digest');
  await expect(rowNamed(page, 'Sales digest').getByRole('cell', { name: 'Northwind' })).toBeVisible();
});

test('totals by owner, by solution and by both are Tray’s own', async ({
  page,
  server,
  sandbox,
  signInAs,
  tray,
  account,
}) => {
  test.slow();
  await tray.createMany(3, 'Counted');
  // The index reads everybody's when the server starts; other tests may have acted behind its back since.
  await server.kill('SIGTERM');
  await server.restart();
  await sandbox.setRate(null);

  await signInAs('priya');
  const { request } = page.context();
  const [counted] = (await listInstances(request, server, { search: 'Counted 001' })).nodes.filter(
    (row) => row.account.externalId === account.account,
  );
  if (!counted) throw new Error('The account’s instance is not in the index.');
  const cases: [string, Parameters<typeof countAtTray>[1]][] = [
    ['?vendor=tray', {}],
    [`?account=${counted.account.id}`, { owner: tray.userId }],
    [`?template=${counted.templateId}`, { solutionId: counted.templateId }],
    [
      `?account=${counted.account.id}&template=${counted.templateId}`,
      { owner: tray.userId, solutionId: counted.templateId },
    ],
  ];
  for (const [query, criteria] of cases) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    const total = await countAtTray(server.trayOrigin, criteria);
    expect(total).toBeGreaterThanOrEqual(3);
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.goto(`/admin/instances${query}`);
    // oxlint-disable-next-line no-await-in-loop -- one page
    await expect(page.getByText(`${total} instances`, { exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: /^Owner: .*, remove this filter$/ }).click();
  await expect(page).toHaveURL(new RegExp(`\\?template=${counted.templateId}$`));
});

test('the wizard’s buttons are the owner’s alone, and say so; the others act for the owner', async ({
  page,
  account,
  tray,
  signInAs,
}) => {
  await tray.create('For the owner', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'For the owner')).toBeVisible();
  await signInAs('priya');
  await page.goto('/admin/instances?q=For+the+owner');
  const row = rowNamed(page, 'For the owner').filter({ hasText: account.account.replace('demo-', 'Demo ') });
  const edit = row.getByRole('button', { name: 'Edit' });
  await expect(edit).toBeDisabled();
  await expect(edit).toHaveAccessibleDescription('Only the owner may do this');
  await row.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(row.getByRole('cell').first()).toHaveText('Enabled');
  await expect.poll(async () => (await tray.instances())[0]?.enabled).toBe(true);

  await page.goto('/catalogue?vendor=tray');
  await expect(page.getByRole('button', { name: 'Activate' }).first()).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Activate' }).first()).toHaveAccessibleDescription(
    /Only an end user may activate/,
  );

  // The owner can see who did it.
  await signInAs(account.demo);
  await openList(page, '/instances');
  await page.getByRole('link', { name: 'For the owner' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Enabled');
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Priya Nair');
});

test('the debug view shows everything and can change nothing', async ({ page, server, signInAs }) => {
  await signInAs('priya');
  await page.goto('/admin/instances?q=Contacts+of+the+partner');
  await chooseFromRow(page, 'Contacts of the partner programme', 'Debug');
  await expect(page).toHaveURL(/\/admin\/debug\/[0-9a-f-]{36}$/);
  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Debug Contacts of the partner programme');
  await expect(main).toContainText(/read[- ]only/i);
  await expect(page.getByRole('region', { name: 'Workflow instances' }).first()).toContainText('Contact sync');
  await expect(page.getByRole('region', { name: 'All authentications of Northwind' }).first()).toContainText(
    'Salesforce',
  );
  await expect(page.getByRole('region', { name: 'Other instances of Northwind' })).toContainText('Sales digest');
  await expect(page.getByRole('region', { name: 'Values', exact: true }).first()).toContainText(
    'external_contact_filter',
  );
  await expect(main).toContainText('requiresUserInput=true');
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Looked at by an administrator');

  // Copying, unfolding what the vendor answers and asking it again is all that its buttons do.
  const names = await main.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.textContent));
  expect(names.filter((name) => !/^(Copy |POST \/graphql |Ask again$)/.test(name ?? ''))).toEqual([]);
  await expect(main.getByRole('textbox')).toHaveCount(0);
  // Without an address for it there is no link to Tray's own view.
  await expect(main.getByRole('link', { name: /Open it in Tray/ })).toHaveCount(0);

  // Whose it is, made from what: both lead to the list narrowed to it.
  await main.getByRole('link', { name: 'Northwind', exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/instances\?account=/);
  await expect(page.getByText('37 instances', { exact: true })).toBeVisible();

  // That it was looked at can be seen by the owner.
  const [row] = (await listInstances(page.context().request, server, { search: 'Contacts of the partner' })).nodes;
  await signInAs('maya');
  await page.goto(`/instances/${row?.id ?? ''}`);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Looked at by an administrator');
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Priya Nair');
});

test('the debug view leads to Tray’s own when an address for it is set', async ({ browser }, { parallelIndex }) => {
  test.slow();
  const configured = await startServer(parallelIndex + 5, {
    TRAY_DEBUG_URL_TEMPLATE: 'https://app.tray.example/debug/{owner}/solutions/{vendorId}',
  });
  const context = await browser.newContext({ baseURL: configured.origin });
  try {
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /Priya Nair/ }).click();
    await expect(page).toHaveURL(/\/admin\/instances$/);
    await page.goto('/admin/instances?q=Sales+digest');
    await chooseFromRow(page, 'Sales digest', 'Debug');
    const link = page.getByRole('link', { name: /Open it in Tray/ });
    await expect(link).toHaveAttribute(
      'href',
      /^https:\/\/app\.tray\.example\/debug\/[0-9a-f-]{36}\/solutions\/[0-9a-f-]{36}$/,
    );
    await expect(link).toHaveAttribute('rel', /noreferrer/);
  } finally {
    await context.close();
    await configured.stop();
  }
});

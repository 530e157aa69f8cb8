import { expect, test } from './support/test.ts';
import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';

/** Longer than a read stays fresh and than a write of ours stands against it. */
const rereadAfterMs = 31_000;

/** Solutions of the sandbox with the kind of update that is published for them here. */
const outdated = [
  { name: 'Mine to update', solution: 'Zendesk tickets to Jira', requires: ['user'] },
  { name: 'Theirs to supply', solution: 'Invoice approvals in Teams', requires: ['system'] },
  { name: 'Theirs, then mine', solution: 'New hires from BambooHR to Google Workspace', requires: ['user', 'system'] },
  { name: 'By itself', solution: 'Stripe payouts to QuickBooks', requires: [] },
] as const;

test('every row that is not well says why, what comes next and who must act', async ({
  page,
  account,
  tray,
  sandbox,
  signInAs,
}) => {
  await tray.create('Half done', { solutionTitle: 'Slack alerts for new orders' });
  for (const { name, solution } of [...outdated, { name: 'Stuck', solution: 'Daily sales digest' }]) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    const { id } = await tray.create(name, { solutionTitle: solution });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tray.fill(id);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tray.update(id, { enabled: true });
  }
  const solutions = await tray.solutions();
  for (const { solution, requires } of outdated) {
    const { id } = solutions.find(({ title }) => title === solution) ?? { id: '' };
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sandbox.publishVersion(id, [...requires]);
  }
  await sandbox.advance(rereadAfterMs);

  await openList(page, '/instances');
  await expect(page.getByText('6 instances', { exact: true })).toBeVisible();
  await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'graphql-errors', times: 1 }]);
  await chooseFromRow(page, 'Stuck', 'Disable');
  const stuck = rowNamed(page, 'Stuck');
  await expect(stuck).toContainText('Disable failed: Tray refused the change to');

  const notes: [name: string, note: RegExp | null, button: string][] = [
    ['Half done', /is not connected, and .* have no value\. Continue the set-up\.$/, 'Continue'],
    ['Mine to update', /A newer version asks for .*\. Press Update\.$/, 'Update'],
    [
      'Theirs to supply',
      /A newer version waits for values from your company\. Nothing for you to do\.$/,
      'Upgrade now',
    ],
    ['Theirs, then mine', /waits for values from your company, then for you\. Nothing to do yet\.$/, 'Edit'],
    ['By itself', null, 'Edit'],
  ];
  for (const [name, note, button] of notes) {
    const row = rowNamed(page, name);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    if (note !== null) await expect(row.getByRole('cell').last()).toHaveText(note);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    else await expect(row).not.toContainText('A newer version');
    // oxlint-disable-next-line no-await-in-loop -- row by row
    await expect(row.getByRole('button', { name: button, exact: true })).toHaveCount(1);
  }

  // What failed says so to whoever opens the list anew, and is the person's to mend.
  await page.reload();
  await expect(stuck).toContainText('Disable failed: Tray refused the change to');
  await page.getByRole('button', { name: 'Needs you 3' }).click();
  await expect(page.getByText('3 instances', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/[?&]needs=me/);
  for (const name of ['Half done', 'Mine to update', 'Stuck']) {
    // oxlint-disable-next-line no-await-in-loop -- row by row
    await expect(rowNamed(page, name)).toBeVisible();
  }
  await stuck.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('2 instances', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Needs you 2' })).toHaveAttribute('aria-pressed', 'true');

  const answer = await page.request.get('/api/session');
  const { person }: { person: { account: { id: string } } } = await answer.json();
  await signInAs('priya');
  await openList(page, `/admin/instances?account=${person.account.id}`);
  const admins: [name: string, version: string, note: RegExp][] = [
    ['Half done', '', /have no value\. It waits for its owner to continue the set-up\.$/],
    ['Mine to update', 'Waiting for its owner', /It waits for its owner to press Update\.$/],
    ['Theirs to supply', 'Waiting for your company', /The systems of your company have to supply them\.$/],
    ['Theirs, then mine', 'Waiting for your company, then its owner', /waits for your company, then for its owner\./],
  ];
  for (const [name, version, note] of admins) {
    const row = rowNamed(page, name);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    await expect(row.getByRole('cell').last()).toHaveText(note);
    // oxlint-disable-next-line no-await-in-loop -- row by row
    if (version !== '') await expect(row.getByRole('cell', { name: version, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('table')).not.toContainText(/\byou\b/i);
  await page.getByRole('button', { name: 'Needs its owner 2' }).click();
  await expect(page.getByText('2 instances', { exact: true })).toBeVisible();

  // The debug view tells the same, and whom to ask.
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await openList(page, `/admin/instances?account=${person.account.id}`);
  await chooseFromRow(page, 'Mine to update', 'Debug');
  await expect(page.getByText(/A newer version asks for .*\. Next: Ask .* to press Update\.$/)).toBeVisible();
});

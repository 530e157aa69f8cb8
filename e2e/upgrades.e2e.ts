import { expect, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

const solution = 'Zendesk tickets to Jira';

test('an administrator sees whose turn it is, tells the owners, and they find the way', async ({
  page,
  account,
  sandbox,
  signInAs,
  tray,
}) => {
  const made = await tray.create('Tickets of the team', { solutionTitle: solution });
  await sandbox.publishVersion(made.solution.id, ['user']);
  await sandbox.advance(31_000);
  await openList(page, '/instances');
  await rowNamed(page, 'Tickets of the team').waitFor();

  await signInAs('priya');
  await page.goto('/admin/upgrades');
  const plan = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: solution }) });
  await plan.getByRole('button', { name: 'Tell the owners' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('By Friday, please');
  await dialog.getByRole('button', { name: 'Tell them' }).click();
  await expect(plan.getByText(/^in \d+ accounts? · Priya Nair told them/)).toBeVisible();

  await signInAs(account.demo);
  await page.goto('/instances');
  const notice = page.getByRole('status').filter({ hasText: `A newer version of ${solution} is out` });
  await expect(notice).toContainText('By Friday, please');
  await notice.getByRole('link', { name: 'Show 1 instance' }).click();
  await expect(page).toHaveURL(/needs=me/);
  await expect(rowNamed(page, 'Tickets of the team')).toBeVisible();
  await notice.getByRole('button', { name: 'Got it' }).click();
  await expect(notice).toHaveCount(0);

  await signInAs('priya');
  await page.goto('/admin/upgrades');
  await plan.getByRole('button', { name: 'Take back' }).click();
  await expect(plan.getByRole('button', { name: 'Tell the owners' })).toBeVisible();
});

test('the overview leads from a number to the rows that it counts, and to what an instance answers', async ({
  page,
  signInAs,
}) => {
  await signInAs('priya');
  await page.goto('/admin');
  const vendors = page.getByRole('table', { name: 'Which instances need somebody?' });
  const link = vendors.getByRole('link', { name: /^\d+ Failed at Prismatic$/ });
  const counted = Number((await link.textContent()) ?? '');
  await link.click();
  await expect(page).toHaveURL(/\/admin\/instances\?vendor=prismatic&health=failed$/);
  await expect(page.getByText(counted === 1 ? '1 instance' : `${counted} instances`, { exact: true })).toBeVisible();
  await page.getByRole('row').nth(1).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Debug' }).click();
  const answers = page.getByRole('region', { name: 'What Prismatic answers' });
  await answers
    .getByRole('button', { name: /^POST \/api/ })
    .first()
    .click();
  await expect(answers.getByRole('region').first()).toContainText('customer');
  await expect(page.getByRole('region', { name: 'Operations', exact: true })).toBeVisible();
});

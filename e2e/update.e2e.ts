import type { Sandbox } from './support/sandbox.ts';
import { expect, test } from './support/test.ts';
import type { TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import {
  activate,
  chooseFromRow,
  fill,
  finishUnchanged,
  finishWizard,
  openList,
  openRowWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

test('Update opens the wizard for what a new version asks of the person', async ({ page, tray, sandbox }) => {
  const solution = 'Zendesk tickets to Jira';
  await finishWizard(await activate(page, solution, 'Tickets'), 'SUP');
  await expect(progressOf(page, 'Tickets')).toContainText('Enabled. It works from now on.');
  await publish(sandbox, tray, solution, ['user']);
  await openList(page, '/instances');

  const row = rowNamed(page, 'Tickets');
  await expect(row).toContainText('Update needs you');
  const popup = await openRowWizard(page, 'Tickets', 'Update');
  await popup.getByRole('button', { name: 'Next' }).click();
  await popup.getByRole('button', { name: 'Next' }).click();
  await expect(popup.getByRole('textbox', { name: 'Jira project key' })).toHaveValue('SUP');
  await expect(popup.getByRole('button', { name: 'Next' })).toBeDisabled();
  await fill(popup, 'new');
  await finishUnchanged(popup);

  await expect(progressOf(page, 'Tickets')).toContainText('Your changes are in force.');
  await expect(row).not.toContainText('Update needs you');
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(row).toContainText('Enabled');
  const [instance] = await tray.instances();
  expect(instance).toMatchObject({ enabled: true, solutionVersionFlags: { hasNewerVersion: false } });
});

test('an update that comes by itself can be had at once', async ({ page, tray, sandbox }) => {
  const solution = 'Stripe payouts to QuickBooks';
  await finishWizard(await activate(page, solution, 'Payouts'), '1200');
  await expect(progressOf(page, 'Payouts')).toContainText('Enabled. It works from now on.');
  await publish(sandbox, tray, solution, []);
  await openList(page, '/instances');

  const row = rowNamed(page, 'Payouts');
  await expect(row).toContainText('Update on its way');
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  await chooseFromRow(page, 'Payouts', 'Upgrade now');
  await expect(row).not.toContainText('Update on its way');
  await expect(row).toContainText('Enabled');
  expect(await tray.instances()).toMatchObject([{ enabled: true, solutionVersionFlags: { hasNewerVersion: false } }]);
});

test('an update that waits for the company is off and says whom it waits for', async ({ page, tray, sandbox }) => {
  const solution = 'Invoice approvals in Teams';
  await finishWizard(await activate(page, solution, 'Approvals'));
  await expect(progressOf(page, 'Approvals')).toContainText('Enabled. It works from now on.');
  await publish(sandbox, tray, solution, ['system']);
  await openList(page, '/instances');

  const row = rowNamed(page, 'Approvals');
  await expect(row).toContainText(/Waiting for /);
  const upgrade = row.getByRole('button', { name: 'Upgrade now' });
  await expect(upgrade).toHaveAttribute('aria-disabled', 'true');
  await expect(upgrade).toHaveAccessibleDescription(/Waiting for /);
  await upgrade.click({ force: true });
  expect(await tray.instances()).toMatchObject([{ solutionVersionFlags: { hasNewerVersion: true } }]);

  await row.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit', exact: true })).toBeVisible();
});

test('an update that needs both offers Edit and says who must act', async ({ page, tray, sandbox }) => {
  const solution = 'New hires from BambooHR to Google Workspace';
  await finishWizard(await activate(page, solution, 'Hires'));
  await expect(progressOf(page, 'Hires')).toContainText('Enabled. It works from now on.');
  await publish(sandbox, tray, solution, ['user', 'system']);
  await openList(page, '/instances');

  const row = rowNamed(page, 'Hires');
  await expect(row).toContainText(/Waiting for .+, then you/);
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(row.getByRole('button', { name: 'Update' })).toBeHidden();
  const popup = await openRowWizard(page, 'Hires', 'Edit');
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Cancel' }).click()]);
  await expect(progressOf(page, 'Hires')).toContainText('Nothing was changed.');
  await expect(row).toContainText('Enabled');
});

test('a version that is published while pages are open reaches them, and each says who must act', async ({
  page,
  context,
  tray,
  sandbox,
  signInAs,
}) => {
  const kinds = [
    {
      name: 'For the person',
      solution: 'Zendesk tickets to Jira',
      requires: ['user'],
      page: /^Enabled, a newer version needs you for .*: press Update\.$/,
      button: 'Update',
      admins: 'Enabled, a newer version waits for its owner to press Update.',
      debug: /asks for .*\. Since .* Next: Ask .* to press Update\.$/,
    },
    {
      name: 'For the company',
      solution: 'Invoice approvals in Teams',
      requires: ['system'],
      page: /^Enabled, a newer version waits for your company\.$/,
      button: 'Upgrade now',
      admins: 'Enabled, a newer version waits for your company.',
      debug: /waits for values from your company\..* Next: The systems of your company have to supply them\.$/,
    },
    {
      name: 'For both',
      solution: 'New hires from BambooHR to Google Workspace',
      requires: ['user', 'system'],
      page: /^Enabled, a newer version waits for your company, then for you\.$/,
      button: 'Edit',
      admins: 'Enabled, a newer version waits for your company, then for its owner.',
      debug: /waits for your company, then for its owner\..* Next: The systems of your company have to supply them\.$/,
    },
    {
      name: 'For nobody',
      solution: 'Stripe payouts to QuickBooks',
      requires: [],
      page: /^Enabled, a newer version is on its way and comes by itself\.$/,
      button: 'Edit',
      admins: 'Enabled, a newer version is on its way and comes by itself.',
      debug: /A newer version is on its way and comes by itself\.$/,
    },
  ] as const;
  for (const { name, solution } of kinds) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    const { id } = await tray.create(name, { solutionTitle: solution });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tray.fill(id);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tray.update(id, { enabled: true });
  }
  await sandbox.advance(rereadAfterMs);
  await openList(page, '/instances');
  await page.getByRole('link', { name: 'For the person' }).click();
  await expect(page.getByText('Enabled, on the newest version.')).toBeVisible();

  for (const { solution, requires } of kinds) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    await publish(sandbox, tray, solution, [...requires]);
  }
  // Whoever reads it first tells the others: this list's reading moves the page that stands open.
  const list = await context.newPage();
  await openList(list, '/instances');
  await expect(rowNamed(list, 'For the company')).toContainText('Waiting for your company');
  await expect(page.getByText(kinds[0].page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Update', exact: true })).toBeVisible();

  const ids = new Map<string, string>();
  for (const kind of kinds) {
    const link = rowNamed(list, kind.name).getByRole('link', { name: kind.name });
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const path = (await link.getAttribute('href')) ?? '';
    ids.set(kind.name, path.split('/').at(-1) ?? '');
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await page.goto(path);
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await expect(page.getByText(kind.page)).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await expect(page.getByRole('button', { name: kind.button, exact: true })).toBeVisible();
  }
  await list.close();

  await signInAs('priya');
  for (const kind of kinds) {
    const id = ids.get(kind.name) ?? '';
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await page.goto(`/instances/${id}`);
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await expect(page.getByText(kind.admins, { exact: true })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await page.goto(`/admin/debug/${id}`);
    // oxlint-disable-next-line no-await-in-loop -- page by page
    await expect(page.getByText(kind.debug)).toBeVisible();
  }
});

/** Publishes a version, and lets so much time pass that what was read before counts as old. */
async function publish(
  sandbox: Sandbox,
  tray: TrayOwner,
  title: string,
  requires: ('user' | 'system')[],
): Promise<void> {
  const solution = (await tray.solutions()).find((candidate) => candidate.title === title);
  if (!solution) throw new Error(`The imitated Tray has no solution ${title}.`);
  await sandbox.publishVersion(solution.id, requires);
  await sandbox.advance(rereadAfterMs);
}

/** Longer than a read stays fresh and than a write of ours stands against it; an automatic version is not rolled out yet. */
const rereadAfterMs = 31_000;

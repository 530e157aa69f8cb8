import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { reachSandbox } from './support/sandbox.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { expect, test as base } from './support/test.ts';
import {
  activate,
  chooseFromRow,
  connect,
  fill,
  nextOrFinish,
  openList,
  openRowWizard,
  progressOf,
  rowNamed,
} from './support/vocabulary.ts';

// Blocks of ports that no worker of the other journeys has.
const firstBlock = 6;

/** The example, with a check that hangs where a channel asks for it. */
const moduleText = (example: string) => `
  import { validate as check } from '${example}';
  export { beforeEnable, upgradeValues } from '${example}';
  export const validate = (given) =>
    given.visible.some((id) => given.values.configValues[id] === '#hang') ? new Promise(() => {}) : check(given);
`;

const test = base.extend<object, { server: RunningServer }>({
  server: [
    async ({}, use, { parallelIndex }) => {
      const folder = await mkdtemp(join(tmpdir(), 'jackfield-hooks-'));
      const hooks = join(folder, 'hooks.mjs');
      await writeFile(hooks, moduleText(pathToFileURL(resolve('examples/hooks.mjs')).href));
      const server = await startServer(firstBlock - parallelIndex, { JACKFIELD_HOOKS: hooks });
      await reachSandbox(server.trayOrigin).setRate(null);
      await use(server);
      await server.stop();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const slack = 'Slack alerts for new orders';

test('what the company’s check refuses stands beside its field and can be mended', async ({ page, tray }) => {
  const popup = await activate(page, slack, 'Orders');
  const channel = popup.getByRole('textbox', { name: 'Channel for alerts' });
  const next = popup.getByRole('button', { name: 'Next' });
  await connect(popup);
  await next.click();
  await channel.fill('orders');
  await popup.getByRole('textbox', { name: 'Text of the alert' }).fill('A new order');
  await next.click();
  await expect(channel).toHaveAccessibleDescription('A channel begins with #.');
  await expect(channel).toBeFocused();
  await expect(channel).toHaveValue('orders');

  // A check that does not answer holds nobody up for longer than its ten seconds.
  await channel.fill('#hang');
  await next.click();
  await expect(popup.getByRole('status').filter({ hasText: 'Checking…' })).toBeVisible();
  await expect(channel).toBeDisabled();
  await expect(progressOf(page, 'Orders')).toContainText('Your company checks what you entered…');
  await expect(channel).toHaveAccessibleDescription('This could not be checked just now. Next tries again.', {
    timeout: 20_000,
  });
  await expect(channel).toBeEnabled();
  await expect(progressOf(page, 'Orders')).toContainText('What you entered could not be checked just now.');

  await channel.fill('#orders');
  await next.click();
  await finish(popup);
  await expect(progressOf(page, 'Orders')).toContainText('Enabled. It works from now on.');
  const [instance] = await tray.instances();
  expect(instance?.configValues).toContainEqual({ externalId: 'external_slack_channel', value: '"#orders"' });
});

test('a wizard is released when the server is away, and tries again when it is back', async ({
  page,
  account,
  allow,
}) => {
  expect(account.demo).not.toBe('');
  const popup = await activate(page, slack, 'Orders');
  await page.route('**/validations', (route) => route.abort());
  allow.message(/Failed to load resource: net::ERR_FAILED/);
  await connect(popup);
  await popup.getByRole('button', { name: 'Next' }).click();
  await expect(popup.getByRole('button', { name: 'Connect' })).toHaveAccessibleDescription(
    'This could not be checked just now. Next tries again.',
  );
  await page.unroute('**/validations');
  await popup.getByRole('button', { name: 'Next' }).click();
  await expect(popup.getByRole('textbox', { name: 'Channel for alerts' })).toBeVisible();
});

test('an instance is held back with the company’s reason, and runs when it is let go', async ({ page, tray }) => {
  const name = 'Checks [hold]';
  const popup = await activate(page, 'Webhook health check', name);
  await finish(popup);
  await expect(progressOf(page, name)).toContainText('Your company holds');
  await openList(page, '/instances');
  const row = rowNamed(page, name);
  await expect(row).toContainText('Disabled');
  await expect(page.getByText('Its name says [hold]. Rename it when it is to run.').first()).toBeVisible();
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);

  await chooseFromRow(page, name, 'Rename');
  await page.getByRole('dialog').getByRole('textbox').fill('Checks');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(rowNamed(page, 'Checks')).toBeVisible();
  await chooseFromRow(page, 'Checks', 'Enable');
  await expect.poll(() => tray.instances()).toMatchObject([{ enabled: true }]);
  await expect(rowNamed(page, 'Checks')).toContainText('Enabled');
});

test('what only the company knows comes with Upgrade now, and with Update before the wizard', async ({
  page,
  tray,
  account,
  sandbox,
  allow,
}) => {
  const publish = async (solutionTitle: string, requires: ('user' | 'system')[]) => {
    const { id } = await tray.create(solutionTitle, { solutionTitle });
    await tray.fill(id);
    await tray.update(id, { enabled: true });
    const solution = (await tray.solutions()).find(({ title }) => title === solutionTitle);
    await sandbox.publishVersion(solution?.id ?? '', requires);
  };
  const approvals = 'Invoice approvals in Teams';
  const hires = 'New hires from BambooHR to Google Workspace';
  await publish(approvals, ['system']);
  await publish(hires, ['user', 'system']);
  await openList(page, '/instances');

  await rowNamed(page, approvals).getByRole('button', { name: 'Upgrade now' }).click();
  await expect(rowNamed(page, approvals).getByRole('button', { name: 'Edit' })).toBeVisible();
  const upgraded = (await tray.instances()).find(({ name }) => name === approvals);
  expect(upgraded).toMatchObject({ enabled: true, solutionVersionFlags: { hasNewerVersion: false } });
  expect(upgraded?.configValues.map(({ value }) => value)).toContain('premium');

  // The company's part is refused: the window goes as it came, and the row says why.
  allow.status(502);
  await sandbox.setFaults(account.account, [{ match: 'upgradeSolutionInstance', fault: '403', times: 1 }]);
  const update = rowNamed(page, hires).getByRole('button', { name: 'Update', exact: true });
  const [refused] = await Promise.all([page.waitForEvent('popup'), update.click()]);
  await expect.poll(() => refused.isClosed()).toBe(true);
  await expect(rowNamed(page, hires)).toContainText('Upgrade now failed');

  const popup = await openRowWizard(page, hires, 'Update');
  expect((await tray.instances()).find(({ name }) => name === hires)).toMatchObject({
    solutionVersionFlags: { requiresUserInputToUpdateVersion: true, requiresSystemInputToUpdateVersion: false },
  });
  await finish(popup);
  await expect(progressOf(page, hires)).toContainText('Your changes are in force.');
  await expect(rowNamed(page, hires).getByRole('button', { name: 'Edit' })).toBeVisible();
  expect((await tray.instances()).find(({ name }) => name === hires)).toMatchObject({
    enabled: true,
    solutionVersionFlags: { hasNewerVersion: false },
  });
});

/** Goes through what is left of a wizard whose screens are checked, filling what is empty, and finishes it. */
async function finish(popup: Page): Promise<void> {
  const last = popup.getByRole('button', { name: 'Finish' });
  const heading = () => popup.getByRole('heading', { level: 2 }).innerText();
  for (let step = 0; step < 10; step += 1) {
    await expect(popup.getByRole('status').filter({ hasText: 'Checking…' })).toBeHidden();
    await expect(nextOrFinish(popup)).toBeVisible();
    if (await last.isVisible()) break;
    await fill(popup, 'new');
    const before = await heading();
    await popup.getByRole('button', { name: 'Next' }).click();
    await expect.poll(heading).not.toBe(before);
  }
  await Promise.all([popup.waitForEvent('close'), last.click()]);
}

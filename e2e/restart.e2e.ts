import { expect, test } from './support/test.ts';
import {
  activate,
  finishWizard,
  fillWizard,
  nameInstance,
  openList,
  openRowWizard,
  progressOf,
  rowNamed,
  stepOf,
} from './support/vocabulary.ts';

const solution = 'Slack alerts for new orders';

test.beforeEach(({ allow }) => {
  // Chromium writes a line for each request that found nobody at home.
  allow.message(/^Failed to load resource: net::ERR_/);
});

// The vendor's switches lie in its memory: after a restart the rate limit is in force again, and no fault is.
test.afterEach(async ({ sandbox }) => {
  await sandbox.setRate(null);
});

for (const signal of ['SIGKILL', 'SIGTERM'] satisfies NodeJS.Signals[]) {
  test(`a restart (${signal}) while the wizard is open loses nothing`, async ({ page, server, sandbox, tray }) => {
    const popup = await activate(page, solution, 'Open wizard');
    await server.kill(signal);
    await server.restart();
    await sandbox.setRate(null);

    await finishWizard(popup);
    await expect(progressOf(page, 'Open wizard')).toContainText('Enabled. It works from now on.');
    await openList(page, '/instances');
    await expect(rowNamed(page, 'Open wizard')).toContainText('Enabled');
    expect(await tray.instances()).toMatchObject([{ name: 'Open wizard', enabled: true }]);
  });
}

test('an unfinished set-up can be continued after a restart', async ({ page, server, sandbox, tray }) => {
  const popup = await activate(page, solution, 'For tomorrow');
  await popup.close();
  await expect(progressOf(page, 'For tomorrow')).toContainText('The set-up is unfinished.');
  await server.kill('SIGKILL');
  await server.restart();
  await sandbox.setRate(null);

  await openList(page, '/instances');
  await expect(rowNamed(page, 'For tomorrow')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(page, 'For tomorrow', 'Continue'));
  await expect(rowNamed(page, 'For tomorrow')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

for (const signal of ['SIGKILL', 'SIGTERM'] satisfies NodeJS.Signals[]) {
  test(`a restart (${signal}) while it enables goes on by itself`, async ({ page, server, sandbox, account, tray }) => {
    const popup = await activate(page, solution, 'Enabling now');
    await fillWizard(popup);
    await sandbox.setFaults(account.account, [{ match: 'updateSolutionInstance', fault: 'rate-limit' }]);
    await finishWizard(popup);
    await expect(stepOf(page, 'Enabling now', 'Enabling, under way')).toBeAttached();
    expect((await tray.instances())[0]?.enabled).toBe(false);
    await server.kill(signal);
    await server.restart();
    await sandbox.setRate(null);

    await expect.poll(async () => (await tray.instances())[0]?.enabled, { timeout: 20_000 }).toBe(true);
    await expect(progressOf(page, 'Enabling now')).toContainText('Enabled. It works from now on.');
    await openList(page, '/instances');
    await expect(rowNamed(page, 'Enabling now')).toContainText('Enabled');
    await expect(rowNamed(page, 'Enabling now')).not.toContainText('failed');
    expect(await tray.instances()).toHaveLength(1);
  });
}

test('a restart while it is created finds what was made and makes no second', async ({
  page,
  server,
  sandbox,
  account,
  tray,
}) => {
  await sandbox.setFaults(account.account, [
    { match: 'createSolutionInstance', fault: 'latency', ms: 60_000, after: true },
  ]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Made once');
  const [first] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await expect.poll(async () => (await tray.instances()).length).toBe(1);
  await server.kill('SIGKILL');
  await server.restart();
  await sandbox.setRate(null);
  // Else the wizard is shown in the window that is open already, and there is no new one to wait for.
  await first.close();

  await openList(page, '/instances');
  await expect(rowNamed(page, 'Made once')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(page, 'Made once', 'Continue'));
  await expect(rowNamed(page, 'Made once')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

test('a restart before anything was made makes it once', async ({ page, server, sandbox, account, tray }) => {
  await sandbox.setFaults(account.account, [{ match: 'createSolutionInstance', fault: 'latency', ms: 60_000 }]);
  await page.goto('/catalogue');
  const button = await nameInstance(page, solution, 'Made later');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await expect(stepOf(page, 'Made later', 'Creating, under way')).toBeAttached();
  await server.kill('SIGKILL');
  await server.restart();
  await sandbox.setRate(null);

  // If the create had gone out, nobody knows whether Tray made it: it is looked for during a minute before it is sent again.
  // If the request itself was lost, the page sends it again.
  const isLookedFor = async () => {
    const answer = await page.request.get('/api/operations');
    const { operations } = (await answer.json()) as { operations: { steps: { step: string }[] }[] };
    return operations.some(({ steps }) => steps.some(({ step }) => step === 'settling'));
  };
  await expect
    .poll(async () => (await isLookedFor()) || (await tray.instances()).length === 1, { timeout: 20_000 })
    .toBe(true);
  await sandbox.advance(61_000);
  await expect.poll(async () => (await tray.instances()).length, { timeout: 20_000 }).toBe(1);
  await popup.close();
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Made later')).toContainText('Set-up unfinished');
  await finishWizard(await openRowWizard(page, 'Made later', 'Continue'));
  await expect(rowNamed(page, 'Made later')).toContainText('Enabled');
  expect(await tray.instances()).toHaveLength(1);
});

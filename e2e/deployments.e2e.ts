import { askGraph } from './support/graph.ts';
import { checkText, watchData } from './support/text-check.ts';
import { expect, test } from './support/test.ts';
import { chooseFromRow, search } from './support/vocabulary.ts';

const removal = `mutation ($id: ID!, $name: String!) {
  removeInstance(input: { id: $id, confirmation: $name }) { operation { id } } }`;

// Journeys through deployed solutions: the list, deploying, running, removing, and who sees them.

test('versions stand together, and filters and the search narrow them', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('maya');
  await page.goto('/deployments');
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  await expect(row('3 versions')).toContainText('Claims intake');
  await expect(row('Identity documents').first()).toBeVisible();
  // Somebody else's private ones are not there.
  await expect(page.getByText('Loan applications')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'State' }).selectOption('inactive');
  await expect(row('Customs papers')).toBeVisible();
  await expect(row('Invoice reader')).toHaveCount(0);
  await expect(page).toHaveURL(/\?state=inactive$/);
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await search(page, 'waybills');
  await expect(page.getByText('1 instance', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await search(page, 'nothing like it');
  await expect(page.getByText('No instances match')).toBeVisible();
});

test('an administrator deploys a package; a broken one tells its cause, also after a reload', async ({
  page,
  account,
  instabase,
  signInAs,
}) => {
  const folder = `${instabase.prefixes[0]}claims/fs/Instabase Drive`;
  const packageJson = { name: 'Parcel notes', version: '1.0.0', owner: instabase.username, solution_type: 'ibflowbin' };
  await instabase.addPackage(`${folder}/parcels.ibsolution`, packageJson);
  await signInAs('priya');
  await page.goto('/deployments');
  const dialog = page.getByRole('dialog', { name: 'Deploy a package' });
  const deploy = async (path: string) => {
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await dialog.getByRole('textbox').fill(path);
    await dialog.getByRole('button', { name: 'Deploy' }).click();
  };
  await deploy(`${folder}/parcels.zip`);
  await expect(dialog.getByText(/^Enter the path of a file/)).toBeVisible();
  await dialog.getByRole('textbox').fill(`${folder}/parcels.ibsolution`);
  await dialog.getByRole('button', { name: 'Deploy' }).click();
  const work = page.getByRole('region', { name: /^Deployment of/ });
  await expect(work.getByText('Deployed', { exact: true })).toBeVisible({ timeout: 30_000 });
  await work.getByRole('link', { name: 'Open the solution' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Parcel notes 1.0.0' })).toBeVisible();

  await page.goto('/deployments');
  await deploy(`${folder}/broken.ibsolution`);
  await expect(work).toBeVisible();
  await page.reload();
  await expect(work.getByText('Failed', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(work.locator('q')).not.toBeEmpty();

  await signInAs(account.demo);
  await page.goto('/deployments');
  await expect(page.getByRole('row').filter({ hasText: 'Parcel notes' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toHaveCount(0);
});

test('a run is followed to its end, one stops for a person, and both are among the jobs', async ({
  page,
  instabase,
}) => {
  await instabase.deploy('Claims check');
  await page.goto('/deployments?q=Claims%20check');
  await page.getByRole('row').filter({ hasText: 'Claims check' }).getByRole('button', { name: 'Run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run Claims check' });
  // Once the account's folders are known, a foreign one is refused before anything is sent.
  await expect(dialog.getByText(/^A folder that exists, below/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Input folder' }).fill('somebody/else/in');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog.getByText(/^This account may only use folders below/)).toBeVisible();
  const folder = `${instabase.prefixes[0]}claims/fs/Instabase Drive`;
  await dialog.getByRole('textbox', { name: 'Input folder' }).fill(`${folder}/in`);
  await dialog.getByRole('button', { name: 'Run' }).click();
  const work = page.getByRole('region', { name: /^Run of/ });
  await expect(work.getByText('Complete', { exact: true })).toBeVisible({ timeout: 40_000 });

  await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Input folder' }).fill(`${folder}/checkpoint`);
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(work.getByText('Needs a person', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(work.getByText(/Open Flow Review in Instabase/)).toBeVisible();
  await page.getByRole('tab', { name: 'Jobs' }).click();
  await expect(page.getByText('2 jobs read')).toBeVisible();
  await work.getByRole('link', { name: 'Open the job' }).click();
  await expect(page.getByRole('region', { name: 'What it says' })).toContainText('checkpoint');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Input folder' })).toHaveValue(`${folder}/checkpoint`);
});

test('a run by name takes its two defaults, and its outcome stands beside what is everybody’s for this account alone', async ({
  page,
  account,
  instabase,
  signInAs,
}) => {
  const row = page.getByRole('row').filter({ hasText: 'Bank statements' });
  await page.goto('/deployments?q=Bank%20statements');
  await expect(row).toContainText('Everybody');
  await page.getByRole('button', { name: 'Run by name' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run a solution by name' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Bank statements');
  await expect(dialog.getByText(/the version deployed last, public \(IB_DEPLOYED\)\.$/)).toBeVisible();
  const folder = `${instabase.prefixes[0]}claims/fs/Instabase Drive`;
  await dialog.getByRole('textbox', { name: 'Input folder' }).fill(`${folder}/in`);
  await dialog.getByRole('textbox', { name: 'Output folder' }).fill(`${folder}/out`);
  await dialog.getByRole('textbox', { name: 'Id of the job' }).fill(`statements-${account.demo}`);
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('region', { name: /^Run of/ }).getByText('Complete', { exact: true })).toBeVisible({
    timeout: 40_000,
  });
  // It was told to the page when it was kept: the list was not opened again.
  await row.getByRole('link', { name: 'Complete' }).click();
  await expect(page.getByRole('region', { name: 'All fields' })).toContainText(`statements-${account.demo}`);
  await expect(page.getByRole('region', { name: 'What it says' })).toContainText(`${folder}/out`);

  await signInAs('tomas');
  await page.goto('/deployments?q=Bank%20statements');
  await expect(row).toContainText('Everybody');
  await expect(row.getByRole('link', { name: 'Complete' })).toHaveCount(0);
});

test('it stands in the common list, in the debug view with its jobs, and is published after a warning', async ({
  page,
  server,
  instabase,
  instabaseSandbox,
  signInAs,
}) => {
  const name = `Parcels of ${instabase.username}`;
  const id = await instabase.deploy(name);
  await instabase.run(id, `${instabase.spaces[0]}/fs/Instabase Drive/fail`);
  await instabaseSandbox.advance(10_000);
  await page.goto('/instances?vendor=instabase');
  await chooseFromRow(page, name, 'Disable');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Disabled');
  await page.getByRole('link', { name: `${name} 1.0.0` }).click();
  await expect(page).toHaveURL(/\/deployments\/[\w-]+$/);
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Private');
  const ours = page.url().split('/').at(-1) ?? '';

  await signInAs('priya');
  await page.goto(`/admin/debug/${ours}`);
  await expect(page.getByRole('region', { name: 'Newest jobs' })).toContainText('Failed');
  await page.goto(`/deployments/${ours}`);
  await page.getByRole('main').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /^Change visibility/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Public' }).click();
  await expect(dialog.getByText(/^Everybody on this site will be able to run it/)).toBeVisible();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Change visibility' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Everybody (IB_DEPLOYED)');
  // Other journeys see what is everybody's too.
  await askGraph(page.context().request, server, removal, { id: ours, name: `${name} 1.0.0` });
});

test('it is disabled and enabled, its visibility asked to change, and removed for good', async ({
  page,
  instabase,
}) => {
  await instabase.deploy('Short lived');
  await page.goto('/deployments?q=Short');
  const row = page.getByRole('row').filter({ hasText: 'Short lived' });
  await expect(row).toContainText('Enabled');
  await chooseFromRow(page, 'Short lived', 'Disable');
  await expect(row).toContainText('Disabled');
  await chooseFromRow(page, 'Short lived', 'Enable');
  await expect(row).toContainText('Enabled');
  await chooseFromRow(page, 'Short lived', 'Change visibility');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Public' })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'Review asked for' }).click();
  await dialog.getByRole('button', { name: 'Change visibility' }).click();
  await expect(dialog).toHaveCount(0);
  await chooseFromRow(page, 'Short lived', 'Remove');
  await dialog.getByRole('textbox').fill('Short lived 1.0.0');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toHaveCount(0, { timeout: 40_000 });
  expect((await instabase.solutions(`owner=${instabase.username}`)).map(({ name }) => name)).not.toContain(
    'Short lived',
  );
});

test('in a longer language nothing is cut off, also on a small phone', async ({ page, signInAs }) => {
  await signInAs('maya');
  await page.addInitScript(() => localStorage.setItem('jackfield.language', 'en-XA'));
  const data = watchData(page);
  const main = page.getByRole('main');
  const expectWhole = async (where: string) => {
    for (const width of [1440, 390, 360]) {
      // oxlint-disable-next-line no-await-in-loop -- one width after the other
      await page.setViewportSize({ width, height: 844 });
      // oxlint-disable-next-line no-await-in-loop -- as above
      const found = await checkText(page, data);
      expect.soft(found, `${where} at ${width}`).toEqual({ cut: [], overlapping: [], untranslated: [] });
      // oxlint-disable-next-line no-await-in-loop -- as above
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect.soft(isTooWide, `${where} is wider than ${width}`).toBe(false);
    }
  };
  await page.goto('/deployments');
  await expect(main.getByText('Customs papers').first()).toBeVisible();
  await expectWhole('the list');
  await main.getByRole('link', { name: 'Delivery notes' }).click();
  await expect(main.getByText('Document Automation')).toBeVisible();
  await expectWhole('a solution');
  await page.goto(`${page.url().replace(/\?.*$/, '')}?tab=jobs`);
  await expect(main.getByRole('row').nth(3)).toBeVisible();
  await expectWhole('its jobs');
  await main.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(main.getByText('STOPPED_AT_CHECKPOINT')).toBeVisible();
  await expectWhole('a job');
});

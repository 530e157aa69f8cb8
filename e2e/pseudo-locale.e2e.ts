import type { Page } from '@playwright/test';
import { listInstances } from './support/graph.ts';
import { type SentTexts, checkText, watchData } from './support/text-check.ts';
import { expect, headersOf, test } from './support/test.ts';

/**
 * Every page in the language that is English accented and a third longer: whatever is cut off, drawn over something else,
 * or still plain English, was never made for another language.
 */
test.use({ reducedMotion: 'reduce' });

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function speakPseudo(page: Page): Promise<SentTexts> {
  await page.addInitScript(() => localStorage.setItem('jackfield.language', 'en-XA'));
  return watchData(page);
}

/** Looks at what is on show, on a desktop and on a phone. */
async function expectWellSaid(page: Page, data: SentTexts, where: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect
      .soft(await checkText(page, data), `${where} at ${size.width}`)
      .toEqual({ cut: [], overlapping: [], untranslated: [] });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const settled = (page: Page) => expect(page.getByText(/^\[Réádîñg/)).toHaveCount(0);

test('a person’s pages', async ({ page, signInAs }) => {
  test.setTimeout(180_000);
  await signInAs('maya');
  const data = await speakPseudo(page);
  await page.goto('/instances');
  await expect(page.getByRole('link', { name: 'Order alerts in #orders' })).toBeVisible();
  await settled(page);
  await expectWellSaid(page, data, 'the list');

  await page
    .getByRole('row')
    .filter({ hasText: 'Order alerts in #orders' })
    .getByRole('button', { name: /Möré áçtîöñs/ })
    .click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectWellSaid(page, data, 'a row’s menu');
  await page.getByRole('menuitem', { name: /Réñámé/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('textbox').fill('Something else');
  await expectWellSaid(page, data, 'renaming');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: /Léávé wîthöüt sávîñg/ })).toBeVisible();
  await expectWellSaid(page, data, 'the question whether to leave');
  await page.getByRole('button', { name: /^\[Léávé/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await expectWellSaid(page, data, 'the palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectWellSaid(page, data, 'the shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Áçtîvîtý/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectWellSaid(page, data, 'the activity');
  await page.keyboard.press('Escape');
  await page.goto('/instances?q=nothing+has+this+name');
  await expect(page.getByText(/^\[Ñö îñstáñçés mátçh/)).toBeVisible();
  await settled(page);
  await expectWellSaid(page, data, 'an empty list');

  await page.goto('/instances');
  await page.getByRole('link', { name: 'Contacts of the partner programme' }).click();
  await expect(heading(page)).toContainText('Contacts of the partner programme');
  await expect(page.getByRole('heading', { name: /Wörkflöws/ })).toBeVisible();
  await settled(page);
  await expectWellSaid(page, data, 'an instance');

  for (const [path, title] of [
    ['/catalogue', /Çátálögüé/],
    ['/operations', /Öpérátîöñs/],
    ['/settings', /Séttîñgs/],
  ] as const) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(title);
    // They are hidden from whoever finds things by their role.
    await expect(page.locator('[class*="skeleton" i]')).toHaveCount(0);
    if (path === '/catalogue') {
      await expect(page.getByRole('button', { name: /^\[Áçtîváté/ }).first()).toBeVisible();
    }
    if (path === '/settings') await expect(page.getByRole('button', { name: /Éñd áll öthérs/ })).toBeVisible();
    await expectWellSaid(page, data, path);
  }
  await page.goto('/catalogue');
  await page
    .getByRole('button', { name: /^\[Áçtîváté/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible();
  await expectWellSaid(page, data, 'activating');
  await page.goto('/instances/not-an-id');
  await expect(heading(page)).toBeVisible();
  await expectWellSaid(page, data, 'a page that is not there');
});

test('an instance that runs, how one is configured, and the runs', async ({ page, server, signInAs }) => {
  test.setTimeout(180_000);
  await signInAs('maya');
  const idOf = async (search: string) =>
    (await listInstances(page.context().request, server, { search })).nodes[0]?.id ?? '';
  const [stock, other] = [await idOf('Stock from Rotterdam'), await idOf('Stock from Oslo')];
  const data = await speakPseudo(page);
  for (const tab of ['overview', 'flows', 'runs', 'logs']) {
    await page.goto(`/instances/${stock}?tab=${tab}`);
    await expect(page.getByRole('tab', { selected: true })).toBeVisible();
    await settled(page);
    await expect(page.locator('[class*="skeleton" i]')).toHaveCount(0);
    await expectWellSaid(page, data, `an instance’s ${tab}`);
  }
  for (const step of ['1', '2', 'deploy']) {
    await page.goto(`/instances/${other}/configure?page=${step}`);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expectWellSaid(page, data, `configuring: ${step}`);
  }
  await page.goto('/runs');
  await expect(page.getByRole('table').first()).toBeVisible();
  await settled(page);
  await expectWellSaid(page, data, 'the runs');
});

test('an administrator’s pages, and the sign-in', async ({ page, signInAs }) => {
  test.setTimeout(180_000);
  const data = await speakPseudo(page);
  await page.goto('/sign-in');
  await expect(heading(page)).toHaveText(/Sîgñ îñ/);
  await expectWellSaid(page, data, 'the sign-in');

  await signInAs('priya');
  await page.goto('/admin/instances?q=Invoice+approvals,+branches');
  await expect(page.getByRole('link', { name: 'Invoice approvals, branches' })).toBeVisible();
  await expectWellSaid(page, data, 'everybody’s instances');
  await page.getByRole('button', { name: /Möré áçtîöñs/ }).click();
  await page.getByRole('menuitem', { name: /Débüg/ }).click();
  await expect(heading(page)).toContainText('Invoice approvals, branches');
  await expect(page.getByRole('heading', { name: /Válüés/ })).toBeVisible();
  await expectWellSaid(page, data, 'the debug view');
  await page.getByRole('link', { name: /Whö sîgñs îñ för/ }).click();
  await expect(heading(page)).toHaveText('Northwind');
  await expectWellSaid(page, data, 'an account');
});

test('an instance of a connector, and the wizard that adds one', async ({ page, server, patchworks, allow }) => {
  test.setTimeout(180_000);
  // The refused credentials, of which the browser complains.
  allow.status(422);
  const made = await patchworks.create('Shop Sweden');
  const other = await patchworks.create('Shop Norway');
  await patchworks.createFlow('Orders', [made.id, other.id]);
  const data = await speakPseudo(page);
  const report = page.getByRole('region', { name: /Thé fáîléd çhéçk/ });

  await page.goto('/instances?q=Shop+Sweden');
  await page.getByRole('link', { name: 'Shop Sweden', exact: true }).click();
  await expect(heading(page)).toContainText('Shop Sweden');
  await settled(page);
  await expectWellSaid(page, data, 'details');
  await page.getByRole('tab', { name: /Áüthéñtîçátîöñ/ }).click();
  await page.getByRole('button', { name: /^\[Répláçé/ }).click();
  const secret = page.locator('input[type="password"]').first();
  await secret.fill('canary-bad');
  await page.getByRole('button', { name: /^\[Sávé/ }).click();
  await expect(report).toBeVisible();
  await expectWellSaid(page, data, 'credentials that were refused');
  await page.getByRole('button', { name: /Îñstáñçé séttîñgs/ }).click();
  await page.getByRole('menuitem', { name: /^\[Rémövé/ }).click();
  await expect(page.getByRole('dialog').getByText('Orders').first()).toBeVisible();
  await expectWellSaid(page, data, 'what stands in the way of a removal');
  await page.keyboard.press('Escape');

  const begun = await page.context().request.post('/api/connector-drafts', {
    data: { connectorId: String(made.systemId) },
    headers: headersOf(server),
  });
  const { draft, form }: { draft: { id: string; details: object }; form: { methods: { id: string }[] } } =
    await begun.json();
  await page.context().request.put(`/api/connector-drafts/${draft.id}`, {
    data: {
      details: { ...draft.details, name: 'Shop Finland' },
      methodId: form.methods[0]?.id,
      values: { store_domain: 'a-store.example' },
    },
    headers: headersOf(server),
  });
  for (const step of ['name', 'settings', 'method', 'credentials']) {
    await page.goto(`/connectors/add/${draft.id}?step=${step}`);
    await expect(page.locator('form h2')).toBeVisible();
    await expectWellSaid(page, data, `adding: ${step}`);
  }
  await secret.fill('canary-bad');
  await page.getByRole('button', { name: /^\[Ádd îñstáñçé/ }).click();
  await expect(report).toBeVisible();
  await expectWellSaid(page, data, 'adding: refused');
  await secret.fill('canary');
  await page.getByRole('button', { name: /^\[Ádd îñstáñçé/ }).click();
  await expect(heading(page)).toContainText('Shop Finland');
  await expect(page.locator('form h2')).toHaveCount(0);
  await expectWellSaid(page, data, 'added');
});

import { type Locator, type Page, expect } from '@playwright/test';

/** Opens a list page and waits until it says how many there are. */
export async function openList(page: Page, path: '/instances' | '/admin/instances'): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(/^[\d,.\s]+ instances?$/).first()).toBeVisible();
}

/** The row of the instance with this name. */
export function rowNamed(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
}

/** Opens the row's menu and chooses from it. */
export async function chooseFromRow(page: Page, name: string, action: string): Promise<void> {
  await rowNamed(page, name).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Types into the list's one search box. */
export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
}

/** Activates a template from the catalogue under this name, and returns the window in which its wizard opens. */
export async function activate(page: Page, templateTitle: string, name: string): Promise<Page> {
  await page.goto('/catalogue');
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: templateTitle, exact: true }) });
  await card.getByRole('button', { name: 'Activate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  return opensWizard(page, () => dialog.getByRole('button', { name: 'Activate' }).click());
}

/** Does what opens a wizard, and returns the wizard's window once it shows something. */
export async function opensWizard(page: Page, action: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), action()]);
  await expect(nextOrFinish(popup)).toBeVisible();
  return popup;
}

function nextOrFinish(popup: Page): Locator {
  return popup.getByRole('button', { name: /^(Next|Finish)$/ });
}

/** Connects every account the wizard's step asks for. */
export async function connect(popup: Page): Promise<void> {
  const buttons = popup.getByRole('button', { name: 'Connect' });
  for (let left = await buttons.count(); left > 0; left = await buttons.count()) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(left - 1);
  }
}

/** Fills every text box of the wizard's step that is empty. */
export async function fill(popup: Page, value: string): Promise<void> {
  for (const box of await popup.getByRole('textbox').all()) {
    if ((await box.inputValue()) === '') await box.fill(value);
  }
}

/** Goes through the whole wizard up to its last step, where **Finish** waits. */
export async function fillWizard(popup: Page, value = 'a value'): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    await expect(nextOrFinish(popup)).toBeVisible();
    await connect(popup);
    await fill(popup, value);
    if (await popup.getByRole('button', { name: 'Finish' }).isVisible()) return;
    const before = await popup.locator('body').innerText();
    await popup.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => popup.locator('body').innerText()).not.toBe(before);
  }
  throw new Error('The wizard did not come to its end within 30 steps.');
}

/** Goes through the whole wizard and finishes it; the page closes its window. */
export async function finishWizard(popup: Page, value?: string): Promise<void> {
  await fillWizard(popup, value);
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Finish' }).click()]);
}

/** Removes an instance by its row's menu, typing its name as the dialog asks. */
export async function removeInstance(page: Page, name: string): Promise<void> {
  await chooseFromRow(page, name, 'Remove');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Remove' }).click();
}

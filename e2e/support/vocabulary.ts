import { type Frame, type Locator, type Page, expect } from '@playwright/test';

/** Opens a list page and waits until it says how many there are. */
export async function openList(page: Page, path: `/instances${string}` | `/admin/instances${string}`): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(/^[\d,.\s]+ instances?$/).first()).toBeVisible();
}

/** The row of the instance with this name. */
export function rowNamed(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
}

/** The panel that shows how the set-up of this instance goes. */
export function progressOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name: `Set-up of ${name}`, exact: true });
}

/** One step of a set-up, by what it says to a screen reader: `Created, done`. */
export function stepOf(page: Page, name: string, words: string): Locator {
  return progressOf(page, name).getByRole('list', { name: 'Steps' }).getByText(words, { exact: true });
}

/** Opens the row's menu and chooses from it. What asks first ends in an ellipsis there. */
export async function chooseFromRow(page: Page, name: string, action: string): Promise<void> {
  await rowNamed(page, name).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${action}…?$`) }).click();
}

/** Types into the list's one search box. */
export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
}

/** Activates a template from the catalogue under this name, and returns the window in which its wizard opens. */
export async function activate(page: Page, templateTitle: string, name: string): Promise<Page> {
  await page.goto('/catalogue');
  return activateHere(page, templateTitle, name);
}

/** The same where the catalogue is on show already, so that the wizards that are open stay open. */
export async function activateHere(page: Page, templateTitle: string, name: string): Promise<Page> {
  const pressed = await nameInstance(page, templateTitle, name);
  return opensWizard(page, () => pressed.click());
}

/** Opens a template's dialog and types the instance's name. Returns the button **Activate**, not pressed yet. */
export async function nameInstance(page: Page, templateTitle: string, name: string): Promise<Locator> {
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: templateTitle, exact: true }) });
  await card.getByRole('button', { name: 'Activate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  return dialog.getByRole('button', { name: 'Activate' });
}

/** Does what opens a wizard, and returns the wizard's window once it shows something. */
export async function opensWizard(page: Page, action: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), action()]);
  await expect(nextOrFinish(popup)).toBeVisible();
  return popup;
}

/** Opens a row's wizard by the button that the row shows. */
export async function openRowWizard(page: Page, name: string, button: 'Edit' | 'Update' | 'Continue'): Promise<Page> {
  return opensWizard(page, () =>
    rowNamed(page, name).getByRole('button', { name: button, exact: true }).first().click(),
  );
}

export function nextOrFinish(popup: Page | Frame): Locator {
  return popup.getByRole('button', { name: /^(Next|Finish)$/ });
}

/** Connects every account the wizard's step asks for; the button stays, for another account. */
export async function connect(popup: Page | Frame): Promise<void> {
  const buttons = await popup.getByRole('button', { name: 'Connect' }).all();
  for (const button of buttons) await button.click();
  await expect(popup.getByRole('status').filter({ hasText: /^Connected/ })).toHaveCount(buttons.length);
}

/** Fills every text box of the wizard's step that is empty. */
export async function fill(popup: Page | Frame, value: string): Promise<void> {
  for (const box of await popup.getByRole('textbox').all()) {
    if ((await box.inputValue()) === '') await box.fill(value);
  }
}

/** Goes through the whole wizard up to its last step, where **Finish** waits. */
export async function fillWizard(popup: Page | Frame, value = 'a value'): Promise<void> {
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

/** Finishes a wizard that has all of its values, changing none; the page closes its window. */
export async function finishUnchanged(popup: Page): Promise<void> {
  const finish = popup.getByRole('button', { name: 'Finish' });
  for (let step = 0; step < 30 && !(await finish.isVisible()); step += 1) {
    await popup.getByRole('button', { name: 'Next' }).click();
  }
  await Promise.all([popup.waitForEvent('close'), finish.click()]);
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

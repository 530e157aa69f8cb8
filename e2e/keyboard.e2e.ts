import type { Locator, Page } from '@playwright/test';
import { press, tabTo } from './support/keyboard.ts';
import { offerSignIn } from './support/session-end.ts';
import { expect, test } from './support/test.ts';
import { nextOrFinish, openList, progressOf, rowNamed } from './support/vocabulary.ts';

/** What follows a press may not leave the focus nowhere: the next Tab would begin at the top of the page again. */
async function expectFocusSomewhere(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
}

async function expectFocusWithin(page: Page, dialog: Locator): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
}

/** Opens a row's menu and goes down to an entry. */
async function chooseByKey(page: Page, name: string, entry: string): Promise<void> {
  const more = rowNamed(page, name).getByRole('button', { name: 'More actions' });
  if (!(await more.evaluate((element) => element === document.activeElement))) await tabTo(page, more);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  const target = page.getByRole('menuitem', { name: new RegExp(`^${entry}…?$`) });
  for (let step = 0; step < 12; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(target).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Goes through the wizard, step by step, connecting and typing wherever it asks for something. */
async function finishByKey(popup: Page): Promise<void> {
  const closed = popup.waitForEvent('close');
  for (let step = 0; step < 10; step += 1) {
    await expect(nextOrFinish(popup)).toBeVisible();
    const connections = await popup.getByRole('button', { name: 'Connect' }).all();
    for (const connection of connections) await press(popup, connection);
    await expect(popup.getByRole('status').filter({ hasText: /^Connected/ })).toHaveCount(connections.length);
    for (const box of await popup.getByRole('textbox').all()) {
      await tabTo(popup, box);
      if ((await box.inputValue()) === '') await popup.keyboard.type('typed');
    }
    const isLast = await popup.getByRole('button', { name: 'Finish' }).isVisible();
    const before = await popup.locator('body').innerText();
    await press(popup, nextOrFinish(popup));
    if (isLast) {
      await closed;
      return;
    }
    await expect.poll(() => popup.locator('body').innerText()).not.toBe(before);
  }
  throw new Error('The wizard did not come to its end.');
}

test('the main job by keyboard alone: from signing in to the removal', async ({ page, account, tray }) => {
  test.slow();
  const presses: string[] = [];
  await page.exposeFunction('pointed', (at: string) => presses.push(at));
  await page.addInitScript(() => {
    document.addEventListener('pointerdown', (event) => Reflect.get(window, 'pointed')(event.pointerType), true);
  });
  await page.context().clearCookies();
  await offerSignIn(page, account);
  await page.goto('/sign-in');
  await press(page, page.getByRole('button', { name: /The same person/ }));
  await press(page, page.getByRole('link', { name: 'Open the catalogue' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeFocused();

  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Slack alerts for new orders', exact: true }) });
  const activate = card.getByRole('button', { name: 'Activate' });
  await press(page, activate);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox').first()).toBeFocused();
  await expectFocusWithin(page, dialog);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(activate).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox').first()).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('By keyboard');
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await finishByKey(popup);
  await page.bringToFront();
  await expect(progressOf(page, 'By keyboard')).toContainText('Enabled. It works from now on.');
  await press(page, progressOf(page, 'By keyboard').getByRole('button', { name: 'Dismiss' }));
  await expectFocusSomewhere(page);

  await press(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Instances' }));
  const row = rowNamed(page, 'By keyboard');
  await expect(row.getByRole('cell').first()).toHaveText('Enabled');
  const edit = row.getByRole('button', { name: 'Edit' });
  await tabTo(page, edit);
  const [again] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await finishByKey(again);
  await page.bringToFront();
  await expect(progressOf(page, 'By keyboard')).toContainText('Your changes are in force.');
  await expect(edit).toBeFocused();
  await press(page, progressOf(page, 'By keyboard').getByRole('button', { name: 'Dismiss' }));
  await expectFocusSomewhere(page);

  const more = row.getByRole('button', { name: 'More actions' });
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
  await chooseByKey(page, 'By keyboard', 'Disable');
  await expect(row.getByRole('cell').first()).toHaveText('Disabled');
  await expect(more).toBeFocused();
  await press(page, row.getByRole('button', { name: 'Undo' }));
  await expect(row.getByRole('cell').first()).toHaveText('Enabled');
  await expectFocusSomewhere(page);

  await chooseByKey(page, 'By keyboard', 'Rename');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await expectFocusWithin(page, dialog);
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
  await chooseByKey(page, 'By keyboard', 'Rename');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Renamed by keyboard');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(rowNamed(page, 'Renamed by keyboard').getByRole('button', { name: 'More actions' })).toBeFocused();

  await chooseByKey(page, 'Renamed by keyboard', 'Remove');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Renamed by keyboard');
  await press(page, dialog.getByRole('button', { name: 'Remove' }));
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
  await expectFocusSomewhere(page);
  expect(await tray.instances()).toEqual([]);
  expect(presses, 'presses of a mouse or a finger').toEqual([]);
});

test('the skip link is first; a column’s order is changed with a key; a button that is off tells why', async ({
  page,
  tray,
  signInAs,
}) => {
  await tray.create('One');
  await openList(page, '/instances');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox')).toBeFocused();

  const name = page.getByRole('columnheader', { name: 'Name' });
  await tabTo(page, name.getByRole('button'));
  await page.keyboard.press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(name.getByRole('button')).toBeFocused();

  await signInAs('jonas');
  await openList(page, '/instances?q=Sales+digest');
  const edit = rowNamed(page, 'Sales digest').getByRole('button', { name: 'Edit' });
  await tabTo(page, edit);
  await expect(edit).toHaveAccessibleDescription('You may look only');
  await expect(page.getByRole('tooltip', { name: 'You may look only' })).toBeVisible();
  await page.keyboard.press('Enter');
  expect(page.context().pages()).toHaveLength(1);
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

const mostTabs = 80;

/** Presses Tab until this has the focus, and checks that one can see that it has. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < mostTabs; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- key by key
    await page.keyboard.press('Tab');
    // oxlint-disable-next-line no-await-in-loop -- key by key
    if (await target.evaluate((element) => element === document.activeElement)) {
      // oxlint-disable-next-line no-await-in-loop -- once, and then it returns
      await expectVisibleFocus(target);
      return;
    }
  }
  throw new Error(`${String(target)} was not reached with ${mostTabs} presses of Tab.`);
}

/** An outline or a ring is drawn, and no bar that sticks covers what has the focus (WCAG 2.2, 2.4.11). */
async function expectVisibleFocus(target: Locator): Promise<void> {
  await expect(target).toBeInViewport();
  const looks = await target.evaluate((element) => {
    const drawn = (node: Element | null) => {
      if (!node) return false;
      const style = getComputedStyle(node);
      return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
    };
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      isDrawn: drawn(element) || drawn(element.parentElement),
      isCovered: top !== null && top !== element && !element.contains(top) && !top.contains(element),
    };
  });
  expect(looks).toEqual({ isDrawn: true, isCovered: false });
}

test('the skip link is first and leads past the navigation', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await openList(page, '/instances');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('activating by keyboard alone, up to the wizard’s window', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { name: 'Daily sales digest' })).toBeVisible();
  const activate = page
    .getByRole('listitem')
    .filter({ hasText: 'Daily sales digest' })
    .getByRole('button', { name: 'Activate' });
  await tabTo(page, activate);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  // Focus stays inside the dialog.
  for (let step = 0; step < 6; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- key by key
    await page.keyboard.press('Tab');
    // oxlint-disable-next-line no-await-in-loop -- key by key
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(activate).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('By keyboard');
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await expect(popup.getByRole('button', { name: /^(Next|Finish)$/ })).toBeVisible();
  await popup.close();
});

test('a row’s menu and its dialogs by keyboard alone', async ({ page, tray }) => {
  await tray.create('Keyed', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  const more = rowNamed(page, 'Keyed').getByRole('button', { name: 'More actions' });
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(more).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  // Typing its first letter leads to an entry.
  await page.keyboard.press('e');
  await expect(page.getByRole('menuitem', { name: 'Enable' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rowNamed(page, 'Keyed').getByRole('cell').first()).toHaveText('Enabled');
  await expect(more).toBeFocused();
  await expect(page.getByText('Keyed is enabled')).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Keyed');
  await tabTo(page, dialog.getByRole('button', { name: 'Remove' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
});

test('a button that is off can be reached and tells why', async ({ page, signInAs }) => {
  await signInAs('jonas');
  await openList(page, '/instances?q=Sales+digest');
  const edit = rowNamed(page, 'Sales digest').getByRole('button', { name: 'Edit' });
  await tabTo(page, edit);
  await expect(edit).toHaveAccessibleDescription('You may look only');
  await expect(page.getByRole('tooltip', { name: 'You may look only' })).toBeVisible();
  await page.keyboard.press('Enter');
  expect(page.context().pages()).toHaveLength(1);
});

test('the order of a column is changed with a key', async ({ page, tray }) => {
  await tray.create('One');
  await openList(page, '/instances');
  const name = page.getByRole('columnheader', { name: 'Name' });
  await tabTo(page, name.getByRole('button'));
  await page.keyboard.press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(name.getByRole('button')).toBeFocused();
});

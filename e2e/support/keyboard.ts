import { type Locator, type Page, expect } from '@playwright/test';

const mostTabs = 80;

/** Presses Tab until this has the focus, and checks that one can see that it has. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < mostTabs; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expectVisibleFocus(target);
      return;
    }
  }
  throw new Error(`${String(target)} was not reached with ${mostTabs} presses of Tab.`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
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

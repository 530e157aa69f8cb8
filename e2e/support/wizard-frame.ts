import { type Frame, type Page, expect } from '@playwright/test';
import { nameInstance, nextOrFinish, progressOf } from './vocabulary.ts';

/** Makes the browser block the first so many windows that each load of the page opens. */
export async function blockWindows(page: Page, count: number): Promise<void> {
  await page.addInitScript((blocked) => {
    const open = window.open.bind(window);
    let calls = 0;
    window.open = (...input) => (calls++ < blocked ? null : open(...input));
  }, count);
}

/** Activates with windows blocked, up to the panel that says so. */
export async function activateBlocked(page: Page, solution: string, name: string): Promise<void> {
  await page.goto('/catalogue');
  await (await nameInstance(page, solution, name)).click();
  await expect(progressOf(page, name)).toContainText('Your browser blocked the wizard’s window.');
}

/** Does what shows a wizard within the page, and returns its frame once it shows something. */
export async function opensFrame(page: Page, action: () => Promise<void>): Promise<Frame> {
  await action();
  const element = await page.locator('iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('There is no frame.');
  await expect(nextOrFinish(frame)).toBeVisible();
  return frame;
}

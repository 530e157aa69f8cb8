import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { type Locator, type Page, expect } from '@playwright/test';

/** What decides how a browser draws the same page: pictures of unlike makers cannot be compared. */
interface Maker {
  chromium: string;
  platform: string;
  /** What some text looks like, as a digest: fonts, hinting and smoothing are all in it. */
  text: string;
}

const folder = 'e2e/baselines';
const makerFile = `${folder}/made-with.json`;

/** Notes with what the baselines are made now. */
export async function noteMaker(page: Page): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(makerFile, `${JSON.stringify(await makerOf(page), null, 2)}\n`);
}

/** Why this machine's pictures cannot be compared with the baselines; null when they can. */
export async function reasonNotToCompare(page: Page): Promise<string | null> {
  const here = await makerOf(page);
  const there: Maker = JSON.parse(await readFile(makerFile, 'utf8'));
  const keys = ['chromium', 'platform', 'text'] as const;
  const differing = keys.filter((key) => here[key] !== there[key]);
  if (differing.length === 0) return null;
  return differing.map((key) => `${key}: the baselines’ ${there[key]}, here ${here[key]}`).join('; ');
}

async function makerOf(page: Page): Promise<Maker> {
  const version = page.context().browser()?.version() ?? 'unknown';
  const text = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 600;
    canvas.height = 200;
    const context = canvas.getContext('2d');
    const families = ['system-ui', 'sans-serif', 'monospace', getComputedStyle(document.body).fontFamily];
    for (const [index, family] of families.entries()) {
      if (!context) continue;
      context.font = `16px ${family}`;
      context.fillText('Order alerts in #orders, 16 instances · checked Ägypten … fi “”', 4, 30 + index * 40);
    }
    const pixels = new TextEncoder().encode(canvas.toDataURL());
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels));
    return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  return { chromium: version.split('.')[0] ?? version, platform: `${platform()} ${arch()}`, text };
}

/** Puts fixed words for what differs from run to run: ids, ages, moments, and the names of fresh accounts. */
async function steady(page: Page): Promise<void> {
  await page.evaluate(() => {
    const fixed: [RegExp, string][] = [
      [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '01234567-89ab-4cde-8f01-23456789abcd'],
      [/\bdemo-[0-9a-z]+/g, 'demo-0123456789'],
      // A customer's id at Prismatic: "Customer:" and a UUID, in base64.
      [/\bQ3VzdG9tZXI6[\w+/=]+/g, 'Q3VzdG9tZXI6MDEyMzQ1NjctODlhYi00Y2RlLThmMDEtMjM0NTY3ODlhYmNk'],
      [/\bDemo [0-9a-z]{6,}/g, 'Demo 0123456789'],
      [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, '2026-01-02T03:04:05.678Z'],
      [/\d{1,2} [A-Z][a-z]{2,8} \d{4}(, \d\d:\d\d:\d\d( (UTC|GMT)[+\-\d:]*)?)?/g, '2 Jan 2026, 03:04:05 UTC'],
      [/[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d\s[AP]M( (UTC|GMT)[+\-\d:]*)?/g, 'Jan 2, 2026, 3:04:05 AM UTC'],
      [/\b\d{1,2}:\d\d:\d\d(\s[AP]M)?/g, '03:04:05'],
      [/\b\d+ (ms|s|sec|min)\b/g, '5 $1'],
    ];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const before = node.nodeValue ?? '';
      const isTime = node.parentElement?.closest('time') !== null;
      const after = isTime
        ? '5 min. ago'
        : fixed.reduce((text, [pattern, words]) => text.replace(pattern, words), before);
      if (after !== before) node.nodeValue = after;
    }
  });
}

/** Compares what is in the window with its baseline, but not what of it is `unsteady`: no two pictures of that agree. */
export async function compare(page: Page, name: string, unsteady: Locator[] = []): Promise<void> {
  await expect(page.getByText('Reading…')).toHaveCount(0);
  await page.mouse.move(0, 0);
  await steady(page);
  await expect.soft(page).toHaveScreenshot(`${name}.png`, { mask: unsteady });
}

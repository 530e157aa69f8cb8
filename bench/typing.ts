import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { type Browser, type Page, chromium } from '@playwright/test';
// For the page's own copy of it; with it comes what TypeScript's library lacks of the Event Timing API.
import type * as WebVitals from 'web-vitals';
import { reachSandbox } from '../e2e/support/sandbox.ts';
import { type RunningServer, startServer } from '../e2e/support/server.ts';
import { findBrowser } from '../tools/support/browser.mjs';
import { type Bench, percentile, toTable } from './bench.ts';

/** A key must show within this on a machine that is `throttle` times as slow: the bar of "good" for INP. */
const barMs = 200;
const fewRows = 50;
/** Ports far from those of journeys, which may run at the same time. */
const portBlock = 60;
const leastMs = 16;
const words = 'daily digest 12';
/** Somebody who types quickly; slower than the search box's own pause would be, so that lists are drawn between keys. */
const betweenKeysMs = [60, 110, 320];

declare global {
  interface Window {
    webVitals: Pick<typeof WebVitals, 'onINP'>;
    /** The worst interaction so far, as web-vitals has it, and how long each key took until the next paint. */
    measured: { inpMs: number; keysMs: number[]; longestTaskMs: number };
  }
}

interface Found {
  rows: number;
  keysMs: number[];
  inpsMs: number[];
  longestTaskMs: number;
  rowNodes: number;
}

export const typing: Bench = {
  options: { rows: 5000, rounds: 5, throttle: 4 },
  run: async ({ rows = 5000, rounds = 5, throttle = 4 }, say) => {
    const server = await startServer(portBlock);
    const executablePath = findBrowser();
    const browser = await chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      await reachSandbox(server.trayOrigin).setRate(null);
      const few = await measure(browser, server, { rows: Math.min(fewRows, rows), rounds, throttle });
      const many = await measure(browser, server, { rows, rounds, throttle });
      const load = loadavg()[0] ?? 0;
      say(
        `Typing “${words}”, ${rounds} rounds, CPU ${throttle} times as slow, load of the machine ${load.toFixed(1)}.`,
      );
      say(tableOf([few, many]));
      const worst = Math.max(...many.inpsMs);
      const ratio = percentile(many.keysMs, 0.98) / Math.max(1, percentile(few.keysMs, 0.98));
      say(`${many.rows} rows cost ${ratio.toFixed(2)} times what ${few.rows} rows do, at the 98th percentile.`);
      say(worst <= barMs ? `Within the bar of ${barMs} ms.` : `Above the bar of ${barMs} ms: ${worst} ms.`);
      return worst <= barMs;
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

function tableOf(found: readonly Found[]): string {
  return toTable([
    ['rows', 'row nodes', 'keys', 'median', 'p98', 'worst INP', 'longest task'],
    ...found.map(({ rows, rowNodes, keysMs, inpsMs, longestTaskMs }) => [
      String(rows),
      String(rowNodes),
      String(keysMs.length),
      `${percentile(keysMs, 0.5)} ms`,
      `${percentile(keysMs, 0.98)} ms`,
      `${Math.max(...inpsMs)} ms`,
      `${Math.round(longestTaskMs)} ms`,
    ]),
  ]);
}

async function measure(
  browser: Browser,
  server: RunningServer,
  { rows, rounds, throttle }: { rows: number; rounds: number; throttle: number },
): Promise<Found> {
  const found: Found = { rows, keysMs: [], inpsMs: [], longestTaskMs: 0, rowNodes: 0 };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const headers = { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin: server.origin };
  const made = await context.request.post(`${server.origin}/api/demo/accounts`, { data: {}, headers });
  const account: { account: string; demo: string } = await made.json();
  await reachSandbox(server.trayOrigin).seed(account.account, rows);
  await context.request.post(`${server.origin}/api/session`, { data: { demo: account.demo }, headers });
  const webVitals = await readFile('node_modules/web-vitals/dist/web-vitals.iife.js', 'utf8');
  await context.addInitScript({ content: `${webVitals}\nglobalThis.webVitals = webVitals;` });
  await context.addInitScript(watchKeys);

  /* oxlint-disable no-await-in-loop -- one round after the other, alone */
  for (let round = 0; round < rounds; round += 1) {
    const page = await context.newPage();
    await page.goto(`${server.origin}/instances`);
    await page
      .getByText(`${new Intl.NumberFormat('en').format(rows)} instances`, { exact: true })
      .waitFor({ timeout: 120_000 });
    await page.getByRole('row').getByRole('link').first().waitFor();
    const throttling = await context.newCDPSession(page);
    await throttling.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await typeWords(page);
    const measured = await page.evaluate(() => window.measured);
    if (measured.inpMs === 0) throw new Error('The browser reported no interaction: nothing was measured.');
    // The browser reports nothing that took less than 16 ms.
    const unreported = Array.from({ length: Math.max(0, 2 * words.length - measured.keysMs.length) }, () => leastMs);
    found.keysMs.push(...measured.keysMs, ...unreported);
    found.inpsMs.push(measured.inpMs);
    found.longestTaskMs = Math.max(found.longestTaskMs, measured.longestTaskMs);
    found.rowNodes = Math.max(found.rowNodes, await page.locator('[role="row"]').count());
    await page.close();
  }
  /* oxlint-enable no-await-in-loop */
  await context.close();
  return found;
}

/** Types and takes it back, key by key, so that the list shrinks and grows again; at the end all rows are there. */
async function typeWords(page: Page): Promise<void> {
  await page.getByRole('searchbox').click();
  const letters = words.split('');
  const keys = [...letters, ...letters.map(() => 'Backspace')];
  for (const [place, key] of keys.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- key by key
    await page.keyboard.press(key === ' ' ? 'Space' : key, { delay: 20 });
    // oxlint-disable-next-line no-await-in-loop -- as a person pauses
    await page.waitForTimeout(betweenKeysMs[place % betweenKeysMs.length] ?? 0);
  }
  // The last frames are reported once they are over.
  await page.waitForTimeout(1500);
}

/** Runs in the page: gathers what the browser reports of every interaction. */
export function watchKeys(): void {
  const measured = { inpMs: 0, keysMs: [] as number[], longestTaskMs: 0 };
  window.measured = measured;
  window.webVitals.onINP(({ value }) => (measured.inpMs = value), { reportAllChanges: true, durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'keydown') measured.keysMs.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      measured.longestTaskMs = Math.max(measured.longestTaskMs, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
}

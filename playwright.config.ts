import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './tools/support/browser.mjs';

const executablePath = findBrowser();

/**
 * Journeys through the built product in a real browser. Every worker starts a server of its own (e2e/support/server.ts),
 * so none is started here. Nothing is tried twice: a journey that fails now and then has found something.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  fullyParallel: true,
  forbidOnly: true,
  // Journeys wait more than they work.
  workers: 3,
  retries: 0,
  // Long enough for a machine that has much else to do: what passes does not wait for it.
  timeout: 120_000,
  expect: {
    timeout: 20_000,
    // A thousand pixels of a window are less than a word; a colour off by little more than nothing counts.
    toHaveScreenshot: {
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      threshold: 0.05,
      maxDiffPixelRatio: 0.0005,
      pathTemplate: '{testDir}/baselines/{arg}{ext}',
    },
  },
  reporter: [['list']],
  use: {
    // A trace costs a third of the time; ask for one when a journey fails: `npx playwright test --trace on`.
    trace: 'off',
    locale: 'en-GB',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        // Containers rarely allow Chromium's own sandbox, and it opens nothing here but our own pages.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }],
});

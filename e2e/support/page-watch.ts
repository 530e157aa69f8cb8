import { type BrowserContext, expect } from '@playwright/test';

/** What a test expects to go wrong in the page; anything else that does fails the test. */
export interface Allowances {
  /** Chromium writes a line of its own for each answer of 400 and above; this one is expected. */
  status: (status: number) => void;
  /** A console line or page error that the test is about. */
  message: (pattern: RegExp) => void;
}

export interface PageWatch {
  allow: Allowances;
  /** Fails when anything was written or thrown that was not allowed. */
  demandSilence: () => void;
}

/** Listens to every page of the context, pop-ups included: console errors, uncaught errors, violations of the CSP. */
export async function watchPages(context: BrowserContext): Promise<PageWatch> {
  const complaints: string[] = [];
  const allowed: RegExp[] = [];

  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(error.error().stack ?? String(error.error())));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // oxlint-disable-next-line no-console -- it runs in the page, where the console is what is listened to
      console.error(
        `CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });

  return {
    allow: {
      status: (status) => allowed.push(new RegExp(`^Failed to load resource: .* status of ${status} `)),
      message: (pattern) => allowed.push(pattern),
    },
    demandSilence: () => {
      const stray = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      expect(stray, 'errors in the browser').toEqual([]);
    },
  };
}

/** The Chrome or Chromium to test with; null without any. */
export function findBrowser(): string | null;

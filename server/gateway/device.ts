import Bowser from 'bowser';

/** As much of a User-Agent as is kept: those of real browsers are shorter, and any text may be sent. */
export const longestUserAgent = 300;

/** The browser and its system as people call them, such as `Firefox on Linux`; null when the text names neither. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os } = Bowser.parse(userAgent);
  const known = [browser.name, os.name].filter(Boolean);
  return known.length === 0 ? null : known.join(' on ');
}

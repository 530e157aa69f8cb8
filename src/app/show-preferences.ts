import { locale } from '#src/lib/i18n.ts';
import { density } from '#src/lib/preferences.ts';

/** Puts on the document what styles and screen readers go by, and keeps it there. Returns what ends that. */
export function showPreferences(): () => void {
  const { documentElement: root } = document;
  const stops = [
    density.subscribe((value) => {
      root.dataset['density'] = value;
    }),
    locale.subscribe((value) => {
      root.lang = value;
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

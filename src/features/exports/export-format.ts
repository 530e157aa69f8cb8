import { locale } from '#src/lib/i18n.ts';

/** "43%". Whole only when it is. */
export function formatShare(part: number, whole: number): string {
  return new Intl.NumberFormat(locale.get(), { style: 'percent' }).format(Math.floor((part / whole) * 100) / 100);
}

const kilo = 1_000;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "12 kB", "3.4 MB". */
export function formatBytes(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(kilo))));
  return new Intl.NumberFormat(locale.get(), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / kilo ** step);
}

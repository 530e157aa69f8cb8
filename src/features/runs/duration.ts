import { formatDuration, momentOf } from '#src/lib/format.ts';
import { locale } from '#src/lib/i18n.ts';

const subSecondMs = 1000;

/** "320 ms", "4 s": from one moment to another, both ISO 8601; null while one of them is not known. */
export function formatStretch(startedAt: string | null, endedAt: string | null): string | null {
  const [from, to] = [momentOf(startedAt), momentOf(endedAt)];
  if (from === null || to === null) return null;
  const lastedMs = Math.max(0, to - from);
  if (lastedMs >= subSecondMs) return formatDuration(lastedMs);
  return new Intl.NumberFormat(locale.get(), { style: 'unit', unit: 'millisecond', unitDisplay: 'short' }).format(
    lastedMs,
  );
}

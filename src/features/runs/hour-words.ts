import { locale } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';

/** "09:00" or "9:00 AM": a time of day without seconds, in the person's time zone. */
export function formatHour(moment: number): string {
  const zone = timeZone.get();
  return new Intl.DateTimeFormat(locale.get(), { timeStyle: 'short', ...(zone && { timeZone: zone }) }).format(moment);
}

import { useStore } from '@nanostores/react';
import { formatMoment, formatRelative } from '#src/lib/format.ts';
import { useNow } from '#src/lib/now.ts';
import { timeZone } from '#src/lib/preferences.ts';

/** A moment as "3 min ago", with the full time on hover and for machines. */
export function RelativeTime({
  moment,
  step = 'halfMinute',
}: {
  moment: number;
  step?: 'second' | 'fiveSeconds' | 'halfMinute';
}) {
  const now = useNow(step);
  // The full time on hover is told in it.
  useStore(timeZone);
  return (
    <time dateTime={new Date(moment).toISOString()} title={formatMoment(moment)}>
      {formatRelative(moment, now)}
    </time>
  );
}

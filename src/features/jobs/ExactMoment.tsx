import { useStore } from '@nanostores/react';
import { formatMoment, formatRelative } from '#src/lib/format.ts';
import { useNow } from '#src/lib/now.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { exactTimeText } from './exact-time.ts';
import type { ExactTime } from './job-queries.ts';

/** A moment as "3 min ago", with the time to the nanosecond on hover; `isFull`: with both written out. */
export function ExactMoment({ time, isFull = false }: { time: ExactTime; isFull?: boolean }) {
  const now = useNow('halfMinute');
  useStore(timeZone);
  const moment = Date.parse(time.at);
  const exact = exactTimeText(time.nanoseconds);
  if (Number.isNaN(moment)) return <span>{exact}</span>;
  return (
    <>
      <time dateTime={time.at} title={isFull ? formatMoment(moment) : exact}>
        {formatRelative(moment, now)}
      </time>
      {isFull && <code>{exact}</code>}
    </>
  );
}

import type { Bulk } from '#contract/bulks.ts';
import { vendorNames } from '#contract/vendors.ts';
import { formatClock, formatDuration, formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { endedOf, isMoving, sizeOf } from './bulk-queries.ts';
import { bulkMessages, stateWord } from './bulk-words.ts';
import styles from './BulkProgress.module.css';

const messages = i18n('bulkProgress', {
  label: 'Progress',
  of: params<{ ended: string; size: string }>('{ended} of {size}'),
  rate: count({ one: '{count} a minute', other: '{count} a minute' }),
  left: params<{ time: string }>('about {time} left'),
  begins: params<{ time: string }>('begins in {time}'),
  waits: params<{ vendor: string; time: string }>('{vendor} is left alone until {time}; what is of it waits.'),
});

/** How far it is, how fast it goes and how long it will take; while it is held, when it begins. */
export function BulkProgress({ bulk }: { bulk: Bulk }) {
  const t = useMessages(messages);
  const words = useMessages(bulkMessages);
  const { counts, perMinute, secondsLeft } = bulk;
  const size = sizeOf(counts);
  const ended = endedOf(counts);
  const facts = [
    words[stateWord[bulk.state]],
    t.of({ ended: formatNumber(ended), size: formatNumber(size) }),
    perMinute === null ? null : t.rate(perMinute),
    secondsLeft === null ? null : t.left({ time: formatDuration(secondsLeft * 1000) }),
  ].filter((fact) => fact !== null);
  return (
    <div className={styles['progress']}>
      {isMoving(bulk.state) && <progress aria-label={t.label} max={Math.max(size, 1)} value={ended} />}
      <p className={styles['facts']}>
        {facts.join(' · ')}
        {bulk.state === 'held' && bulk.beginsAt !== null && (
          <>
            {' · '}
            <Countdown to={bulk.beginsAt} />
          </>
        )}
      </p>
      {bulk.waitsFor.map(({ vendor, until }) => (
        <p key={vendor} className={styles['facts']}>
          {t.waits({ vendor: vendorNames[vendor], time: formatClock(Date.parse(until)) })}
        </p>
      ))}
    </div>
  );
}

/** The server decides when it begins: this only says about when. */
function Countdown({ to }: { to: string }) {
  const t = useMessages(messages);
  const leftMs = Date.parse(to) - useNow('second');
  return <span>{t.begins({ time: formatDuration(Math.min(Math.max(leftMs, 0), 10_000)) })}</span>;
}

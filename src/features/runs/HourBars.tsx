import { useStore } from '@nanostores/react';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { formatHour } from './hour-words.ts';
import type { RunCountData } from './run-queries.ts';
import styles from './RunDay.module.css';

const messages = i18n('hourBars', { now: 'now' });

const hourPx = 30;
const heightPx = 72;
const gapPx = 4;
/** What is there at all is seen, however much more there is beside it. */
const leastPx = 3;

/**
 * A bar for each hour, the part that failed at its foot. For the eye and the pointer alone: the sentence and the table beside
 * it say the same to everybody.
 */
export function HourBars({ hours, onHour }: { hours: readonly RunCountData[]; onHour: (hour: RunCountData) => void }) {
  const t = useMessages(messages);
  // The hours are told in it.
  useStore(timeZone);
  const most = Math.max(1, ...hours.map(({ all }) => all));
  const scale = (amount: number) => (amount === 0 ? 0 : Math.max(leastPx, (amount / most) * (heightPx - 4)));
  const first = momentOf(hours[0]?.from);
  return (
    <div aria-hidden="true">
      <svg
        className={styles['chart']}
        viewBox={`0 0 ${hours.length * hourPx} ${heightPx}`}
        preserveAspectRatio="none"
        focusable="false"
      >
        {hours.map((hour, index) => {
          const failedPx = scale(hour.failed);
          const wellPx = scale(hour.all - hour.failed);
          const x = index * hourPx + gapPx / 2;
          const width = hourPx - gapPx;
          return (
            <g key={hour.from}>
              <rect
                className={styles['hour']}
                x={index * hourPx}
                y={0}
                width={hourPx}
                height={heightPx}
                onClick={() => {
                  if (hour.all > 0) onHour(hour);
                }}
              >
                <title>{`${formatHour(momentOf(hour.from) ?? 0)}: ${hour.all} / ${hour.failed}`}</title>
              </rect>
              {failedPx > 0 && (
                <rect className={styles['failed']} x={x} y={heightPx - failedPx} width={width} height={failedPx} />
              )}
              {wellPx > 0 && (
                <rect
                  className={styles['well']}
                  x={x}
                  y={Math.max(0, heightPx - failedPx - wellPx - (failedPx > 0 ? 1 : 0))}
                  width={width}
                  height={wellPx}
                />
              )}
            </g>
          );
        })}
        <line className={styles['ground']} x1={0} x2={hours.length * hourPx} y1={heightPx} y2={heightPx} />
      </svg>
      <p className={styles['ends']}>
        <span>{first !== null && formatHour(first)}</span>
        <span>{t.now}</span>
      </p>
    </div>
  );
}

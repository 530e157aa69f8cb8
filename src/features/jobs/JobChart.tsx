import { useStore } from '@nanostores/react';
import { useId, useMemo, useState } from 'react';
import { formatMoment, formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { DataTable } from '#src/ui/DataTable.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { bucketJobs, chartOutcomes } from './job-buckets.ts';
import type { ChartOutcome, JobBucket } from './job-buckets.ts';
import { durationWords } from './exact-time.ts';
import type { JobData } from './job-queries.ts';
import { jobWords } from './job-words.ts';
import styles from './JobChart.module.css';

type Counts = { total: string; complete: string; failed: string; waiting: string; longest: string };

const messages = i18n('jobChart', {
  outcomes: 'How did these jobs end?',
  durations: 'How long did they take?',
  other: 'Still running, or unknown',
  summary: params<Counts>(
    '{total} jobs: {complete} complete, {failed} failed, {waiting} waiting for a person. The longest took {longest}.',
  ),
  none: 'no time that is known',
  median: 'Half took no longer',
  longest: 'The longest',
  table: 'Show as a table',
  from: 'Began from',
  all: 'Jobs',
  noJobs: 'No job tells when it began.',
});

export interface JobChartProps {
  jobs: readonly JobData[];
}

const bucketCount = 24;
/** The drawing's own measures; it is stretched to the room that it has. */
const width = 720;
const height = 96;

/** Outcomes and durations of the jobs that were read, over the time in which they began; the same as a table on demand. */
export function JobChart({ jobs }: JobChartProps) {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  useStore(timeZone);
  const [isTable, setIsTable] = useState(false);
  const buckets = useMemo(() => bucketJobs(jobs, bucketCount), [jobs]);
  if (buckets.length === 0) return <p className={styles['quiet']}>{t.noJobs}</p>;
  const wordOf = (outcome: ChartOutcome) => (outcome === 'other' ? t.other : words[outcome]);
  const sum = (outcome: ChartOutcome) => buckets.reduce((total, { counts }) => total + counts[outcome], 0);
  const longest = Math.max(...buckets.map(({ longestSeconds }) => longestSeconds ?? 0));
  const summary = t.summary({
    total: formatNumber(buckets.reduce((all, { total }) => all + total, 0)),
    complete: formatNumber(sum('complete')),
    failed: formatNumber(sum('failed')),
    waiting: formatNumber(sum('needs_person')),
    longest: longest === 0 ? t.none : seconds(longest),
  });
  const first = buckets[0];
  const last = buckets.at(-1);

  return (
    <figure className={styles['chart']}>
      <figcaption>{summary}</figcaption>
      <div className={styles['panels']}>
        <div>
          <h3>{t.outcomes}</h3>
          <Outcomes buckets={buckets} label={`${t.outcomes} ${summary}`} />
          <ul className={styles['legend']}>
            {chartOutcomes
              .filter((outcome) => sum(outcome) > 0)
              .map((outcome) => (
                <li key={outcome}>
                  <span className={styles['swatch']} data-outcome={outcome} aria-hidden="true" /> {wordOf(outcome)}:{' '}
                  {formatNumber(sum(outcome))}
                </li>
              ))}
          </ul>
        </div>
        <div>
          <h3>{t.durations}</h3>
          <Durations buckets={buckets} longest={longest} label={`${t.durations} ${summary}`} />
          <ul className={styles['legend']}>
            <li>
              <span className={styles['swatch']} data-outcome="median" aria-hidden="true" /> {t.median}
            </li>
            <li>
              <span className={styles['swatch']} data-outcome="longest" aria-hidden="true" /> {t.longest}
              {longest > 0 && `: ${seconds(longest)}`}
            </li>
          </ul>
        </div>
      </div>
      {first && last && (
        <p className={styles['span']}>
          <span>{formatMoment(first.fromMs)}</span>
          <span>{formatMoment(last.toMs)}</span>
        </p>
      )}
      <Disclosure label={t.table} isOpen={isTable} onToggle={setIsTable}>
        {isTable && (
          <DataTable
            label={t.outcomes}
            none={t.noJobs}
            columns={[t.from, t.all, ...chartOutcomes.map(wordOf), t.median, t.longest]}
            rows={buckets
              .filter(({ total }) => total > 0)
              .map((bucket) => ({
                key: String(bucket.fromMs),
                cells: [
                  formatMoment(bucket.fromMs),
                  formatNumber(bucket.total),
                  ...chartOutcomes.map((outcome) => formatNumber(bucket.counts[outcome])),
                  bucket.medianSeconds === null ? '' : seconds(bucket.medianSeconds),
                  bucket.longestSeconds === null ? '' : seconds(bucket.longestSeconds),
                ],
              }))}
          />
        )}
      </Disclosure>
    </figure>
  );
}

function Outcomes({ buckets, label }: { buckets: readonly JobBucket[]; label: string }) {
  const pattern = useId();
  const most = Math.max(1, ...buckets.map(({ total }) => total));
  const slot = width / buckets.length;
  return (
    <svg
      className={styles['drawing']}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <defs>
        {/* Failures are striped: without colour they still stand out. */}
        <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className={styles['failedGround']} />
          <rect width="2" height="6" className={styles['failedStripe']} />
        </pattern>
      </defs>
      {buckets.map((bucket, index) => {
        let top = height;
        return chartOutcomes.map((outcome) => {
          const tall = (bucket.counts[outcome] / most) * (height - 2);
          top -= tall;
          return tall === 0 ? null : (
            <rect
              key={`${bucket.fromMs} ${outcome}`}
              data-outcome={outcome}
              x={index * slot + slot * 0.12}
              y={top}
              width={slot * 0.76}
              height={tall}
              {...(outcome === 'failed' && { fill: `url(#${pattern})` })}
            />
          );
        });
      })}
    </svg>
  );
}

function Durations({ buckets, longest, label }: { buckets: readonly JobBucket[]; longest: number; label: string }) {
  const slot = width / buckets.length;
  const yOf = (value: number) => height - 2 - (value / Math.max(longest, 0.001)) * (height - 8);
  return (
    <svg
      className={styles['drawing']}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {buckets.map(({ fromMs, medianSeconds, longestSeconds }, index) =>
        medianSeconds === null || longestSeconds === null ? null : (
          <g key={fromMs}>
            <rect
              data-outcome="longest"
              x={index * slot + slot * 0.44}
              y={yOf(longestSeconds)}
              width={slot * 0.12}
              height={height - 2 - yOf(longestSeconds)}
            />
            <rect
              data-outcome="median"
              x={index * slot + slot * 0.2}
              y={yOf(medianSeconds)}
              width={slot * 0.6}
              height={height - 2 - yOf(medianSeconds)}
            />
          </g>
        ),
      )}
    </svg>
  );
}

function seconds(value: number): string {
  return durationWords(String(BigInt(Math.round(value * 1000)) * 1_000_000n)) ?? '';
}

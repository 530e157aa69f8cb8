import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useMessages } from '#src/lib/i18n.ts';
import { useMedia } from '#src/lib/media.ts';
import { jobColumnWords } from './job-columns.ts';
import type { JobData } from './job-queries.ts';
import { JobRow } from './JobRow.tsx';
import styles from './JobTable.module.css';

// Rows are grids, cards on a phone, and stand in a virtual list: a table's own elements allow none of that, so that the
// roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** The heights that JobTable.module.css gives, hairline included. Rows do not grow: what is longer stands on the job's page. */
const rowHeightPx = { wide: 53, cards: 137 };
/** How many rows the page holds at most, beside the header. */
const mostRows = 60 - 2;
const widestOverscan = 8;

/** Jobs in the vendor's order. However many were read, only those in sight stand in the page. */
export function JobTable({ jobs, isStale, isOfOne }: { jobs: readonly JobData[]; isStale: boolean; isOfOne: boolean }) {
  const t = useMessages(jobColumnWords);
  const isCards = useMedia('(max-width: 860px)');
  const heightPx = isCards ? rowHeightPx.cards : rowHeightPx.wide;
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above changes with banners, chart and filters: it is measured whenever something is drawn.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const top = body.current ? Math.round(body.current.getBoundingClientRect().top + window.scrollY) : 0;
    if (Math.abs(top - scrollMargin) > 1) setScrollMargin(top);
  });
  // The virtualizer changes inside while its handle stays the same: nothing made of it may be remembered.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: jobs.length,
    estimateSize: () => heightPx,
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: overscanFor(heightPx),
    // Known before it is measured: else nothing is drawn at first, and then everything at once, in one long task.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    scrollMargin,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, heightPx]);

  const columns = ['state', 'started', 'duration', ...(isOfOne ? [] : (['solution'] as const)), 'said', 'id'] as const;
  return (
    <div
      role="table"
      aria-label={t.label}
      aria-rowcount={jobs.length + 1}
      aria-busy={isStale}
      className={styles['table']}
      data-layout={isCards ? 'cards' : 'wide'}
      data-of-one={isOfOne || undefined}
    >
      <div role="rowgroup" className={isCards ? 'visually-hidden' : styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['row']}>
          {columns.map((id) => (
            <div key={id} role="columnheader">
              {t[id]}
            </div>
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles['body']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const job = jobs[index];
          return job ? (
            <JobRow key={job.id} job={job} index={index} isOfOne={isOfOne} topPx={start - scrollMargin} />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** How many rows beyond those in sight are drawn: fewer where a tall window shows many. */
function overscanFor(heightPx: number): number {
  const inSight = Math.ceil(window.innerHeight / heightPx) + 1;
  return Math.max(0, Math.min(widestOverscan, Math.floor((mostRows - inSight) / 2)));
}

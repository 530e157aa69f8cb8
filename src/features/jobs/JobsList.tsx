import { Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import {
  isJobFiltered,
  readJobFilter,
  toJobVariables,
  withJobSort,
  withJobValues,
  withoutJobFilter,
} from './job-filter.ts';
import type { JobFilter, JobListKey } from './job-filter.ts';
import type { JobChartProps } from './JobChart.tsx';
import { JobTable } from './JobTable.tsx';
import { JobTools } from './JobTools.tsx';
import { useJobs } from './use-jobs.ts';
import styles from './JobsList.module.css';

const messages = i18n('jobsList', {
  read: count({ one: '{count} job read', other: '{count} jobs read' }),
  readMore: params<{ count: string }>('{count} jobs read; more may follow'),
  reading: 'Reading the jobs…',
  more: 'Load more',
  all: 'Load all',
  stop: 'Stop loading',
  readingMore: 'Reading more…',
  unreadable: count({
    one: '{count} job came that cannot be read; it is missing here.',
    other: '{count} jobs came that cannot be read; they are missing here.',
  }),
  noMatch: 'No jobs match',
  noMatchText: 'No job has all of these properties.',
  clear: 'Clear the filters',
  none: 'No jobs yet',
  noneText: 'As soon as a solution is run, its jobs appear here.',
  operatorOnly:
    'As an administrator you see the jobs in the operator’s own spaces. Name spaces, or open an account’s solution, to see others.',
  chart: 'Outcomes and durations',
});

const JobChart = lazyPage<JobChartProps>(async () => (await import('./JobChart.tsx')).JobChart);

export interface JobsListProps {
  /** The one solution whose jobs are listed; null: all that the account may see. */
  instanceId?: string | null;
  /** Whose jobs an administrator sees where the address names nobody: those of the solution's account. */
  accountId?: string | null;
}

/**
 * Jobs, asked of the vendor: of one solution, or of all that the account may see. The address holds what the list is narrowed
 * to. Nobody counts them, so that only what was read is said to be there.
 */
export function JobsList({ instanceId = null, accountId = null }: JobsListProps) {
  const t = useMessages(messages);
  const isAdmin = useSignedIn().person.role === 'admin';
  const [search, setSearch] = useSearchParams();
  const [isChartOpen, setIsChartOpen] = useState(false);
  const filter = useMemo(() => readJobFilter(search), [search]);
  const variables = useMemo(
    () => toJobVariables({ ...filter, account: filter.account ?? accountId }, instanceId, isAdmin),
    [filter, accountId, instanceId, isAdmin],
  );
  const list = useJobs(variables);
  const { head, jobs, problem, reading } = list;
  const needsSpaces = head?.problemFields.includes('spaces') ?? false;

  const change = useCallback(
    (next: (before: URLSearchParams) => URLSearchParams) =>
      setSearch(next, { replace: true, preventScrollReset: true }),
    [setSearch],
  );
  const onValues = useCallback(
    (key: JobListKey, values: readonly string[]) => change((before) => withJobValues(before, key, values)),
    [change],
  );
  const onSort = useCallback((sort: JobFilter['sort']) => change((before) => withJobSort(before, sort)), [change]);
  const onClear = useCallback(() => change(withoutJobFilter), [change]);

  return (
    <div className={styles['list']}>
      <JobTools
        filter={filter}
        isOfOne={instanceId !== null}
        needsSpaces={needsSpaces}
        onValues={onValues}
        onSort={onSort}
        onClear={onClear}
      />
      <output className={styles['count']}>{countText()}</output>
      <div className={styles['banners']}>
        {isAdmin && instanceId === null && filter.account === null && filter.spaces.length === 0 && (
          <Banner tone="note" lamp="off">
            {t.operatorOnly}
          </Banner>
        )}
        <OutcomeBanners outcomes={head && !needsSpaces ? [head.outcome] : []} problem={problem} onAgain={list.again} />
        {list.unreadableCount > 0 && <Banner tone="warn">{t.unreadable(list.unreadableCount)}</Banner>}
      </div>
      {jobs.length > 0 && (
        <>
          <Disclosure label={t.chart} isOpen={isChartOpen} onToggle={setIsChartOpen}>
            {isChartOpen && (
              <Suspense fallback={<div className={styles['chartPlace']} />}>
                <JobChart jobs={jobs} />
              </Suspense>
            )}
          </Disclosure>
          <JobTable jobs={jobs} isStale={list.isStale} isOfOne={instanceId !== null} />
        </>
      )}
      {body()}
    </div>
  );

  function countText(): string {
    if (!head) return problem ? '' : t.reading;
    if (jobs.length === 0) return '';
    return list.hasMore ? t.readMore({ count: formatNumber(jobs.length) }) : t.read(jobs.length);
  }

  function body() {
    if (!head) return problem ? null : <SkeletonRows />;
    if (jobs.length > 0) {
      if (!list.hasMore) return null;
      return (
        <p className={styles['more']}>
          <Button disabledReason={reading === 'nothing' ? null : t.readingMore} onClick={list.readMore}>
            {t.more}
          </Button>
          {reading === 'all' ? (
            <Button variant="plain" onClick={list.stop}>
              {t.stop}
            </Button>
          ) : (
            <Button
              variant="plain"
              disabledReason={reading === 'nothing' ? null : t.readingMore}
              onClick={list.readAll}
            >
              {t.all}
            </Button>
          )}
        </p>
      );
    }
    // What could not be asked says nothing about what is there.
    if (needsSpaces || (head.outcome.state !== 'ok' && head.outcome.state !== 'empty') || problem) return null;
    return isJobFiltered(filter) ? (
      <EmptyState title={t.noMatch} action={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noMatchText}
      </EmptyState>
    ) : (
      <EmptyState title={t.none}>{t.noneText}</EmptyState>
    );
  }
}

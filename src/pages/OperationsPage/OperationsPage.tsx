import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router-dom';
import { operationGroups } from '#contract/endpoints/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { BulkList } from '#src/features/bulk/BulkList.tsx';
import { operationsQuery } from '#src/features/operations/operations-query.ts';
import { OperationTable } from '#src/features/operations/OperationTable.tsx';
import { UnfinishedSetUps } from '#src/features/operations/UnfinishedSetUps.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './OperationsPage.module.css';

const messages = i18n('operationsPage', {
  title: 'Operations',
  groups: 'Groups',
  operations: count({ one: '{count} operation', other: '{count} operations' }),
  reading: 'Reading…',
  open: 'Under way',
  failed: 'Failed',
  over: 'Done',
  openNone: 'Nothing is under way',
  openNoneText: 'What you start on an instance is shown here while it lasts, and every set-up that waits for you.',
  failedNone: 'Nothing has failed',
  failedNoneText: 'What does not work stands here with its cause, until you look at it and try again.',
  overNone: 'Nothing has been done yet',
  overNoneText: 'Each change of an instance leaves its steps here.',
  toInstances: 'Open the instances',
  failedToRead: params<{ what: string }>('The operations could not be read. {what}'),
  kept: 'Shown is what was read before.',
  again: 'Try again',
  more: 'Show more',
});

/** What is done to instances, what went wrong with it, and what waits for a person. The address says which part. */
export function OperationsPage() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { person } = useSignedIn();
  const [search] = useSearchParams();
  const group = operationGroups.find((known) => known === search.get('group')) ?? 'open';
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    operationsQuery(group),
  );
  const pages = data?.pages ?? [];
  const counts = pages[0]?.counts;
  const operations = pages.flatMap((page) => page.operations);
  const isAdmin = person.role === 'admin';

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output>{counts ? t.operations(counts[group]) : error ? '' : t.reading}</output>}
      />
      {isAdmin && group === 'open' && <BulkList />}
      <nav className={styles['groups']} aria-label={t.groups}>
        {operationGroups.map((key) => (
          <Link
            key={key}
            to={{ search: key === 'open' ? '' : `?group=${key}` }}
            replace
            className={styles['group']}
            aria-current={key === group ? 'page' : undefined}
          >
            {t[key]}
            {counts && <span className={styles['count']}>{formatNumber(counts[key])}</span>}
          </Link>
        ))}
      </nav>
      {error && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {failure(error)}
        </Banner>
      )}
      {body()}
      {group === 'open' && data && (
        <UnfinishedSetUps shownElsewhere={operations.flatMap((one) => one.instanceId ?? [])} isAdmin={isAdmin} />
      )}
    </>
  );

  function failure(cause: unknown) {
    const { what, next, requestId } = wordsOfProblem(problems, problemOf(cause));
    return (
      <>
        {t.failedToRead({ what })} {data ? t.kept : next} {requestId && <RequestId id={requestId} />}
      </>
    );
  }

  function body() {
    if (!data) return error ? null : <SkeletonRows rows={5} rowHeight={88} />;
    if (operations.length === 0) {
      return (
        <EmptyState
          title={t[`${group}None`]}
          action={
            <ButtonLink to={isAdmin ? paths.adminInstances.to() : paths.instances.to()}>{t.toInstances}</ButtonLink>
          }
        >
          {t[`${group}NoneText`]}
        </EmptyState>
      );
    }
    return (
      <>
        <OperationTable operations={operations} withOwner={isAdmin} />
        {hasNextPage && (
          <p className={styles['moreRows']}>
            <Button disabledReason={isFetchingNextPage ? t.reading : null} onClick={() => void fetchNextPage()}>
              {t.more}
            </Button>
          </p>
        )}
      </>
    );
  }
}

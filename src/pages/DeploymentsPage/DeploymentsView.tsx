import { Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import {
  isDeploymentFiltered,
  readDeploymentFilter,
  toDeploymentVariables,
  withDeploymentFilter,
  withoutDeploymentFilter,
} from '#src/features/deployments/deployment-filter.ts';
import type { DeploymentFilter, DeploymentFilterKey } from '#src/features/deployments/deployment-filter.ts';
import type { DeploymentData } from '#src/features/deployments/deployment-queries.ts';
import { deploymentWords } from '#src/features/deployments/deployment-words.ts';
import { DeploymentTable } from '#src/features/deployments/DeploymentTable.tsx';
import { DeploymentTools } from '#src/features/deployments/DeploymentTools.tsx';
import { DeploymentDialogs } from '#src/features/deployments/DeploymentDialogs.tsx';
import type { AskedDialog } from '#src/features/deployments/DeploymentDialogs.tsx';
import { FollowedWork } from '#src/features/deployments/FollowedWork.tsx';
import { useDeploymentList } from '#src/features/deployments/use-deployment-list.ts';
import type { DeploymentList } from '#src/features/deployments/use-deployment-list.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './DeploymentsView.module.css';

const messages = i18n('deploymentsPage', {
  title: 'Deployments',
  reading: 'Reading…',
  readingFrom: params<{ vendor: string }>('Reading the deployed solutions from {vendor}…'),
  noMatch: 'No instances match',
  noMatchText: 'No deployed solution has all of these properties.',
  clear: 'Clear the filters',
  none: 'Nothing is deployed yet',
  noneText: 'As soon as an administrator deploys a package, it appears here.',
  noneAdmin: 'Deploy a package, and it appears here with its versions and its jobs.',
  more: 'Load more',
  readingMore: 'Reading more…',
  runByName: 'Run by name',
  checked: 'checked',
});

/** The list of deployed solutions. The address holds what it is narrowed to, and which work is followed. */
export function DeploymentsView() {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const { person } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<AskedDialog | null>(null);
  const filter = useMemo(() => readDeploymentFilter(search), [search]);
  const variables = useMemo(() => toDeploymentVariables(filter), [filter]);
  const list = useDeploymentList(variables);
  const isAdmin = person.role === 'admin';

  const onFilter = useCallback(
    (key: DeploymentFilterKey, value: string) =>
      setSearch((current) => withDeploymentFilter(current, key, value), { replace: true }),
    [setSearch],
  );
  const onClear = useCallback(() => setSearch(withoutDeploymentFilter, { replace: true }), [setSearch]);
  const onSort = useCallback(
    ({ field, isDescending }: DeploymentFilter['sort']) => onFilter('sort', `${isDescending ? '-' : ''}${field}`),
    [onFilter],
  );
  const onRun = useCallback((deployment: DeploymentData) => setAsked({ ask: 'run', deployment }), []);
  const onVisibility = useCallback((deployment: DeploymentData) => setAsked({ ask: 'visibility', deployment }), []);

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output className={styles['meta']}>{meta(list)}</output>}
        actions={
          <span className={styles['actions']}>
            <Button
              disabledReason={person.viewOnly ? words.viewOnly : null}
              onClick={() => setAsked({ ask: 'run', deployment: null })}
            >
              {t.runByName}
            </Button>
            {isAdmin && (
              <Button variant="filled" onClick={() => setAsked({ ask: 'deploy' })}>
                {words.deploy}
              </Button>
            )}
          </span>
        }
      />
      <FollowedWork />
      <DeploymentTools
        filter={filter}
        authors={list.head?.authors ?? []}
        owners={list.head?.owners ?? []}
        onFilter={onFilter}
        onClear={onClear}
      />
      <div className={styles['banners']}>
        <OutcomeBanners outcomes={list.head?.outcomes ?? []} problem={list.problem} />
      </div>
      {body()}
      <Suspense fallback={null}>
        <DeploymentDialogs asked={asked} onClose={() => setAsked(null)} />
      </Suspense>
    </>
  );

  function meta({ head, rows, problem }: DeploymentList) {
    if (!head) return problem ? '' : t.reading;
    const isUnread = head.outcomes.some(
      ({ state, checkedAt }) => state === 'pending' || (state === 'failed' && checkedAt === null),
    );
    if (head.unfilteredCount > 0 || !isUnread) {
      // The list is no fresher than the oldest of what it is made of. An account that was linked a moment ago has rows
      // before its vendor has been read as a whole.
      const read = head.outcomes.flatMap(({ checkedAt }) => momentOf(checkedAt) ?? []);
      const checked = read.length > 0 ? read : rows.flatMap(({ row }) => momentOf(row.checkedAt) ?? []);
      return (
        <>
          <span>{words.instances(head.totalCount)}</span>
          {checked.length > 0 && (
            <span aria-hidden="true">
              {' · '}
              {t.checked} <RelativeTime moment={Math.min(...checked)} step="fiveSeconds" />
            </span>
          )}
        </>
      );
    }
    return head.outcomes.some(({ state }) => state === 'pending') ? t.reading : '';
  }

  function body() {
    const { head, rows, problem, isStale, hasMore, isReadingMore, readMore } = list;
    if (!head) return problem ? null : <SkeletonRows />;
    const pending = head.outcomes.find(({ state }) => state === 'pending');
    if (head.unfilteredCount === 0 && pending) {
      return (
        <>
          <Banner tone="note">{t.readingFrom({ vendor: vendorNames[pending.vendor] })}</Banner>
          <SkeletonRows />
        </>
      );
    }
    if (head.totalCount === 0 && isDeploymentFiltered(filter)) {
      return (
        <EmptyState title={t.noMatch} action={<Button onClick={onClear}>{t.clear}</Button>}>
          {t.noMatchText}
        </EmptyState>
      );
    }
    if (head.totalCount === 0) {
      // A vendor that could not be read may hold solutions: the banner above speaks, and nothing claims that there are none.
      if (head.outcomes.some(({ state }) => state === 'failed' || state === 'not_connected')) return null;
      return (
        <EmptyState
          title={t.none}
          action={
            isAdmin && (
              <Button variant="filled" onClick={() => setAsked({ ask: 'deploy' })}>
                {words.deploy}
              </Button>
            )
          }
        >
          {isAdmin ? t.noneAdmin : t.noneText}
        </EmptyState>
      );
    }
    return (
      <>
        <DeploymentTable
          rows={rows}
          isStale={isStale}
          sort={filter.sort}
          onSort={onSort}
          onRun={onRun}
          onVisibility={onVisibility}
        />
        {hasMore && (
          <p className={styles['more']}>
            <Button disabledReason={isReadingMore ? t.readingMore : null} onClick={readMore}>
              {t.more}
            </Button>
          </p>
        )}
      </>
    );
  }
}

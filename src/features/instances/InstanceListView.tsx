import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { vendorNames } from '#contract/vendors.ts';
import { InstanceTable } from './InstanceTable.tsx';
import { InstanceTools } from './InstanceTools.tsx';
import { isFiltered, readFilter, sortedByShown, toVariables, withParameter, withoutFilter } from './list-filter.ts';
import type { FilterKey, ListFilter } from './list-filter.ts';
import { OutcomeBanners } from './OutcomeBanners.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';
import { useTableShape } from './table-shape.ts';
import type { TableShape } from './table-shape.ts';
import { useInstanceList } from './use-instance-list.ts';
import type { InstanceList } from './use-instance-list.ts';
import styles from './InstanceListView.module.css';

const messages = i18n('instanceList', {
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  checked: 'checked',
  newest: 'newest',
  oldest: 'oldest',
  reading: 'Reading…',
  readingFrom: params<{ vendor: string; whose: string }>('Reading {whose} from {vendor}…'),
  yours: 'your instances',
  all: 'all instances',
  noMatch: 'No instances match',
  noMatchText: 'Nothing here has all of these properties.',
  clear: 'Clear the filters',
  none: 'Nothing is plugged in yet',
  noneYours: 'Choose a solution from the catalogue, connect your accounts, and it appears here.',
  noneAll: 'As soon as an end user activates a solution, it appears here.',
  toCatalogue: 'Open the catalogue',
});

/** A list of instances with its header, tools and states; the address holds what it is narrowed to. */
export function InstanceListView({ title, isAdmin }: { title: string; isAdmin: boolean }) {
  const t = useMessages(messages);
  const { vendors } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const shape = useTableShape(isAdmin);
  const filter = useMemo(() => sortedByShown(readFilter(search), shape.columns), [search, shape.columns]);
  const variables = useMemo(() => toVariables(filter, isAdmin), [filter, isAdmin]);
  const list = useInstanceList(variables);

  const onFilter = useCallback(
    (key: FilterKey, value: string) => setSearch((current) => withParameter(current, key, value), { replace: true }),
    [setSearch],
  );
  const onClear = useCallback(() => setSearch(withoutFilter, { replace: true }), [setSearch]);
  const onSort = useCallback(
    ({ field, isDescending }: ListFilter['sort']) => onFilter('sort', `${isDescending ? '-' : ''}${field}`),
    [onFilter],
  );

  const ages = agesOf(list);
  const first = list.rowAt(0);
  const countOf = ({ head, problem }: InstanceList) => {
    if (!head) return problem ? '' : t.reading;
    if (isCounted(head)) return t.instances(head.totalCount);
    return head.outcomes.some(({ state }) => state === 'pending') ? t.reading : '';
  };
  return (
    <>
      <PageHeader
        title={title}
        documentTitle={title}
        meta={
          <output>
            <span>{countOf(list)}</span>
            {ages && (
              <span aria-hidden="true">
                {' · '}
                {isOneAge(ages) ? (
                  <>
                    {t.checked} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                ) : (
                  <>
                    {t.newest} <RelativeTime moment={ages.newest} step="fiveSeconds" />
                    {', '}
                    {t.oldest} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                )}
              </span>
            )}
          </output>
        }
      />
      <InstanceTools
        isAdmin={isAdmin}
        filter={filter}
        vendors={vendors.map(({ vendor }) => vendor)}
        statusCounts={list.head && isCounted(list.head) ? list.head.statusCounts : []}
        needsPersonCount={list.head && isCounted(list.head) ? list.head.needsPersonCount : null}
        names={{ account: first?.account.name ?? null, template: first?.templateName ?? null }}
        onFilter={onFilter}
        onClear={onClear}
      />
      <div className={styles['banners']}>
        <OutcomeBanners outcomes={list.head?.outcomes ?? []} problem={list.problem} />
      </div>
      <ListBody list={list} filter={filter} shape={shape} onClear={onClear} onSort={onSort} />
    </>
  );
}

function ListBody({
  list,
  filter,
  shape,
  onClear,
  onSort,
}: {
  list: InstanceList;
  filter: ListFilter;
  shape: TableShape;
  onClear: () => void;
  onSort: (sort: ListFilter['sort']) => void;
}) {
  const t = useMessages(messages);
  const { head } = list;
  const { isAdmin } = shape;
  if (!head) return list.problem ? null : <TableSkeleton shape={shape} />;

  const pending = head.outcomes.find((outcome) => outcome.state === 'pending');
  if (head.unfilteredCount === 0 && pending) {
    return (
      <>
        <Banner tone="note">
          {t.readingFrom({ vendor: vendorNames[pending.vendor], whose: isAdmin ? t.all : t.yours })}
        </Banner>
        <TableSkeleton shape={shape} />
      </>
    );
  }
  if (head.totalCount === 0 && isFiltered(filter) && (head.unfilteredCount > 0 || isAdmin)) {
    return (
      <EmptyState title={t.noMatch} action={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noMatchText}
      </EmptyState>
    );
  }
  if (head.totalCount === 0) {
    // A vendor that could not be read may hold instances: the banner above speaks, and nothing claims that there are none.
    if (head.outcomes.some((outcome) => outcome.state === 'failed')) return null;
    return isAdmin ? (
      <EmptyState title={t.none}>{t.noneAll}</EmptyState>
    ) : (
      <EmptyState
        title={t.none}
        action={
          <ButtonLink to={paths.catalogue.to()} variant="filled">
            {t.toCatalogue}
          </ButtonLink>
        }
      >
        {t.noneYours}
      </EmptyState>
    );
  }
  return <InstanceTable list={list} totalCount={head.totalCount} shape={shape} sort={filter.sort} onSort={onSort} />;
}

/** Nothing read is not nothing there: a vendor that has never told what it holds leaves no number to show. */
function isCounted(head: NonNullable<InstanceList['head']>): boolean {
  const isUnread = head.outcomes.some(
    ({ state, checkedAt }) => state === 'pending' || (state === 'failed' && (checkedAt ?? null) === null),
  );
  return head.unfilteredCount > 0 || !isUnread;
}

interface Ages {
  newest: number;
  oldest: number;
}

/** When the rows of the whole scope were confirmed; where there is none, when the vendors last said so. */
function agesOf({ head }: InstanceList): Ages | null {
  if (!head) return null;
  const newest = momentOf(head.newestCheckedAt);
  const oldest = momentOf(head.oldestCheckedAt);
  if (newest !== null && oldest !== null) return { newest, oldest };
  const moments = head.outcomes.flatMap((outcome) => momentOf(outcome.checkedAt) ?? []);
  // The list is no fresher than the oldest of the answers that it is made of.
  return moments.length > 0 ? { newest: Math.min(...moments), oldest: Math.min(...moments) } : null;
}

/** Ages that differ by no more than this are told as one. */
const sameAgeMs = 5_000;

function isOneAge({ newest, oldest }: Ages): boolean {
  return newest - oldest <= sameAgeMs;
}

import { useStore } from '@nanostores/react';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { changedColumns, density } from '#src/lib/preferences.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { InstanceTools } from './InstanceTools.tsx';
import { ListBody } from './ListBody.tsx';
import { isFiltered, readFilter, sortedByShown, toVariables, withParameter, withoutFilter } from './list-filter.ts';
import type { FilterKey, ListFilter } from './list-filter.ts';
import { agesOf, isCounted, isOneAge } from './list-head.ts';
import { listWords } from './list-words.ts';
import { OutcomeBanners } from './OutcomeBanners.tsx';
import { useTableShape } from './table-shape.ts';
import { useInstanceList } from './use-instance-list.ts';
import type { InstanceList } from './use-instance-list.ts';
import styles from './InstanceListView.module.css';

const messages = i18n('ownInstances', {
  yours: 'your instances',
  none: 'Choose a solution from the catalogue, connect your accounts, and it appears here.',
  toCatalogue: 'Open the catalogue',
});

/** The instances of one account with their header, tools and states; the address holds what they are narrowed to. */
export function InstanceListView({ title }: { title: string }) {
  const t = useMessages(messages);
  const words = useMessages(listWords);
  const { vendors } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const shape = useTableShape({ changed: useStore(changedColumns), density: useStore(density), isAdmin: false });
  const filter = useMemo(() => sortedByShown(readFilter(search, false), shape.columns), [search, shape.columns]);
  const variables = useMemo(() => toVariables(filter, false), [filter]);
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
  const counted = list.head && isCounted(list.head) ? list.head : null;
  const countOf = ({ head, problem }: InstanceList) => {
    if (!head) return problem ? '' : words.reading;
    if (counted) return words.instances(head.totalCount);
    return head.outcomes.some(({ state }) => state === 'pending') ? words.reading : '';
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
                    {words.checked} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                ) : (
                  <>
                    {words.newest} <RelativeTime moment={ages.newest} step="fiveSeconds" />
                    {', '}
                    {words.oldest} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                )}
              </span>
            )}
          </output>
        }
      />
      <InstanceTools
        filter={filter}
        vendors={vendors.map(({ vendor }) => vendor)}
        statusCounts={counted?.statusCounts ?? []}
        needsPersonCount={counted?.needsPersonCount ?? null}
        templateName={list.rowAt(0)?.templateName ?? null}
        onFilter={onFilter}
        onClear={onClear}
      />
      <div className={styles['banners']}>
        <OutcomeBanners outcomes={list.head?.outcomes ?? []} problem={list.problem} />
      </div>
      <ListBody
        list={list}
        shape={shape}
        whose={t.yours}
        isNarrowed={isFiltered(filter) && (list.head?.unfilteredCount ?? 0) > 0}
        whenEmpty={
          <EmptyState
            title={words.none}
            action={
              <ButtonLink to={paths.catalogue.to()} variant="filled">
                {t.toCatalogue}
              </ButtonLink>
            }
          >
            {t.none}
          </EmptyState>
        }
        sort={filter.sort}
        onClear={onClear}
        onSort={onSort}
      />
    </>
  );
}

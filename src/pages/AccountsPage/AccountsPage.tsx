import { Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import {
  type AccountFilter,
  readAccountFilter,
  toAccountVariables,
  withAccountFilter,
} from '#src/features/accounts/account-filter.ts';
import { accountPageSize, accountsQuery } from '#src/features/accounts/account-queries.ts';
import { AccountTable } from '#src/features/accounts/AccountTable.tsx';
import { FailedRead } from '#src/features/accounts/FailedRead.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useLookOnly } from '#src/features/session/look-only.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';
import styles from './AccountsPage.module.css';

const AddAccountDialog = lazyPage(
  async () => (await import('#src/features/accounts/AddAccountDialog.tsx')).AddAccountDialog,
);

const messages = i18n('accountsPage', {
  title: 'Accounts',
  accounts: count({ one: '{count} account', other: '{count} accounts' }),
  reading: 'Reading…',
  search: 'Search by account, person or id',
  add: 'Add account',
  noMatch: 'No accounts match',
  noMatchText: 'Nothing that is called so, and nobody of this name, is among the accounts.',
  clear: 'Clear the search',
  none: 'There are no accounts yet',
  noneText: 'An account is there once its people have signed in, once a vendor has told of it, or once you add it.',
  pages: 'Pages',
  shown: params<{ from: string; to: string; all: string }>('{from} to {to} of {all}'),
  previous: 'Previous page',
  next: 'Next page',
  isFirst: 'This is the first page',
  isLast: 'This is the last page',
});

/** Every account, for administrators. */
export function AccountsPage() {
  const { person } = useSignedIn();
  return person.role === 'admin' ? <AccountsView /> : <RefusedPage />;
}

/** The address holds what is searched for, the order and the page. */
function AccountsView() {
  const t = useMessages(messages);
  const lookOnly = useLookOnly();
  const [search, setSearch] = useSearchParams();
  const [isAdding, setIsAdding] = useState(false);
  const filter = useMemo(() => readAccountFilter(search), [search]);
  const variables = useMemo(() => toAccountVariables(filter), [filter]);
  const [{ data, error, fetching }, ask] = useQuery({
    query: accountsQuery,
    variables,
    requestPolicy: 'cache-and-network',
  });
  const list = data?.accounts ?? null;
  const askAgain = () => ask({ requestPolicy: 'network-only' });

  const set = useCallback(
    (key: 'q' | 'sort' | 'page', value: string) =>
      setSearch((current) => withAccountFilter(current, key, value), { replace: key !== 'page' }),
    [setSearch],
  );

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output>{list ? t.accounts(list.totalCount) : error ? '' : t.reading}</output>}
        actions={
          <Button variant="filled" aria-haspopup="dialog" disabledReason={lookOnly} onClick={() => setIsAdding(true)}>
            {t.add}
          </Button>
        }
      />
      <div className={styles['tools']}>
        <SearchBox label={t.search} value={filter.search} onChange={(value) => set('q', value)} />
      </div>
      {error && <FailedRead problem={problemOfGraphError(error)} onAgain={askAgain} />}
      {body()}
      {isAdding && (
        <Suspense fallback={null}>
          <AddAccountDialog
            onClose={(isAdded) => {
              setIsAdding(false);
              if (isAdded) askAgain();
            }}
          />
        </Suspense>
      )}
    </>
  );

  function body() {
    if (!list) return error ? null : <SkeletonRows rows={8} />;
    if (list.totalCount === 0 && filter.search !== '') {
      return (
        <EmptyState title={t.noMatch} action={<Button onClick={() => set('q', '')}>{t.clear}</Button>}>
          {t.noMatchText}
        </EmptyState>
      );
    }
    if (list.totalCount === 0) return <EmptyState title={t.none}>{t.noneText}</EmptyState>;
    return (
      <>
        <AccountTable
          rows={list.nodes}
          isStale={fetching}
          sort={filter.sort}
          onSort={({ field, isDescending }) => set('sort', `${isDescending ? '-' : ''}${field}`)}
        />
        <Pages
          filter={filter}
          shown={list.nodes.length}
          all={list.totalCount}
          onPage={(page) => set('page', String(page))}
        />
      </>
    );
  }
}

interface PagesProps {
  filter: AccountFilter;
  shown: number;
  all: number;
  onPage: (page: number) => void;
}

function Pages({ filter: { page }, shown, all, onPage }: PagesProps) {
  const t = useMessages(messages);
  if (all <= accountPageSize && page === 1) return null;
  const before = (page - 1) * accountPageSize;
  const isLast = before + shown >= all;
  const range = {
    from: formatNumber(Math.min(before + 1, all)),
    to: formatNumber(before + shown),
    all: formatNumber(all),
  };
  return (
    <nav className={styles['pages']} aria-label={t.pages}>
      <Button disabledReason={page === 1 ? t.isFirst : null} onClick={() => onPage(page - 1)}>
        {t.previous}
      </Button>
      <span>{t.shown(range)}</span>
      <Button disabledReason={isLast ? t.isLast : null} onClick={() => onPage(page + 1)}>
        {t.next}
      </Button>
    </nav>
  );
}

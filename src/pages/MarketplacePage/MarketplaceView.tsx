import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { marketplaceQuery } from '#src/features/connectors/connector-queries.ts';
import { connectorWords } from '#src/features/connectors/connector-words.ts';
import { filterEntries } from '#src/features/connectors/filter-connectors.ts';
import { MarketplaceCard } from '#src/features/connectors/MarketplaceCard.tsx';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import styles from './MarketplaceView.module.css';

const messages = i18n('marketplacePage', {
  title: 'Marketplace',
  back: 'Connectors',
  connectors: params<{ connectors: string; vendor: string }>('{connectors} of {vendor}'),
  number: count({ one: '{count} connector', other: '{count} connectors' }),
  reading: 'Reading…',
  search: 'Search connectors',
  clear: 'Clear the search',
  noMatch: 'No connectors match',
  none: 'The marketplace is empty',
  noneText: 'There is nothing to install at the moment.',
});

/** What can be installed, and what already is. */
export function MarketplaceView({ vendor }: { vendor: Vendor }) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const { person } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const [{ data, error, stale }] = useQuery({ query: marketplaceQuery, requestPolicy: 'cache-and-network' });
  const market = data?.marketplace ?? null;
  const text = search.get('q')?.trim() ?? '';
  const shown = useMemo(() => filterEntries(market?.nodes ?? [], text), [market, text]);
  const onSearch = (value: string) => setSearch(value === '' ? {} : { q: value }, { replace: true });
  const isRead = market?.outcome.state === 'ok' || market?.outcome.state === 'empty';

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        lead={
          <Link to={paths.connectors.to()} className={styles['back']}>
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={
          <output>
            {isRead
              ? t.connectors({ connectors: t.number(shown.length), vendor: vendorNames[vendor] })
              : market || error
                ? ''
                : t.reading}
          </output>
        }
      />
      <div className={styles['tools']}>
        <SearchBox label={t.search} value={text} onChange={onSearch} />
        {text !== '' && (
          <Button variant="plain" onClick={() => onSearch('')}>
            {t.clear}
          </Button>
        )}
      </div>
      <div className={styles['banners']}>
        <OutcomeBanners
          outcomes={market ? [market.outcome] : []}
          problem={error && !stale ? problemOfGraphError(error) : null}
          noun="vendor"
        />
      </div>
      {body()}
    </>
  );

  function body() {
    if (!market) return error ? null : <Skeleton />;
    if (shown.length > 0) {
      return (
        <ul className={styles['cards']}>
          {shown.map((entry) => (
            <MarketplaceCard key={entry.id} entry={entry} offReason={person.viewOnly ? words.viewOnly : null} />
          ))}
        </ul>
      );
    }
    // What could not be read is not empty: the banner above speaks.
    if (!isRead) return null;
    if (text === '') return <EmptyState title={t.none}>{t.noneText}</EmptyState>;
    return <EmptyState title={t.noMatch} action={<Button onClick={() => onSearch('')}>{t.clear}</Button>} />;
  }
}

function Skeleton() {
  return (
    <div className={styles['cards']} aria-hidden="true">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className={styles['skeleton']} />
      ))}
    </div>
  );
}

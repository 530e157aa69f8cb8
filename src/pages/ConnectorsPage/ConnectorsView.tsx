import { Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ConnectorDialogProps } from '#src/features/connectors/connector-dialogs.ts';
import { connectorsQuery } from '#src/features/connectors/connector-queries.ts';
import type { Connector, ConnectorListData } from '#src/features/connectors/connector-queries.ts';
import { connectorWords } from '#src/features/connectors/connector-words.ts';
import { ConnectorSection } from '#src/features/connectors/ConnectorSection.tsx';
import type { ConnectorAsk } from '#src/features/connectors/ConnectorSection.tsx';
import { filterConnectors } from '#src/features/connectors/filter-connectors.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { usePolling } from '#src/features/instances/use-polling.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { ConnectorsSkeleton } from './ConnectorsSkeleton.tsx';
import styles from './ConnectorsView.module.css';

const messages = i18n('connectorsPage', {
  title: 'Connectors',
  connectors: count({ one: '{count} connector', other: '{count} connectors' }),
  reading: 'Reading…',
  search: 'Search by name or id',
  clear: 'Clear the search',
  noMatch: 'No instances match',
  noMatchText: 'No connector and no instance has this name or id.',
  none: 'No connectors yet',
  noneText: 'Install a connector from the marketplace, then add an instance of it for each set of credentials.',
  marketplace: 'Open the marketplace',
});

const dialogs = {
  update: lazyPage<ConnectorDialogProps>(
    async () => (await import('#src/features/connectors/UpdateConnectorDialog.tsx')).UpdateConnectorDialog,
  ),
  remove: lazyPage<ConnectorDialogProps>(
    async () => (await import('#src/features/connectors/RemoveConnectorDialog.tsx')).RemoveConnectorDialog,
  ),
};

/** Every connector that is installed, with its instances. The address holds what the list is narrowed to. */
export function ConnectorsView() {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const { person } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<{ ask: ConnectorAsk; connector: Connector } | null>(null);
  const [{ data, error, stale }] = useQuery({ query: connectorsQuery, requestPolicy: 'cache-and-network' });
  const list = data?.connectors ?? null;
  usePolling(list && isBusy(list) ? 'quick' : 'calm');

  const text = search.get('q')?.trim() ?? '';
  const all = useMemo(() => list?.nodes ?? [], [list]);
  const shown = useMemo(() => filterConnectors(all, text), [all, text]);
  const countOf = useMemo(() => new Map(all.map(({ id, instances }) => [id, instances.length])), [all]);
  const onAsk = useCallback((ask: ConnectorAsk, connector: Connector) => setAsked({ ask, connector }), []);
  const onSearch = (value: string) => setSearch(value === '' ? {} : { q: value }, { replace: true });

  const isFailed = list?.outcome.state === 'failed';
  const isEmpty = list?.nodes.length === 0 && (list.outcome.state === 'ok' || list.outcome.state === 'empty');
  const Dialog = asked && dialogs[asked.ask];

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output>{meta()}</output>}
        actions={<ButtonLink to={paths.marketplace.to()}>{t.marketplace}</ButtonLink>}
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
          outcomes={list ? [list.outcome] : []}
          problem={error && !stale ? problemOfGraphError(error) : null}
        />
      </div>
      {body()}
      {asked && Dialog && (
        <Suspense fallback={null}>
          <Dialog
            connector={asked.connector}
            instanceCount={countOf.get(asked.connector.id) ?? 0}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );

  function meta() {
    if (!list) return error ? '' : t.reading;
    if (list.outcome.state === 'not_connected') return '';
    return (
      <>
        <span>{words.instances(shown.reduce((sum, { instances }) => sum + instances.length, 0))}</span>
        <span aria-hidden="true"> · {t.connectors(shown.length)}</span>
      </>
    );
  }

  function body() {
    if (!list) return error ? null : <ConnectorsSkeleton />;
    if (isEmpty) {
      return (
        <EmptyState
          title={t.none}
          action={
            <ButtonLink to={paths.marketplace.to()} variant="filled">
              {t.marketplace}
            </ButtonLink>
          }
        >
          {t.noneText}
        </EmptyState>
      );
    }
    if (shown.length === 0 && text !== '') {
      return (
        <EmptyState title={t.noMatch} action={<Button onClick={() => onSearch('')}>{t.clear}</Button>}>
          {t.noMatchText}
        </EmptyState>
      );
    }
    return shown.map((connector) => (
      <ConnectorSection
        key={connector.id}
        connector={connector}
        instanceCount={countOf.get(connector.id) ?? 0}
        offReason={person.viewOnly ? words.viewOnly : null}
        isComplete={!isFailed}
        onAsk={onAsk}
      />
    ));
  }
}

function isBusy({ nodes }: ConnectorListData): boolean {
  return nodes.some(({ instances }) => instances.some(({ row }) => row.operation?.state === 'running'));
}

import { Suspense, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { vendorNames, vendors } from '#contract/vendors.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ActivateDialogProps } from '#src/features/catalogue/ActivateInWizardDialog.tsx';
import { catalogueQuery } from '#src/features/catalogue/catalogue-query.ts';
import type { Template } from '#src/features/catalogue/catalogue-query.ts';
import { TemplateItem } from '#src/features/catalogue/TemplateItem.tsx';
import type { CreateFromCopyDialogProps } from '#src/features/copies/CreateFromCopyDialog.tsx';
import { abilitiesOf, connectorVendorOf } from '#src/features/instances/abilities.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './CataloguePage.module.css';

const messages = i18n('cataloguePage', {
  title: 'Catalogue',
  solutions: count({ one: '{count} solution', other: '{count} solutions' }),
  reading: 'Reading…',
  search: 'Search solutions',
  noMatch: 'No solutions match',
  clear: 'Clear the search',
  fromCopy: 'Create from a copy…',
  vendor: params<{ name: string }>('Only {name}'),
  none: 'The catalogue is empty',
  noneText: 'Nothing has been published for you yet.',
  elsewhere: params<{ vendor: string }>(
    '{vendor} has no solutions here: its connectors are installed from the marketplace.',
  ),
  elsewhereToo: params<{ vendor: string }>('Connectors of {vendor} are installed from the'),
  marketplace: 'marketplace',
  toMarketplace: 'Open the marketplace',
  viewOnly: 'You may look only',
  ownerOnly: 'Only an end user may activate',
  more: params<{ shown: string; total: string }>('{shown} of {total} shown; search to narrow them'),
});

const ActivateDialog = lazyPage<ActivateDialogProps>(
  async () => (await import('#src/features/catalogue/ActivateDialog.tsx')).ActivateDialog,
);

const CreateFromCopyDialog = lazyPage<CreateFromCopyDialogProps>(
  async () => (await import('#src/features/copies/CreateFromCopyDialog.tsx')).CreateFromCopyDialog,
);

/** What can be activated. */
export function CataloguePage() {
  const t = useMessages(messages);
  const { person, vendors: setUp } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const [activating, setActivating] = useState<Template | null>(null);
  const [isCopying, setIsCopying] = useState(false);
  const text = search.get('q')?.trim() ?? '';
  const vendor = vendors.find((known) => known === search.get('vendor')) ?? null;
  const filter = useMemo(() => ({ ...(text && { search: text }), ...(vendor && { vendor }) }), [text, vendor]);
  const [{ data, error, stale }] = useQuery({
    query: catalogueQuery,
    variables: { filter, first: 100 },
    requestPolicy: 'cache-and-network',
  });
  const catalogue = data?.catalogue;
  const isNarrowed = text !== '' || vendor !== null;
  // Administrators install nothing, and have no marketplace.
  const connectorVendor = person.role === 'user' ? connectorVendorOf(setUp) : null;

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={
          <output>
            {catalogue ? t.solutions(catalogue.totalCount) : error ? '' : t.reading}
            {vendor && ` · ${t.vendor({ name: vendorNames[vendor] })}`}
          </output>
        }
      />
      <div className={styles['tools']}>
        <SearchBox
          label={t.search}
          value={text}
          onChange={(value) => setSearch(withSearch(search, value), { replace: true })}
        />
        {isNarrowed && (
          <Button variant="plain" onClick={() => setSearch({}, { replace: true })}>
            {t.clear}
          </Button>
        )}
        <div className={styles['copy']}>
          <Button disabledReason={person.viewOnly ? t.viewOnly : null} onClick={() => setIsCopying(true)}>
            {t.fromCopy}
          </Button>
        </div>
      </div>
      <OutcomeBanners
        outcomes={catalogue?.outcomes ?? []}
        problem={error && !stale ? problemOfGraphError(error) : null}
        noun="template"
      />
      {body()}
      {connectorVendor !== null && vendor === null && catalogue && (
        <p className={styles['more']}>
          {t.elsewhereToo({ vendor: vendorNames[connectorVendor] })}{' '}
          <Link to={paths.marketplace.to()}>{t.marketplace}</Link>.
        </p>
      )}
      {activating && (
        <Suspense fallback={null}>
          <ActivateDialog template={activating} onClose={() => setActivating(null)} />
        </Suspense>
      )}
      {isCopying && (
        <Suspense fallback={null}>
          <CreateFromCopyDialog onClose={() => setIsCopying(false)} />
        </Suspense>
      )}
    </>
  );

  function offReasonOf(template: Template): string | null {
    if (person.viewOnly) return t.viewOnly;
    // A set-up in the vendor's own window takes credentials of the owner's; a form of ours leaves those to the owner.
    return person.role === 'admin' && !abilitiesOf(setUp, template.vendor).deployables ? t.ownerOnly : null;
  }

  function body() {
    if (!catalogue) return error ? null : <SkeletonRows rows={6} rowHeight={88} />;
    if (catalogue.nodes.length === 0) {
      const isUncertain = catalogue.outcomes.some(({ state }) => state === 'failed');
      if (catalogue.outcomes.some(({ state }) => state === 'pending')) return <SkeletonRows rows={6} rowHeight={88} />;
      if (vendor !== null && abilitiesOf(setUp, vendor).connectors) {
        return (
          <EmptyState
            title={t.noMatch}
            action={
              connectorVendor && (
                <ButtonLink to={paths.marketplace.to()} variant="filled">
                  {t.toMarketplace}
                </ButtonLink>
              )
            }
          >
            {t.elsewhere({ vendor: vendorNames[vendor] })}
          </EmptyState>
        );
      }
      if (isNarrowed) return <EmptyState title={t.noMatch} />;
      return isUncertain ? null : <EmptyState title={t.none}>{t.noneText}</EmptyState>;
    }
    return (
      <>
        <ul className={styles['list']}>
          {catalogue.nodes.map((template) => (
            <TemplateItem
              key={template.id}
              template={template}
              offReason={offReasonOf(template)}
              onActivate={setActivating}
            />
          ))}
        </ul>
        {catalogue.pageInfo.hasNextPage && (
          <p className={styles['more']}>
            {t.more({ shown: formatNumber(catalogue.nodes.length), total: formatNumber(catalogue.totalCount) })}
          </p>
        )}
      </>
    );
  }
}

function withSearch(search: URLSearchParams, text: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (text === '') next.delete('q');
  else next.set('q', text);
  return next;
}

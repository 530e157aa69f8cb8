import { Suspense } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { runLists } from '#src/vendors/registry.ts';
import styles from './RunsPage.module.css';

const messages = i18n('runsPage', {
  title: 'Runs',
  vendors: 'Vendors',
  none: 'No vendor tells of runs',
  noneText: 'None of the vendors that are set up here lets its runs be read.',
});

/** What ran: a part for each vendor that tells of it, one of them on show. The address says which. */
export function RunsPage() {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const [search] = useSearchParams();
  const vendors = signedIn.vendors.filter(({ capabilities }) => capabilities.runs).map(({ vendor }) => vendor);
  const shown = vendors.find((vendor) => vendor === search.get('vendor')) ?? vendors[0];
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      {vendors.length > 1 && (
        <nav className={styles['vendors']} aria-label={t.vendors}>
          {vendors.map((vendor) => (
            // What one vendor's runs are narrowed to means nothing for another's.
            <Link
              key={vendor}
              to={{ search: `?vendor=${vendor}` }}
              className={styles['vendor']}
              aria-current={vendor === shown ? 'page' : undefined}
            >
              <VendorGlyph vendor={vendor} />
              <span aria-hidden="true">{vendorNames[vendor]}</span>
            </Link>
          ))}
        </nav>
      )}
      {shown === undefined ? <EmptyState title={t.none}>{t.noneText}</EmptyState> : <OfVendor vendor={shown} />}
    </>
  );
}

function OfVendor({ vendor }: { vendor: Vendor }) {
  const List = runLists[vendor];
  if (!List) return null;
  return (
    <PanelBoundary key={vendor}>
      <Suspense fallback={<SkeletonRows />}>
        <List />
      </Suspense>
    </PanelBoundary>
  );
}

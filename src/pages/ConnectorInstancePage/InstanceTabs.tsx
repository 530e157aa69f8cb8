import { Suspense } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { ConnectorDetail } from '#src/features/connectors/instance/connector-instance-query.ts';
import type { CredentialsTabProps } from '#src/features/connectors/instance/CredentialsTab.tsx';
import type { DetailsTabProps } from '#src/features/connectors/instance/DetailsTab.tsx';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { Tabs } from '#src/ui/Tabs.tsx';

const messages = i18n('instanceTabs', {
  label: 'Settings of the instance',
  details: 'Instance details',
  authentication: 'Authentication',
});

const DetailsTab = lazyPage<DetailsTabProps>(
  async () => (await import('#src/features/connectors/instance/DetailsTab.tsx')).DetailsTab,
);
const CredentialsTab = lazyPage<CredentialsTabProps>(
  async () => (await import('#src/features/connectors/instance/CredentialsTab.tsx')).CredentialsTab,
);

const parameter = 'tab';

/** The two forms. Which one is shown stands in the address; both keep what was typed. */
export function InstanceTabs({ row, detail }: { row: InstanceRowData; detail: ConnectorDetail }) {
  const t = useMessages(messages);
  const [search, setSearch] = useSearchParams();
  const location: { state: unknown } = useLocation();
  const shown = search.get(parameter) === 'authentication' ? 'authentication' : 'details';
  // About as high as the forms: what stands below on a phone is not pushed away when one arrives.
  const waiting = <SkeletonRows rows={16} />;

  function show(key: 'details' | 'authentication') {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (key === 'details') after.delete(parameter);
        else after.set(parameter, key);
        return after;
      },
      { replace: true, preventScrollReset: true, state: location.state },
    );
  }

  return (
    <Tabs
      label={t.label}
      shown={shown}
      onShow={show}
      tabs={[
        {
          key: 'details',
          label: t.details,
          panel: (
            <Suspense fallback={waiting}>
              <DetailsTab row={row} detail={detail} />
            </Suspense>
          ),
        },
        {
          key: 'authentication',
          label: t.authentication,
          panel: (
            <Suspense fallback={waiting}>
              <CredentialsTab row={row} detail={detail} />
            </Suspense>
          ),
        },
      ]}
    />
  );
}

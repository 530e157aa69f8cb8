import { Suspense } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { InstanceListView } from '#src/features/instances/InstanceListView.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';

const UpgradeNotices = lazyPage(async () => (await import('#src/features/upgrades/UpgradeNotices.tsx')).UpgradeNotices);

const messages = i18n('instancesPage', { title: 'Instances' });

/** The person's own instances. Admins have none of their own and are led to everybody's. */
export function InstancesPage() {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const { search } = useLocation();
  if (person.role === 'admin') return <Navigate to={paths.adminInstances.to() + search} replace />;
  return (
    <>
      <Suspense fallback={null}>
        <UpgradeNotices />
      </Suspense>
      <InstanceListView title={t.title} />
    </>
  );
}

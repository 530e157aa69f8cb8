import { Suspense, useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { instanceDetailQuery } from '#src/features/instances/instance-detail-query.ts';
import { instancePath } from '#src/features/instances/abilities.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { setPendingChange, usePendingChange } from '#src/features/instances/pending-changes.ts';
import { usePolling } from '#src/features/instances/use-polling.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { instanceScreens } from '#src/vendors/registry.ts';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { InstanceOperation } from './InstanceOperation.tsx';
import { InstanceView } from './InstanceView.tsx';

const messages = i18n('instancePage', { loading: 'Instance' });

/** One instance: what it is, what it is connected to, how it is set, what it runs, and what happened to it. */
export function InstancePage() {
  const t = useMessages(messages);
  const { id = '' } = useParams();
  const { vendors } = useSignedIn();
  const location: { state: unknown } = useLocation();
  const [{ data, error, stale }] = useQuery({
    query: instanceDetailQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const change = usePendingChange(id);
  usePolling(data?.instance?.row.operation?.state === 'running' ? 'quick' : 'calm');

  const isRemoved = change?.state === 'removed';
  useEffect(() => {
    if (isRemoved) return () => setPendingChange(id, undefined);
    return undefined;
  }, [isRemoved, id]);
  if (isRemoved) return <Navigate to={paths.instances.to()} replace />;

  const problem = error && !stale ? problemOfGraphError(error) : null;
  if (data?.instance === null && !stale) return <NotFoundPage />;
  if (!data?.instance) {
    if (problem?.code === 'not_found' || problem?.code === 'bad_input') return <NotFoundPage />;
    return (
      <>
        <PageHeader title={t.loading} documentTitle={t.loading} />
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!problem && <SkeletonRows />}
      </>
    );
  }
  // Instances of some vendors have a page at another address.
  const path = instancePath(vendors, data.instance.row);
  if (path !== paths.instance.to(data.instance.row.id)) {
    return <Navigate to={path} state={location.state} replace />;
  }
  const VendorScreen = instanceScreens[data.instance.row.vendor];
  if (!VendorScreen) return <InstanceView instance={data.instance} problem={problem} change={change} />;
  return (
    <Suspense
      fallback={
        <>
          <PageHeader title={<bdi>{data.instance.row.name}</bdi>} documentTitle={data.instance.row.name} />
          <SkeletonRows />
        </>
      }
    >
      <VendorScreen
        instance={data.instance}
        problem={problem}
        change={change}
        operation={<InstanceOperation row={data.instance.row} />}
      />
    </Suspense>
  );
}

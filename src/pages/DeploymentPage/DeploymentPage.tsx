import { useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { deploymentQuery } from '#src/features/deployments/deployment-queries.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { setPendingChange, usePendingChange } from '#src/features/instances/pending-changes.ts';
import { usePolling } from '#src/features/instances/use-polling.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { DeploymentView } from './DeploymentView.tsx';

const messages = i18n('deploymentPage', { loading: 'Deployed solution' });

/** One deployed solution: what it is, its versions, its jobs, and what happened to it. */
export function DeploymentPage() {
  const { id = '' } = useParams();
  return <OneDeployment key={id} id={id} />;
}

function OneDeployment({ id }: { id: string }) {
  const t = useMessages(messages);
  const location: { state: unknown } = useLocation();
  const [{ data, error, stale }] = useQuery({
    query: deploymentQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const change = usePendingChange(id);
  const instance = data?.instance;
  const isRemoving = instance?.row.operation?.state === 'running' && instance.row.operation.kind === 'remove';
  usePolling(instance?.row.operation?.state === 'running' ? 'quick' : 'calm');

  const isRemoved = change?.state === 'removed';
  useEffect(() => {
    if (isRemoved) return () => setPendingChange(id, undefined);
    return undefined;
  }, [isRemoved, id]);
  if (isRemoved) return <Navigate to={paths.deployments.to()} replace />;

  const problem = error && !stale ? problemOfGraphError(error) : null;
  const isNowhere = instance === null || problem?.code === 'not_found' || problem?.code === 'bad_input';
  if (isNowhere && !stale && !isRemoving) return <NotFoundPage />;
  if (!instance) {
    return (
      <>
        <PageHeader title={t.loading} documentTitle={t.loading} />
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!problem && <SkeletonRows />}
      </>
    );
  }
  if (instance.kind !== 'InstabaseInstance') {
    return <Navigate to={paths.instance.to(id)} state={location.state} replace />;
  }
  return <DeploymentView instance={instance} problem={problem} change={change} />;
}

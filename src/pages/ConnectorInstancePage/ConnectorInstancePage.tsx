import { useEffect, useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { connectorInstanceQuery } from '#src/features/connectors/instance/connector-instance-query.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { setPendingChange, usePendingChange } from '#src/features/instances/pending-changes.ts';
import { usePolling } from '#src/features/instances/use-polling.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { ConnectorInstanceGone } from './ConnectorInstanceGone.tsx';
import { ConnectorInstanceView } from './ConnectorInstanceView.tsx';
import { listPathOf } from './list-path.ts';

const messages = i18n('connectorInstancePage', { loading: 'Instance' });

/** One instance of a connector: its details and credentials, what uses it, and what happened to it. */
export function ConnectorInstancePage() {
  const { id = '' } = useParams();
  // Another instance begins anew: nothing that was typed for one may be saved to the other.
  return <OneInstance key={id} id={id} />;
}

function OneInstance({ id }: { id: string }) {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const page = useLocation();
  const [{ data, error, stale }] = useQuery({
    query: connectorInstanceQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const change = usePendingChange(id);
  usePolling(data?.instance?.row.operation?.state === 'running' ? 'quick' : 'calm');
  const [seen, setSeen] = useState(data?.instance ?? null);
  if (data?.instance && data.instance !== seen) setSeen(data.instance);

  const isRemoved = change?.state === 'removed';
  useEffect(() => {
    if (isRemoved) return () => setPendingChange(id, undefined);
    return undefined;
  }, [isRemoved, id]);
  const list = listPathOf(signedIn, page);
  if (isRemoved) return <Navigate to={list} replace />;

  const problem = error && !stale ? problemOfGraphError(error) : null;
  const isNowhere = data?.instance === null || problem?.code === 'not_found' || problem?.code === 'bad_input';
  if (isNowhere && !stale) return seen ? <ConnectorInstanceGone row={seen.row} list={list} /> : <NotFoundPage />;
  const instance = data?.instance ?? seen;
  if (!instance) {
    return (
      <>
        <PageHeader title={t.loading} documentTitle={t.loading} />
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!problem && <SkeletonRows />}
      </>
    );
  }
  if (instance.kind !== 'PatchworksInstance') return <Navigate to={paths.instance.to(id)} replace />;
  return <ConnectorInstanceView instance={instance} problem={problem} change={change} list={list} />;
}

import { useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { debugViewQuery } from '#src/features/instances/instance-detail-query.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';
import { DebugView } from './DebugView.tsx';

const messages = i18n('debugPage', {
  loading: 'Debug',
  gone: 'Instance not found',
  goneText: 'No instance has this id: it was removed, here or at its vendor, or there never was one.',
  whatBecame: 'See in the audit log what became of it',
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An instance as an administrator sees it who looks for what is wrong. Nothing can be changed here. */
export function DebugPage() {
  const { person } = useSignedIn();
  const { id = '' } = useParams();
  return person.role === 'admin' ? <DebugLoader id={id} /> : <RefusedPage />;
}

function DebugLoader({ id }: { id: string }) {
  const t = useMessages(messages);
  const [{ data, error, stale }] = useQuery({
    query: debugViewQuery,
    variables: { id },
    requestPolicy: 'network-only',
  });
  const problem = error && !stale ? problemOfGraphError(error) : null;
  if (data?.debugInstance) return <DebugView view={data.debugInstance} />;
  if (data?.debugInstance === null && uuid.test(id)) return <Gone id={id} />;
  if (data?.debugInstance === null || problem?.code === 'not_found' || problem?.code === 'bad_input')
    return <NotFoundPage />;
  return (
    <>
      <PageHeader title={t.loading} documentTitle={t.loading} />
      <OutcomeBanners outcomes={[]} problem={problem} />
      {!problem && <SkeletonRows />}
    </>
  );
}

/** What is gone has no view of its own any more; the log knows who removed it, or when that was noticed. */
function Gone({ id }: { id: string }) {
  const t = useMessages(messages);
  const log = `${paths.adminAudit.to()}?instance=${encodeURIComponent(id)}`;
  return (
    <>
      <PageHeader title={t.gone} documentTitle={t.gone} />
      <EmptyState title={t.goneText} action={<ButtonLink to={log}>{t.whatBecame}</ButtonLink>} />
    </>
  );
}

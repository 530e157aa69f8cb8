import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { runQuery } from '#src/features/runs/run-queries.ts';
import { RunOutcomes } from '#src/features/runs/RunOutcomes.tsx';
import { isUnderWay, runWords } from '#src/features/runs/run-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { RunView } from './RunView.tsx';

const messages = i18n('runPage', { loading: 'Run' });

const quickMs = 2_000;

/** One run of an instance: what began it, what each step did, and what was logged meanwhile. */
export function RunPage() {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const { person } = useSignedIn();
  const { id = '', runId = '' } = useParams();
  if (person.viewOnly) {
    return (
      <>
        <PageHeader title={t.loading} documentTitle={t.loading} />
        <Banner tone="note" lamp="off">
          {words.viewOnly}
        </Banner>
      </>
    );
  }
  return <RunLoader key={runId} instanceId={id} runId={runId} />;
}

function RunLoader({ instanceId, runId }: { instanceId: string; runId: string }) {
  const t = useMessages(messages);
  const [{ data, error, stale }, askAgain] = useQuery({
    query: runQuery,
    variables: { instanceId, runId },
    requestPolicy: 'cache-and-network',
  });
  const isMoving = data?.run ? isUnderWay(data.run.run) : false;
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') askAgain({ requestPolicy: 'network-only' });
    }, quickMs);
    return () => clearInterval(timer);
  }, [isMoving, askAgain]);

  const problem = error && !stale ? problemOfGraphError(error) : null;
  if (data?.run === null && !stale && !problem) return <NotFoundPage />;
  if (problem?.code === 'not_found' || problem?.code === 'bad_input') return <NotFoundPage />;
  const trouble = (
    <RunOutcomes
      outcomes={[]}
      problem={problem}
      hasKept={Boolean(data?.run)}
      onAgain={() => askAgain({ requestPolicy: 'network-only' })}
    />
  );
  if (!data?.run) {
    return (
      <>
        <PageHeader title={t.loading} documentTitle={t.loading} />
        {trouble}
        {!problem && <SkeletonRows />}
      </>
    );
  }
  return <RunView instanceId={instanceId} detail={data.run} trouble={problem ? trouble : null} />;
}

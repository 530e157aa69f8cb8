import { useEffect, useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { deploymentQuery } from '#src/features/deployments/deployment-queries.ts';
import { deploymentWords } from '#src/features/deployments/deployment-words.ts';
import { DeploymentDialogs } from '#src/features/deployments/DeploymentDialogs.tsx';
import type { AskedDialog } from '#src/features/deployments/DeploymentDialogs.tsx';
import { cameFrom } from '#src/lib/from-here.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { jobQuery } from '#src/features/jobs/job-queries.ts';
import { jobState, jobWords } from '#src/features/jobs/job-words.ts';
import { JobView } from '#src/features/jobs/JobView.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import styles from './JobPage.module.css';

const messages = i18n('jobPage', {
  title: 'Job',
  back: 'Back to the jobs',
  runAgain: 'Run again',
  away: 'This job is not there',
  awayText:
    'It is not in the spaces that were looked through, or it is gone. Instabase looks only in the spaces that it is told.',
  solution: 'Open the solution',
});

/** While a job runs it is asked for often: nobody tells of its end. */
const pollMs = 4_000;

/** One job of a deployed solution: what it said and where it wrote, then all the rest. */
export function JobPage() {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  const deployment = useMessages(deploymentWords);
  const { person } = useSignedIn();
  const { id = '', jobId = '' } = useParams();
  const [search] = useSearchParams();
  const location: { pathname: string; state: unknown } = useLocation();
  const [asked, setAsked] = useState<AskedDialog | null>(null);
  const spaces = search.getAll('space');
  const [{ data, error, stale }, ask] = useQuery({
    query: jobQuery,
    variables: { instanceId: id, jobId, ...(spaces.length > 0 && { spaces }) },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: about }] = useQuery({ query: deploymentQuery, variables: { id } });
  const solution = about?.instance?.kind === 'InstabaseInstance' ? about.instance.deployment : null;
  const job = data?.job ?? null;
  const isRunning = job?.state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask({ requestPolicy: 'network-only' });
    }, pollMs);
    return () => clearInterval(timer);
  }, [isRunning, ask]);

  const problem = error && !stale ? problemOfGraphError(error) : null;
  const isNowhere = data?.instance === null || problem?.code === 'not_found' || problem?.code === 'bad_input';
  if (isNowhere && !stale) return <NotFoundPage />;
  const row = data?.instance?.row ?? null;
  const solutionPath = paths.deployment.to(id);
  const state = job && jobState(words, job);

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={`${t.title} ${jobId}`}
        lead={
          <Link to={cameFrom(location) ?? `${solutionPath}?tab=jobs`} className={styles['back']}>
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={
          <>
            {state && (
              <span className={styles['state']}>
                <Lamp kind={state.lamp} /> {state.word}
              </span>
            )}
            {row && (
              <Link to={solutionPath} className={styles['solution']}>
                <bdi>{row.name}</bdi>
              </Link>
            )}
          </>
        }
        actions={
          solution &&
          job && (
            <Button
              variant="filled"
              disabledReason={
                person.viewOnly
                  ? deployment.viewOnly
                  : solution.row.status === 'disabled'
                    ? deployment.disabledCannotRun
                    : null
              }
              onClick={() =>
                setAsked({
                  ask: 'run',
                  deployment: solution,
                  folders: { inputFolder: job.inputFolder, outputFolder: job.outputFolder },
                })
              }
            >
              {t.runAgain}
            </Button>
          )
        }
      />
      <OutcomeBanners outcomes={[]} problem={problem} />
      {body()}
      <DeploymentDialogs asked={asked} onClose={() => setAsked(null)} />
    </>
  );

  function body() {
    if (job) return <JobView job={job} />;
    if (problem) return null;
    if (!data || stale) return <SkeletonRows />;
    return (
      <EmptyState title={t.away} action={<Link to={solutionPath}>{t.solution}</Link>}>
        {t.awayText}
      </EmptyState>
    );
  }
}

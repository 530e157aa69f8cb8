import { useQuery } from 'urql';
import type { ActionTarget } from '#src/features/instances/instance-actions.ts';
import type { SolutionUse } from '#src/features/instances/removal-use-query.ts';
import { StillUsed } from '#src/features/instances/StillUsed.tsx';
import { useRemovalUse } from '#src/features/instances/use-removal-use.ts';
import { jobsQuery } from '#src/features/jobs/job-queries.ts';
import { formatList } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';

const messages = i18n('solutionUse', {
  counting: 'Looking whether a job of it is under way…',
  uncounted: 'Whether a job of it is under way is not known now.',
  idle: 'No job of it is under way.',
  jobs: count({
    one: '{count} job of it is not over yet; what becomes of it, Instabase does not say.',
    other: '{count} jobs of it are not over yet; what becomes of them, Instabase does not say.',
  }),
  more: 'There may be more of them.',
  only: 'There is no other version of this name.',
  stay: params<{ versions: string }>('These versions of the same name stay: {versions}.'),
});

/** What still uses a deployed solution: its jobs at work, and beside it the versions that stay. */
export function SolutionUsePart({ row }: { row: ActionTarget }) {
  const { instance, isKnown, problem, work, askAgain } = useRemovalUse(row.id);
  const solution = instance?.kind === 'InstabaseInstance' ? instance.deployed : null;
  return (
    <StillUsed vendor={row.vendor} isKnown={isKnown} problem={problem} work={work} onAgain={askAgain}>
      {solution && <Uses id={row.id} solution={solution} />}
    </StillUsed>
  );
}

function Uses({ id, solution: { versions } }: { id: string; solution: SolutionUse }) {
  const t = useMessages(messages);
  const [{ data, error, fetching }] = useQuery({
    query: jobsQuery,
    variables: {
      filter: { instanceIds: [id], states: ['running', 'needs_person', 'paused'] },
      sort: { field: 'started', direction: 'descending' },
      offset: 0,
      limit: 20,
    },
    requestPolicy: 'network-only',
  });
  const others = versions.filter(({ row }) => row.id !== id).map(({ version }) => version);

  function jobs(): string {
    if (fetching) return t.counting;
    const page = data?.jobs;
    if (error || !page || (page.outcome.state !== 'ok' && page.outcome.state !== 'empty')) return t.uncounted;
    if (page.nodes.length === 0) return t.idle;
    return page.mayHaveMore ? `${t.jobs(page.nodes.length)} ${t.more}` : t.jobs(page.nodes.length);
  }

  return (
    <>
      <p role="status">{jobs()}</p>
      <p>{others.length === 0 ? t.only : t.stay({ versions: formatList(others) })}</p>
    </>
  );
}

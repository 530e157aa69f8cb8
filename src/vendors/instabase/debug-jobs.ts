import { useQuery } from 'urql';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { jobsQuery } from '#src/features/jobs/job-queries.ts';
import type { JobListPage } from '#src/features/jobs/job-queries.ts';

/** As many as tell how it goes. */
const shownJobs = 20;

/** The newest jobs of a solution, as its account sees them; null before the answer. Asked once for all who show them. */
export function useDebugJobs({ row }: DebugViewData): JobListPage | null {
  const [{ data }] = useQuery({
    query: jobsQuery,
    variables: {
      filter: { instanceIds: [row.id], accountId: row.account.id },
      sort: { field: 'started', direction: 'descending' },
      offset: 0,
      limit: shownJobs,
    },
  });
  return data?.jobs ?? null;
}

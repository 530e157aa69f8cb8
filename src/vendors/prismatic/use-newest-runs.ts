import { useQuery } from 'urql';
import { runListQuery } from '#src/features/runs/run-queries.ts';
import type { RunFilterInput } from '#src/features/runs/run-queries.ts';

const shownRuns = 20;

/** The newest runs of an instance, and the newest that failed and was not replayed; `isReading` until both are known. */
export function useNewestRuns(instanceId: string) {
  const [newest] = useRuns({ instanceId }, shownRuns);
  const [failed] = useRuns({ instanceId, isUnmended: true }, 1);
  return {
    runs: newest.data?.runs ?? null,
    failedRun: failed.data?.runs.nodes[0] ?? null,
    error: newest.error ?? null,
    isReading: newest.fetching || failed.fetching,
  };
}

function useRuns(filter: RunFilterInput, first: number) {
  return useQuery({ query: runListQuery, variables: { filter, first, after: null }, requestPolicy: 'cache-first' });
}

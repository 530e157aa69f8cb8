import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { runListQuery, runPageSize } from './run-queries.ts';
import type { RunData, RunFilterInput, RunOutcome, RunPageData } from './run-queries.ts';
import { isUnderWay } from './run-words.ts';

const quickMs = 3_000;
const calmMs = 15_000;

/** Runs as they were read, page by page, the newest first. */
export interface RunList {
  /** Null before the first answer. */
  runs: readonly RunData[] | null;
  totalCount: number | null;
  outcomes: readonly RunOutcome[];
  problem: ClientProblem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  /** Asks for the newest again. */
  reload: () => void;
}

interface State {
  key: string;
  runs: readonly RunData[] | null;
  totalCount: number | null;
  outcomes: readonly RunOutcome[];
  problem: ClientProblem | null;
  next: string | null;
  isLoadingMore: boolean;
}

const emptyState = (key: string): State => ({
  key,
  runs: null,
  totalCount: null,
  outcomes: [],
  problem: null,
  next: null,
  isLoadingMore: false,
});

/**
 * Reads runs of one filter. The newest are asked for again while the page is in sight, quickly while one of them is under
 * way; what was loaded beyond them stays.
 */
export function useRunList(filter: RunFilterInput): RunList {
  const client = useClient();
  const key = JSON.stringify(filter);
  const [held, setState] = useState<State>(() => emptyState(key));
  const state = held.key === key ? held : emptyState(key);
  const latestKey = useRef(key);
  useEffect(() => {
    latestKey.current = key;
  }, [key]);

  const read = useCallback(
    async (after: string | null) => {
      const asked: RunFilterInput = JSON.parse(key);
      const variables = { filter: asked, first: runPageSize, after };
      const { data, error } = await client.query(runListQuery, variables, { requestPolicy: 'network-only' });
      // An answer to a former filter.
      if (latestKey.current !== key) return;
      setState((former) => {
        const before = former.key === key ? former : emptyState(key);
        if (error || !data) {
          const problem = error ? problemOfGraphError(error) : before.problem;
          return { ...before, problem, isLoadingMore: false };
        }
        return after === null ? withNewest(before, data.runs) : withMore(before, data.runs);
      });
    },
    [client, key],
  );

  const reload = useCallback(() => void read(null), [read]);
  useEffect(reload, [reload]);

  const isQuick = state.runs?.some(isUnderWay) ?? false;
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') reload();
      },
      isQuick ? quickMs : calmMs,
    );
    return () => clearInterval(timer);
  }, [reload, isQuick]);

  const { next, isLoadingMore } = state;
  const loadMore = useCallback(() => {
    if (next === null || isLoadingMore) return;
    setState((former) => ({ ...former, isLoadingMore: true }));
    void read(next);
  }, [read, next, isLoadingMore]);

  return { ...state, hasMore: next !== null, loadMore, reload };
}

const heads = ({ totalCount, outcomes }: RunPageData) => ({ totalCount, outcomes, problem: null });

/** The newest page over what was there: of its stretch of time it alone tells, and older ones stay as they were loaded. */
function withNewest(before: State, page: RunPageData): State {
  const hasFailed = page.outcomes.some(({ state }) => state === 'failed');
  if (hasFailed && page.nodes.length === 0) return { ...before, ...heads(page), totalCount: before.totalCount };
  const oldest = page.nodes.at(-1)?.startedAt;
  const fresh = new Set(page.nodes.map(({ id }) => id));
  const older =
    page.pageInfo.hasNextPage && oldest !== undefined
      ? (before.runs ?? []).filter(({ id, startedAt }) => !fresh.has(id) && startedAt <= oldest)
      : [];
  const next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return {
    ...before,
    ...heads(page),
    runs: [...page.nodes, ...older],
    // Pages that were loaded before go on where they ended.
    next: older.length > 0 ? before.next : next,
  };
}

/** Places move on while new runs begin, so that a page may begin with some that are there already. */
function withMore(before: State, page: RunPageData): State {
  const known = new Set(before.runs?.map(({ id }) => id));
  return {
    ...before,
    ...heads(page),
    // A later page counts what began before the first one was read.
    totalCount: before.totalCount,
    runs: [...(before.runs ?? []), ...page.nodes.filter(({ id }) => !known.has(id))],
    next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
    isLoadingMore: false,
  };
}

import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { usePolling } from '#src/features/instances/use-polling.ts';
import { deploymentPageSize, deploymentsQuery } from './deployment-queries.ts';
import type { DeploymentData, DeploymentListPage, DeploymentListVariables } from './deployment-queries.ts';

export interface DeploymentList {
  /** Counts and outcomes, as the newest answer has them. */
  head: Omit<DeploymentListPage, 'nodes'> | null;
  rows: readonly DeploymentData[];
  /** Why the newest request failed. What was there before stays. */
  problem: ClientProblem | null;
  /** What is shown belongs to the former filter; the new one's answer is under way. */
  isStale: boolean;
  hasMore: boolean;
  isReadingMore: boolean;
  readMore: () => void;
}

interface State {
  key: string;
  /** By the cursor that each page follows; the first follows none. */
  pages: ReadonlyMap<string, DeploymentListPage>;
  problem: ClientProblem | null;
}

const first = '';
const firstOnly: readonly string[] = [first];

/** Reads the list of deployed solutions page after page, and keeps all that were read up to date. */
export function useDeploymentList(variables: DeploymentListVariables): DeploymentList {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State>({ key, pages: new Map(), problem: null });
  const [wanted, setWanted] = useState({ key, cursors: firstOnly });
  const cursors = wanted.key === key ? wanted.cursors : firstOnly;
  const wantedText = JSON.stringify(cursors);
  const subscriptions = useRef(new Map<string, { unsubscribe: () => void }>());

  // Another client or another filter: every subscription belongs to the former one.
  useEffect(() => {
    const open = subscriptions.current;
    return () => {
      for (const subscription of open.values()) subscription.unsubscribe();
      open.clear();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, key]);

  useEffect(() => {
    const open = subscriptions.current;
    const request: typeof variables = JSON.parse(key);
    const asked: string[] = JSON.parse(wantedText);
    for (const after of asked) {
      if (open.has(after)) continue;
      const source = client.query(
        deploymentsQuery,
        { ...request, first: deploymentPageSize, ...(after !== first && { after }) },
        { requestPolicy: 'cache-and-network' },
      );
      open.set(
        after,
        source.subscribe((result) => {
          const answer = result.data?.deployments;
          const problem = result.error ? problemOfGraphError(result.error) : null;
          // Drawing rows must not keep a key that is pressed meanwhile waiting.
          startTransition(() =>
            setState((former) => {
              if (!answer) return { ...former, problem };
              const known = former.key === key ? former.pages : new Map<string, DeploymentListPage>();
              return { key, pages: new Map(known).set(after, answer), problem };
            }),
          );
        }),
      );
    }
  }, [client, key, wantedText]);

  const shown = useMemo(() => {
    const order: string[] = state.key === key ? JSON.parse(wantedText) : [...state.pages.keys()];
    return order.flatMap((cursor) => state.pages.get(cursor) ?? []);
  }, [state, key, wantedText]);
  const rows = useMemo(() => withoutTwins(shown.flatMap(({ nodes }) => nodes)), [shown]);
  const last = shown.at(-1);
  const isStale = state.key !== key;
  const isReadingMore = !isStale && state.problem === null && shown.length > 0 && shown.length < cursors.length;
  const next = last?.pageInfo.hasNextPage ? last.pageInfo.endCursor : null;
  const readMore = useCallback(() => {
    if (next === null || isStale || cursors.includes(next)) return;
    setWanted({ key, cursors: [...cursors, next] });
  }, [next, isStale, key, cursors]);

  const head = shown[0] ?? null;
  usePolling(isBusy(head, rows) ? 'quick' : 'calm');
  return { head, rows, problem: state.problem, isStale, hasMore: next !== null, isReadingMore, readMore };
}

/** Between the answers for two pages one row may stand in both. */
function withoutTwins(rows: readonly DeploymentData[]): DeploymentData[] {
  const seen = new Set<string>();
  return rows.filter(({ row }) => !seen.has(row.id) && seen.add(row.id));
}

function isBusy(head: DeploymentListPage | null, rows: readonly DeploymentData[]): boolean {
  if (head?.outcomes.some(({ refreshing, state }) => refreshing || state === 'pending')) return true;
  return rows.some(({ row }) => row.operation?.state === 'running');
}

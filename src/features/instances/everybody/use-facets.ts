import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { InstanceList } from '../use-instance-list.ts';
import { facetsQuery } from './facet-query.ts';
import type { Facets, FacetVariables } from './facet-query.ts';

export interface FacetCounts {
  /** Null before the first answer. What was counted last stays while it is counted anew, and when that fails. */
  facets: Facets | null;
  problem: ClientProblem | null;
  /** What is shown belongs to a former filter. */
  isStale: boolean;
  askAgain: () => void;
}

interface State {
  key: string;
  facets: Facets | null;
  problem: ClientProblem | null;
}

/** Rows change all the time where they are many; counts follow at most so often. */
const betweenCountsMs = 5_000;

/** Counts what each choice of a filter would leave, anew when the list tells that something changed. */
export function useFacets(variables: FacetVariables, head: InstanceList['head'], isShown: boolean): FacetCounts {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State>({ key, facets: null, problem: null });
  const [round, setRound] = useState(0);
  const askedAt = useRef(0);

  useEffect(() => {
    if (!isShown) return undefined;
    askedAt.current = Date.now();
    const asked: FacetVariables = JSON.parse(key);
    const subscription = client
      .query(facetsQuery, asked, { requestPolicy: 'network-only' })
      .subscribe(({ data, error }) => {
        const facets = data?.instanceFacets ?? null;
        const problem = error ? problemOfGraphError(error) : null;
        setState((former) => ({ key, facets: facets ?? former.facets, problem }));
      });
    return () => subscription.unsubscribe();
    // Each round asks anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, key, isShown, round]);

  const standing = head && `${head.unfilteredCount} ${head.newestCheckedAt} ${head.oldestCheckedAt}`;
  const counted = useRef(standing);
  useEffect(() => {
    if (standing === null || counted.current === standing) return undefined;
    const isFirst = counted.current === null;
    counted.current = standing;
    // The first answer and the first count are of the same moment.
    if (isFirst) return undefined;
    const timer = setTimeout(
      () => setRound((rounds) => rounds + 1),
      Math.max(0, askedAt.current + betweenCountsMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [standing]);

  return {
    facets: state.facets,
    problem: state.problem,
    isStale: state.key !== key,
    askAgain: () => setRound((rounds) => rounds + 1),
  };
}

import { infiniteQueryOptions } from '@tanstack/react-query';
import { getOperations } from '#contract/endpoints/operations.ts';
import type { OperationGroup } from '#contract/endpoints/operations.ts';
import type { Operation } from '#contract/operations.ts';
import { send } from '#src/api/http.ts';

/** A page of operations as the contract's endpoint answers it. */
export type OperationsPageData = NonNullable<(typeof getOperations)['response']>;

/** While something runs its steps are worth following; else others' work may begin at any time. */
const quickMs = 2_000;
const calmMs = 15_000;

/** The operations of one group, page after page. */
export function operationsQuery(group: OperationGroup) {
  return infiniteQueryOptions({
    queryKey: ['operation', 'list', group],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<OperationsPageData> => {
      const search = new URLSearchParams({ group, ...(pageParam && { after: pageParam }) });
      return send({ ...getOperations, path: `${getOperations.path}?${search.toString()}` }, { signal });
    },
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ operations }) => operations.some(moves)) ? quickMs : calmMs,
  });
}

function moves(operation: Operation): boolean {
  return operation.state === 'running';
}

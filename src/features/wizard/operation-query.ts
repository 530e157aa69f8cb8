import { queryOptions } from '@tanstack/react-query';
import { getOperation } from '#contract/endpoints/operations.ts';
import { send } from '#src/api/http.ts';
import { ProblemError } from '#src/api/problem.ts';

const pollMs = 1000;
/** The server goes on with an operation by itself, so one that cannot be reached for a while is waited for. */
const unreachableTries = 120;

/** An operation's progress; asked for each second while it runs. */
export function operationQuery(id: string) {
  return queryOptions({
    queryKey: ['operation', id],
    queryFn: async ({ signal }) => (await send(getOperation, { params: { id }, signal })).operation,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? pollMs : false),
    retry: (failures, error) =>
      failures < unreachableTries && error instanceof ProblemError && error.problem.code === 'unreachable',
    retryDelay: pollMs,
  });
}

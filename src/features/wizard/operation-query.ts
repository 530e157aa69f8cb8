import { queryOptions } from '@tanstack/react-query';
import { getOperation } from '#contract/endpoints/operations.ts';
import { send } from '#src/api/http.ts';

const pollMs = 1000;

/** An operation's progress; asked for each second while it runs. */
export function operationQuery(id: string) {
  return queryOptions({
    queryKey: ['operation', id],
    queryFn: async ({ signal }) => (await send(getOperation, { params: { id }, signal })).operation,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? pollMs : false),
  });
}

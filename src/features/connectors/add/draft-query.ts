import { queryOptions } from '@tanstack/react-query';
import { getConnectorDraft, type ConnectorDraft } from '#contract/endpoints/connectors.ts';
import { queryClient } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { keptSoFar } from './draft-keeper.ts';

/**
 * A draft of one's own with the form that it is for. Read once for each visit: what is typed afterwards goes to the server
 * and not back.
 */
export function connectorDraftQuery(id: string) {
  return queryOptions({
    queryKey: ['connectorDraft', id],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async ({ signal }) => {
      // What was typed at the former visit may still be on its way.
      await keptSoFar(id);
      return send(getConnectorDraft, { params: { id }, signal });
    },
  });
}

/** Notes that the draft is over: the page then shows what was made of it. */
export function noteMade(draft: Pick<ConnectorDraft, 'id'>, instanceId: string, name: string): void {
  queryClient.setQueryData(
    connectorDraftQuery(draft.id).queryKey,
    (known) => known && { ...known, draft: { ...known.draft, instanceId, details: { ...known.draft.details, name } } },
  );
}

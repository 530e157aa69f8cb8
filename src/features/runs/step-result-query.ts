import { queryOptions } from '@tanstack/react-query';
import { getStepResult } from '#contract/endpoints/runs.ts';
import { send } from '#src/api/http.ts';

/** What a step of a run handed on. It is the customer's data: asked for when it is opened, and forgotten with the page. */
export function stepResultQuery(instanceId: string, runId: string, stepId: string) {
  return queryOptions({
    queryKey: ['stepResult', instanceId, runId, stepId],
    queryFn: ({ signal }) => send(getStepResult, { params: { id: instanceId, runId, stepId }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}

import { queryOptions } from '@tanstack/react-query';
import { postActivation } from '#contract/endpoints/activations.ts';
import { send } from '#src/api/http.ts';
import { ProblemError } from '#src/api/problem.ts';
import type { Activation } from './wizard-ports.ts';

const againMs = 1000;
/** As long as a server takes to come back, and no longer than a person waits for a window to fill. */
const unreachableTries = 20;

/**
 * Starts an activation. Asking again with the same key starts no second one, so a server that cannot be reached, because it
 * has just gone, is asked again until it is back.
 */
export function activationQuery({ needsNoWizard: _isOurs, ...activation }: Activation) {
  return queryOptions({
    queryKey: ['activation', activation.key],
    queryFn: async () => (await send(postActivation, { body: activation })).operation,
    staleTime: 0,
    gcTime: 0,
    retry: (failures, error) =>
      failures < unreachableTries && error instanceof ProblemError && error.problem.code === 'unreachable',
    retryDelay: againMs,
  });
}

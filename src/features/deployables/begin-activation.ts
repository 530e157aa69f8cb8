import { postActivation } from '#contract/endpoints/activations.ts';
import type { GivenValue } from '#contract/deployables.ts';
import type { Operation } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import { queryClient } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { ProblemError } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';

export interface VersionActivation {
  vendor: Vendor;
  templateId: string;
  name: string;
  /** The same key twice is the same activation. */
  key: string;
  versionId?: string;
  values?: GivenValue[];
  /** For whom an administrator activates. */
  ownerId?: string;
}

const againMs = 1000;
const unreachableTries = 20;

/**
 * Begins an activation. Asking again with the same key begins no second one, so a server that has just gone is asked again
 * until it is back. Throws `ProblemError`.
 */
export async function beginActivation(activation: VersionActivation): Promise<Operation> {
  const operation = await acrossSignIn(() =>
    queryClient.fetchQuery({
      queryKey: ['activation', activation.key],
      queryFn: async () => (await send(postActivation, { body: activation })).operation,
      staleTime: 0,
      gcTime: 0,
      retry: (failures, error) =>
        failures < unreachableTries && error instanceof ProblemError && error.problem.code === 'unreachable',
      retryDelay: againMs,
    }),
  );
  refresh('operation');
  return operation;
}

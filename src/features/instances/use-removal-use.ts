import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { removalUseQuery } from './removal-use-query.ts';
import type { RemovalUseData, WorkUnderWay } from './removal-use-query.ts';

interface RemovalUse {
  /** Null as long as nothing is known. */
  instance: RemovalUseData | null;
  /** What its vendor was to say is there. */
  isKnown: boolean;
  /** Why it is not known; null while it is being asked for. */
  problem: ClientProblem | null;
  work: WorkUnderWay | null;
  askAgain: () => void;
}

/** What an instance is used for, asked of its vendor now. */
export function useRemovalUse(id: string): RemovalUse {
  const [{ data, error, fetching }, ask] = useQuery({
    query: removalUseQuery,
    variables: { id },
    requestPolicy: 'network-only',
  });
  const instance = data?.instance ?? null;
  const isKnown = instance !== null && hasDetail(instance);

  function problemNow(): ClientProblem | null {
    if (isKnown || fetching) return null;
    if (error) return problemOfGraphError(error);
    if (!data) return null;
    if (!instance) return plainProblem('not_found');
    const code = 'problemCode' in instance ? instance.problemCode : null;
    return plainProblem(toProblemCode(code ?? 'vendor_unavailable'));
  }

  return {
    instance,
    isKnown,
    problem: problemNow(),
    work: workUnderWay(instance?.row.operation),
    askAgain: () => ask({ requestPolicy: 'network-only' }),
  };
}

function hasDetail(instance: RemovalUseData): boolean {
  if (instance.kind === 'TrayInstance') return instance.detail !== null;
  if (instance.kind === 'PrismaticInstance') return instance.deployable !== null;
  return instance.kind === 'InstabaseInstance' && instance.deployed !== null;
}

/** An operation that is not over; what failed, and what may be undone, is over. */
export function workUnderWay<Work extends WorkUnderWay>(operation: Work | null | undefined): Work | null {
  return operation && (operation.state === 'running' || operation.state === 'waiting_for_person') ? operation : null;
}

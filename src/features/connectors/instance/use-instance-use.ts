import { useState } from 'react';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { plainProblem, problemOf, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { WorkUnderWay } from '#src/features/instances/removal-use-query.ts';
import { workUnderWay } from '#src/features/instances/use-removal-use.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { changeFlowStep } from './connector-instance-mutations.ts';
import type { FlowStepChange } from './connector-instance-mutations.ts';
import { instanceUseQuery, sisterInstancesQuery } from './connector-instance-query.ts';
import type { FlowUse, SisterInstance } from './connector-instance-query.ts';

export interface InstanceUse {
  /** The flows that use it; null while that is not known. */
  flows: FlowUse[] | null;
  /** Why it is not known; null while it is being asked for. */
  problem: ClientProblem | null;
  /** The other instances of its connector; null while they are not known. */
  sisters: SisterInstance[] | null;
  /** Work of ours on it that is not over. */
  work: WorkUnderWay | null;
  isChanging: boolean;
  /** Points a step elsewhere, or takes it out. Resolves to the problem, or null when it went through. */
  changeStep: (step: Omit<FlowStepChange, 'instanceId'>) => Promise<ClientProblem | null>;
  /** Asks anew which flows use it. */
  askAgain: () => void;
}

/** Which process flows use an instance, and what else their steps could use. */
export function useInstanceUse(id: string): InstanceUse {
  const { person } = useSignedIn();
  const [{ data, error, fetching }, ask] = useQuery({
    query: instanceUseQuery,
    variables: { id },
    requestPolicy: 'network-only',
  });
  // What a change answered is newer than what was read before it; what is read afterwards is newer still.
  const [answer, setAnswer] = useState<{ to: typeof data; flows: FlowUse[] } | null>(null);
  const [isChanging, setIsChanging] = useState(false);

  const instance = data?.instance;
  const detail = instance && 'detail' in instance ? instance.detail : null;
  const flows = answer && answer.to === data ? answer.flows : (detail?.flows ?? null);

  const row = instance?.row;
  const [{ data: list }] = useQuery({
    query: sisterInstancesQuery,
    variables: {
      filter: {
        templateId: row?.templateId ?? '',
        ...(person.role === 'admin' && { accountId: row?.account.id ?? '' }),
      },
    },
    pause: !row || !flows || flows.length === 0,
    requestPolicy: 'cache-and-network',
  });

  async function changeStep(step: Omit<FlowStepChange, 'instanceId'>) {
    setIsChanging(true);
    try {
      const left = await changeFlowStep({ instanceId: id, ...step });
      setAnswer({ to: data, flows: left });
      refresh('instance', id);
      if (step.toInstanceId) refresh('instance', step.toInstanceId);
      return null;
    } catch (failure) {
      ask({ requestPolicy: 'network-only' });
      return problemOf(failure);
    } finally {
      setIsChanging(false);
    }
  }

  function problemNow(): ClientProblem | null {
    if (error) return problemOfGraphError(error);
    if (!data || fetching || flows) return null;
    if (!instance) return plainProblem('not_found');
    const code = 'problemCode' in instance ? instance.problemCode : null;
    return plainProblem(toProblemCode(code ?? 'vendor_unavailable'));
  }

  return {
    flows,
    problem: problemNow(),
    sisters: list ? list.instances.nodes.filter((sister) => sister.id !== id) : null,
    work: workUnderWay(row?.operation),
    isChanging,
    changeStep,
    askAgain: () => ask({ requestPolicy: 'network-only' }),
  };
}

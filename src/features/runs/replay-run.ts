import { postReplay } from '#contract/endpoints/runs.ts';
import { send } from '#src/api/http.ts';
import type { RunData } from './run-queries.ts';

export interface ReplayDialogProps {
  /** Ours, of the instance. */
  instanceId: string;
  instanceName: string;
  run: Pick<RunData, 'id' | 'flowName' | 'startedAt' | 'wasReplayed'>;
  onClose: () => void;
}

/** Runs once more what a run was begun with. Answers the new run's id; throws `ProblemError`. */
export async function replayRun(instanceId: string, runId: string): Promise<string> {
  return (await send(postReplay, { params: { id: instanceId, runId } })).runId;
}

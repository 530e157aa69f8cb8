import type { RunView } from '../store/run-lists.ts';
import type { RunState } from '../vocabulary.ts';

const messages: Record<RunState, string> = {
  RUNNING: 'Flow is running',
  COMPLETE: 'Flow completed',
  FAILED: 'Flow failed: step "Refine" could not read its input',
  CANCELLED: 'Flow was cancelled',
  STOPPED_AT_CHECKPOINT: 'Flow stopped at checkpoint "Validation": 2 records need a review',
};

/**
 * A run as the two job lists show it: times in nanoseconds as decimal strings, `timeTakenNs` a duration for all that its name
 * says, and neither username nor solution name, although a list can be sorted by both.
 */
export function listedRun(run: RunView) {
  const ending = endingOf(run);
  return {
    id: run.id,
    accountId: run.accountId,
    jobType: 'FLOW',
    startTimeNs: run.startedNs,
    modifiedTimeNs: run.state === 'RUNNING' ? run.lastStartedNs : run.endsNs,
    completionTimeNs: ending.completionTimeNs,
    lastStartTimeNs: run.lastStartedNs,
    timeTakenNs: ending.timeTakenNs,
    message: messageOf(run.state),
    state: run.state,
    deployedSolutionId: run.solutionId,
    outputFolder: run.outputFolder,
  };
}

export function messageOf(state: RunState): string {
  return messages[state];
}

/** What stands here before the end is not documented; a zero while running and a null at a checkpoint have both been seen. */
function endingOf({ state, endsNs, lastStartedNs }: RunView) {
  if (state === 'RUNNING') return { completionTimeNs: '0', timeTakenNs: '0' };
  if (state === 'STOPPED_AT_CHECKPOINT') return { completionTimeNs: null, timeTakenNs: null };
  return { completionTimeNs: endsNs, timeTakenNs: String(BigInt(endsNs) - BigInt(lastStartedNs)) };
}

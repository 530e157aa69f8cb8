import type { DeployableDetail } from '../../vendors/deployables.ts';
import { OperationMovedError } from '../journal.ts';
import type { WorkContext } from '../work-context.ts';

/**
 * Ends the set-up or the version change that waits for a person with an instance, when the instance, as just read, is at work
 * with what was wanted: somebody deployed it in the vendor's own console, and nobody has to do it here any more.
 */
export async function endSettledWait(
  { journal }: Pick<WorkContext, 'journal'>,
  instanceId: string,
  { record: { enabled, deployment }, versionId }: Pick<DeployableDetail, 'record' | 'versionId'>,
): Promise<void> {
  if (!enabled || !deployment?.wasDeployed || deployment.hasUndeployedChanges) return;
  const waiting = await journal.waitingOf(instanceId);
  if (waiting?.kind !== 'activate' && waiting?.kind !== 'upgrade') return;
  if (waiting.kind === 'upgrade' && waiting.data.versionId !== versionId) return;
  try {
    await journal.change(waiting, { state: 'succeeded', step: 'done', problem: null });
  } catch (error) {
    // Whoever went on with it meanwhile ends it.
    if (!(error instanceof OperationMovedError)) throw error;
  }
}

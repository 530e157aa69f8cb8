import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { Preparation } from '#src/features/wizard/wizard-ports.ts';
import { paths } from '#src/lib/paths.ts';
import { showToast } from '#src/ui/toast.ts';
import type { ActionTarget } from './instance-actions.ts';
import { sendChange } from './instance-mutations.ts';
import { setPendingChange } from './pending-changes.ts';

/**
 * The company's part of an update that needs both: what its wizard asks for afterwards is the person's. While it is under
 * way, and when it fails, the row says so, as of any upgrade.
 */
export async function upgradeFirst(row: ActionTarget): ReturnType<Preparation> {
  setPendingChange(row.id, { state: 'asked', action: 'upgrade', startedAt: Date.now() });
  try {
    const { row: after, isRunning } = await sendChange('upgrade', row.id, '');
    setPendingChange(row.id, after ? { state: 'confirmed', row: after } : undefined);
    return { problem: null, operationId: isRunning ? (after?.operation?.id ?? null) : null };
  } catch (error) {
    const problem = { vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) };
    setPendingChange(row.id, { state: 'refused', action: 'upgrade', problem });
    const { what, changed } = wordsOfProblem(problemMessages.get(), problem);
    showToast('failed', `${what} ${changed}`, undefined, { link: { to: paths.instance.to(row.id), name: row.name } });
    return { problem, operationId: null };
  } finally {
    refresh('instance', row.id);
    refresh('operation');
  }
}

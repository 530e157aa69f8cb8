import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { currentSession } from '#src/features/session/session.ts';
import { wizards } from '#src/features/wizard/wizards.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { noteActivity, showToast } from '#src/ui/toast.ts';
import { instancePath } from './abilities.ts';
import { sendChange } from './instance-mutations.ts';
import type { ActionTarget } from './instance-actions.ts';
import { pendingChanges, setPendingChange } from './pending-changes.ts';
import type { PendingChange } from './pending-changes.ts';
import type { DirectAction } from './row-actions.ts';

const named = params<{ name: string; id: string }>;

const messages = i18n('changeInstance', {
  rename: named('Renamed to {name}'),
  enable: named('{name} is enabled'),
  disable: named('{name} is disabled'),
  upgrade: named('{name} is on the newest version'),
  remove: named('{name} ({id}) was removed'),
  finish: named('{name} is set up and enabled'),
  discard: named('{name} ({id}) was discarded'),
  undo: named('{name} is being enabled again'),
  deploy: named('{name} is deployed'),
  undoButton: 'Undo',
  going: named('{name}: still under way; the row shows how it goes'),
});

const asked: Record<DirectAction, Pick<Extract<PendingChange, { state: 'asked' }>, 'status'>> = {
  rename: {},
  enable: { status: 'enabled' },
  disable: { status: 'disabled' },
  upgrade: {},
  remove: {},
  finish: {},
  discard: {},
  undo: {},
  deploy: {},
};

/**
 * Changes an instance and shows it at once; when it is refused the row goes back and says why. At most one change of an
 * instance is under way. Resolves to the problem, or null when it went through.
 */
export async function changeInstance(
  action: DirectAction,
  row: ActionTarget,
  text = '',
): Promise<ClientProblem | null> {
  if (pendingChanges.get()[row.id]?.state === 'asked') return null;
  const to = instancePath(currentSession()?.vendors ?? [], row);
  setPendingChange(row.id, {
    state: 'asked',
    action,
    startedAt: Date.now(),
    ...asked[action],
    ...(action === 'rename' && { name: text }),
  });
  try {
    const { row: after, isRunning } = await sendChange(
      action,
      row.id,
      action === 'undo' ? (row.operation?.id ?? '') : text,
    );
    const isGone = after === null && !isRunning && (action === 'remove' || action === 'discard');
    const mayUndo = action === 'disable' && after?.operation?.undoUntil;
    if (isGone) wizards.forget(row.id);
    setPendingChange(row.id, after ? { state: 'confirmed', row: after } : isGone ? { state: 'removed' } : undefined);
    refresh('instance', row.id);
    refresh('operation');
    const t = messages.get();
    const say = isRunning && action !== 'undo' ? t.going : t[action];
    showToast(
      isRunning ? 'working' : lampOf[action],
      say({ name: after?.name ?? row.name, id: row.id.slice(0, 8) }),
      after && mayUndo ? { label: t.undoButton, press: () => void changeInstance('undo', after) } : undefined,
      isGone ? undefined : { link: { to, name: after?.name ?? row.name } },
    );
    return null;
  } catch (error) {
    const problem = { vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) };
    setPendingChange(row.id, { state: 'refused', action, problem });
    refresh('instance', row.id);
    const words = wordsOfProblem(problemMessages.get(), problem);
    const said = `${words.what} ${words.changed}`;
    const subject = {
      link: { to, name: row.name },
      ...(problem.requestId && { requestId: problem.requestId }),
    };
    // The dialog says it, where one was asked.
    if (hasDialog(action)) noteActivity('failed', said, subject);
    else showToast('failed', said, undefined, subject);
    return problem;
  }
}

function hasDialog(action: DirectAction): boolean {
  return action === 'rename' || action === 'remove' || action === 'discard';
}

const lampOf = {
  rename: 'on',
  enable: 'on',
  disable: 'off',
  upgrade: 'on',
  remove: 'off',
  finish: 'on',
  discard: 'off',
  undo: 'working',
  deploy: 'on',
} as const;

import { postOperationRetry, postOperationStop, postOperationUndo } from '#contract/endpoints/operations.ts';
import type { Operation, OperationAction } from '#contract/operations.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { showToast } from '#src/ui/toast.ts';

type Name = { name: string };

const messages = i18n('actOnOperation', {
  retry: params<Name>('{name}: started again'),
  stop: params<Name>('{name}: given up'),
  undo: params<Name>('{name} is being enabled again'),
});

const endpoints = { retry: postOperationRetry, stop: postOperationStop, undo: postOperationUndo };

const lamps = { retry: 'working', stop: 'off', undo: 'working' } as const;

/** Retries, stops or undoes an operation and tells what came of it. Never rejects. */
export async function actOnOperation(
  action: OperationAction,
  operation: Pick<Operation, 'id' | 'name' | 'vendor' | 'instanceId'>,
): Promise<void> {
  const { name, instanceId } = operation;
  const link = instanceId === null ? undefined : { to: paths.instance.to(instanceId), name };
  try {
    await send(endpoints[action], { params: { id: operation.id } });
    showToast(lamps[action], messages.get()[action]({ name }), undefined, { link });
  } catch (error) {
    const problem = { vendor: operation.vendor, ...problemOf(error) };
    const words = wordsOfProblem(problemMessages.get(), problem, name);
    showToast('failed', `${words.what} ${words.changed}`, undefined, { link, requestId: problem.requestId });
  }
  refresh('operation');
  refresh('instance');
}

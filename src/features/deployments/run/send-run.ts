import { postRun, postRunByName } from '#contract/endpoints/deployments.ts';
import type { Operation } from '#contract/operations.ts';
import { send } from '#src/api/http.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { fieldNamed, namedRunOf, wantedRunOf } from './run-form.ts';
import type { RunForm, RunProblems, RunWay } from './run-form.ts';

/** What came of sending a run: the operation, what is wrong with which field, or why it was refused as a whole. */
export type SentRun =
  | { operation: Operation; errors: null; problem: null }
  | { operation: null; errors: RunProblems; problem: null }
  | { operation: null; errors: null; problem: ClientProblem };

/** Begins a run. Never rejects. */
export async function sendRun(form: RunForm, way: RunWay, instanceId: string | null, key: string): Promise<SentRun> {
  try {
    const { operation } =
      way === 'by id' && instanceId !== null
        ? await send(postRun, { params: { id: instanceId }, body: { ...wantedRunOf(form), key } })
        : await send(postRunByName, { body: { ...namedRunOf(form), key } });
    return { operation, errors: null, problem: null };
  } catch (error) {
    const problem = problemOf(error);
    const errors: RunProblems = {};
    for (const [name, code] of Object.entries(problem.fields ?? {})) {
      const field = fieldNamed(name);
      if (field) errors[field] = code;
    }
    return Object.keys(errors).length > 0
      ? { operation: null, errors, problem: null }
      : { operation: null, errors: null, problem };
  }
}

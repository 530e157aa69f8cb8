import { graphql } from '#src/api/graphql.ts';
import type { VariablesOf } from '#src/api/graphql.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { mutate } from './instance-mutations.ts';

const updateValuesMutation = graphql(`
  mutation UpdateInstanceValues($input: UpdateInstanceValuesInput!) {
    updateInstanceValues(input: $input) {
      operation {
        id
        state
      }
    }
  }
`);

export type ValuesInput = VariablesOf<typeof updateValuesMutation>['input'];

/**
 * Gives slots of an instance other values, all at once. Answers the operation, which may still be under way. Throws
 * `ProblemError`; a session that ended meanwhile is waited for.
 */
export async function updateInstanceValues(input: ValuesInput): Promise<{ id: string; state: string }> {
  const data = await acrossSignIn(() => mutate(updateValuesMutation, { input }));
  return data.updateInstanceValues.operation;
}

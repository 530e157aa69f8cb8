import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { postDeployment } from '#contract/endpoints/deployables.ts';
import { postOperationUndo } from '#contract/endpoints/operations.ts';
import { caches } from '#src/api/caches.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { graphql } from '#src/api/graphql.ts';
import { send } from '#src/api/http.ts';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { instanceRowFragment } from './instance-row.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { DirectAction } from './row-actions.ts';

const rename = graphql(
  `
    mutation RenameInstance($input: RenameInstanceInput!) {
      changed: renameInstance(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

const enable = graphql(
  `
    mutation EnableInstance($input: InstanceInput!) {
      changed: enableInstance(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

const disable = graphql(
  `
    mutation DisableInstance($input: InstanceInput!) {
      changed: disableInstance(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

const upgrade = graphql(
  `
    mutation UpgradeInstance($input: InstanceInput!) {
      changed: upgradeInstance(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

const finish = graphql(
  `
    mutation FinishSetUp($input: InstanceInput!) {
      changed: finishSetUp(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

const discard = graphql(`
  mutation DiscardInstance($input: InstanceInput!) {
    removed: discardInstance(input: $input) {
      id
      operation {
        id
        state
        problemCode
      }
    }
  }
`);

const remove = graphql(`
  mutation RemoveInstance($input: RemoveInstanceInput!) {
    removed: removeInstance(input: $input) {
      id
      operation {
        id
        state
        problemCode
      }
    }
  }
`);

/** What came of a change: the row as it is afterwards, null when there is none, and whether the server is still at it. */
export interface ChangeResult {
  row: InstanceRowData | null;
  isRunning: boolean;
}

/** Sends one change. `text`: a rename's new name, a removal's confirmation, the disable that an undo takes back. Throws `ProblemError`. */
export async function sendChange(action: DirectAction, id: string, text: string): Promise<ChangeResult> {
  if (action === 'remove' || action === 'discard') {
    const { removed } =
      action === 'remove'
        ? await mutate(remove, { input: { id, confirmation: text } })
        : await mutate(discard, { input: { id } });
    return { row: null, isRunning: removed.operation.state === 'running' };
  }
  if (action === 'undo') {
    await send(postOperationUndo, { params: { id: text } });
    return { row: null, isRunning: true };
  }
  if (action === 'deploy') {
    const { operation } = await send(postDeployment, { params: { id } });
    return { row: null, isRunning: operation.state === 'running' };
  }
  const data =
    action === 'rename'
      ? await mutate(rename, { input: { id, name: text } })
      : await mutate({ enable, disable, upgrade, finish }[action], { input: { id } });
  const row = data.changed.instance;
  return { row, isRunning: row.operation?.state === 'running' };
}

/** Sends a mutation. Throws `ProblemError`. */
export async function mutate<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const result = await caches.get().graph.client.mutation(document, variables).toPromise();
  if (result.error) throw new ProblemError(problemOfGraphError(result.error), result.error);
  if (!result.data) throw new ProblemError(plainProblem('internal', 'unknown'));
  return result.data;
}

import { mapExchange } from '@urql/core';
import type { Client, Exchange, Operation } from '@urql/core';

/** What `refresh` can name. */
export type Noun = 'instance' | 'template' | 'operation';

const nounsByField: Record<string, readonly Noun[]> = {
  instances: ['instance', 'operation'],
  instance: ['instance', 'operation'],
  debugInstance: ['instance', 'operation'],
  catalogue: ['template'],
};

function nounsOf(operation: Operation): readonly Noun[] {
  return operation.query.definitions.flatMap((definition) =>
    'operation' in definition
      ? definition.selectionSet.selections.flatMap((selection) =>
          'name' in selection ? (nounsByField[selection.name.value] ?? []) : [],
        )
      : [],
  );
}

/** Remembers which queries some component is showing, so that they can be asked again by noun. */
export function createActiveQueries() {
  const active = new Map<number, Operation>();

  const exchange: Exchange = mapExchange({
    onOperation(operation) {
      if (operation.kind === 'query') active.set(operation.key, operation);
      if (operation.kind === 'teardown') active.delete(operation.key);
    },
  });

  function reexecute(client: Client, noun: Noun): void {
    for (const operation of active.values()) {
      if (!nounsOf(operation).includes(noun)) continue;
      client.reexecuteOperation(
        client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }),
      );
    }
  }

  return { exchange, reexecute };
}

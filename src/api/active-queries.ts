import { mapExchange } from '@urql/core';
import type { Client, Exchange, Operation } from '@urql/core';
import type { EventNoun } from '#contract/endpoints/events.ts';
import { createPacer } from './paced.ts';

/** What `refresh` can name. */
export type Noun = EventNoun;

/** Reads of one thing, by its id. Any other is of a list, whose rows and order a change of any of its nouns may change. */
const detailFields = new Set(['instance', 'debugInstance']);

const nounsByField: Record<string, readonly Noun[]> = {
  instances: ['instance', 'operation', 'vendor'],
  instance: ['instance', 'operation'],
  debugInstance: ['instance', 'operation'],
  catalogue: ['template'],
};

/** One query is executed anew at most once in this time, however many changes are told. */
const pacedMs = 300;

interface ActiveQuery {
  operation: Operation;
  /** What it answered last. */
  data: unknown;
}

function fieldsOf(operation: Operation): string[] {
  return operation.query.definitions.flatMap((definition) =>
    'operation' in definition
      ? definition.selectionSet.selections.flatMap((selection) => ('name' in selection ? [selection.name.value] : []))
      : [],
  );
}

/** Whether a change of this noun, of one thing or of any, may change what the query shows. */
function isAbout({ operation, data }: ActiveQuery, noun: Noun, id: string | undefined): boolean {
  const fields = fieldsOf(operation).filter((field) => nounsByField[field]?.includes(noun));
  if (fields.some((field) => !detailFields.has(field))) return true;
  // A detail is asked of its vendor, so another instance's change must not cause it. A text is found wherever it stands:
  // the instance's own id, its operation's, or a sibling's.
  return fields.length > 0 && (id === undefined || JSON.stringify([operation.variables, data]).includes(id));
}

/** Remembers which queries some component is showing, so that they can be asked again by noun. */
export function createActiveQueries() {
  const active = new Map<number, ActiveQuery>();
  const pace = createPacer(pacedMs);

  const exchange: Exchange = mapExchange({
    onOperation(operation) {
      if (operation.kind === 'query') active.set(operation.key, { data: active.get(operation.key)?.data, operation });
      if (operation.kind === 'teardown') active.delete(operation.key);
    },
    onResult({ operation, data }) {
      const query = active.get(operation.key);
      if (query) query.data = data;
    },
  });

  function execute(client: Client, key: number): void {
    const operation = active.get(key)?.operation;
    if (!operation) return;
    client.reexecuteOperation(
      client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }),
    );
  }

  function reexecute(client: Client, noun: Noun, id?: string): void {
    for (const [key, query] of active) {
      if (isAbout(query, noun, id)) pace(key, () => execute(client, key));
    }
  }

  return { exchange, reexecute };
}

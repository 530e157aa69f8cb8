import { mapExchange } from '@urql/core';
import type { Client, Exchange, Operation } from '@urql/core';
import type { EventNoun } from '#contract/endpoints/events.ts';
import { createPacer } from './paced.ts';

/** What `refresh` can name. */
export type Noun = EventNoun;

/** Reads of one thing, by its id. Any other is of a list, whose rows and order a change of any of its nouns may change. */
const detailFields = new Set(['instance', 'debugInstance']);

/** Lists that are asked of one vendor, whose name stands in their outcome: another vendor's news must not cause it. */
const fieldsOfOneVendor = new Set(['connectors', 'marketplace']);

const nounsByField: Record<string, readonly Noun[]> = {
  instances: ['instance', 'operation', 'vendor'],
  instance: ['instance', 'operation'],
  debugInstance: ['instance', 'operation'],
  catalogue: ['template'],
  connectors: ['instance', 'operation', 'vendor'],
  marketplace: ['vendor'],
  deployments: ['instance', 'operation', 'vendor'],
  accounts: ['account', 'instance'],
  account: ['account', 'instance'],
};

/** One query is executed anew at most once in this time, however many changes are told. */
const pacedMs = 300;

interface ActiveQuery {
  operation: Operation;
  /** What it answered last. */
  data: unknown;
  /** It was sent and has not been answered. */
  isAsked: boolean;
  /** Set when it has to be asked again as soon as the answer under way has come. */
  askAgain: (() => void) | null;
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
  const isElsewhere = (field: string) =>
    noun === 'vendor' &&
    id !== undefined &&
    data !== undefined &&
    fieldsOfOneVendor.has(field) &&
    !namesVendor(data, id);
  if (fields.some((field) => !detailFields.has(field) && !isElsewhere(field))) return true;
  // A detail is asked of its vendor, so another instance's change must not cause it. A text is found wherever it stands:
  // the instance's own id, its operation's, or a sibling's.
  const details = fields.filter((field) => detailFields.has(field));
  return details.length > 0 && (id === undefined || JSON.stringify([operation.variables, data]).includes(id));
}

function namesVendor(data: unknown, vendor: string): boolean {
  return JSON.stringify(data).includes(`"vendor":"${vendor}"`);
}

/** Remembers which queries some component is showing, so that they can be asked again by noun. */
export function createActiveQueries() {
  const active = new Map<number, ActiveQuery>();
  const pace = createPacer(pacedMs);

  const exchange: Exchange = mapExchange({
    onOperation(operation) {
      if (operation.kind === 'query') {
        const { data, askAgain = null } = active.get(operation.key) ?? {};
        active.set(operation.key, { operation, data, isAsked: true, askAgain });
      }
      if (operation.kind === 'teardown') active.delete(operation.key);
    },
    onResult({ operation, data, stale }) {
      const query = active.get(operation.key);
      if (!query) return;
      query.data = data;
      // What the cache had: the answer proper is still to come.
      if (stale) return;
      query.isAsked = false;
      query.askAgain?.();
    },
  });

  function execute(client: Client, key: number): void {
    const query = active.get(key);
    if (!query) return;
    // Of two requests under way the one sent first may be answered last, and its older answer would stay on show.
    query.askAgain = query.isAsked ? () => execute(client, key) : null;
    if (query.isAsked) return;
    const { operation } = query;
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

import { type ChangeEvent, eventNouns, type EventNoun } from '#contract/endpoints/events.ts';

/** More ids of one noun than this are worth no naming: whoever hears of them asks for the list. */
const mostIds = 20;

/** Events that wait to be sent: each named once, and never more than `mostIds` of a noun. */
export interface PendingEvents {
  add(noun: EventNoun, ids: readonly string[] | null): void;
  isEmpty(): boolean;
  /** Answers them in the order of the contract's nouns, and begins anew. */
  take(): ChangeEvent[];
}

export function createPendingEvents(): PendingEvents {
  // A noun with null instead of ids: all of it.
  const waiting = new Map<EventNoun, Set<string> | null>();
  return {
    add: (noun, ids) => {
      const known = waiting.get(noun);
      if (known === null) return;
      const all = ids && new Set([...(known ?? []), ...ids]);
      waiting.set(noun, all && all.size <= mostIds ? all : null);
    },
    isEmpty: () => waiting.size === 0,
    take: () => {
      const events = eventNouns.flatMap((noun): ChangeEvent[] => {
        const ids = waiting.get(noun);
        if (ids === undefined) return [];
        return ids ? [...ids].map((id) => ({ noun, id })) : [{ noun, id: null }];
      });
      waiting.clear();
      return events;
    },
  };
}

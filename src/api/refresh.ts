import type { QueryKey } from '@tanstack/react-query';
import type { Noun } from './active-queries.ts';
import { caches, queryClient } from './caches.ts';
import { createPacer } from './paced.ts';

const pacedMs = 300;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const pace = createPacer(pacedMs);

/**
 * Asks again for what is on show about a noun: active urql queries are executed anew, react-query keys invalidated. The
 * only link between the two caches. `id` leaves out what is about another single thing; lists are asked for whatever the
 * id. However often it is called, one query is sent at most once in 300 ms, and once more for what came in between.
 */
export function refresh(noun: Noun, id?: string): void {
  caches.get().graph.refresh(noun, id);
  pace(`${noun} ${id ?? ''}`, () => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey, noun, id) });
  });
}

/** Keys begin with their noun; those of a single thing go on with its id. */
function isAbout([noun, thing]: QueryKey, changed: Noun, id: string | undefined): boolean {
  return noun === changed && (id === undefined || thing === id || typeof thing !== 'string' || !uuid.test(thing));
}

const nounsOnShow: readonly Noun[] = ['instance', 'operation', 'template', 'vendor', 'session', 'bulk'];

/** Asks again for all that is on show, after a time in which changes were not told. */
export function refreshEverything(): void {
  for (const noun of nounsOnShow) refresh(noun);
}

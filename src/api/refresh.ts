import type { Noun } from './active-queries.ts';
import { caches, queryClient } from './caches.ts';

/**
 * Asks again for what is on show about a noun: active urql queries are executed anew, react-query keys invalidated. The
 * only link between the two caches. `id` narrows the REST side to one thing; GraphQL queries do not tell which ids they
 * hold and are all asked.
 */
export function refresh(noun: Noun, id?: string): void {
  caches.get().graph.refresh(noun);
  void queryClient.invalidateQueries({ queryKey: id === undefined ? [noun] : [noun, id] });
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Bulk, BulkOutcome, BulkState } from '#contract/bulks.ts';
import { getBulk, getBulkItems, getBulks } from '#contract/endpoints/bulks.ts';
import { send } from '#src/api/http.ts';

/** A page of items as the contract's endpoint answers it. */
export type BulkItemsData = NonNullable<(typeof getBulkItems)['response']>;

/** What goes on by itself is told by events as well; where none come, it is asked for. */
const quickMs = 1_000;
const calmMs = 15_000;

/** States that something will change by itself. */
export function isMoving(state: BulkState): boolean {
  return state === 'planning' || state === 'held' || state === 'running' || state === 'stopping';
}

export function bulkQuery(id: string) {
  return queryOptions({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => send(getBulk, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data.bulk.state) ? quickMs : false),
  });
}

/** The newest of everybody's. */
export function bulksQuery() {
  return queryOptions({
    queryKey: ['bulk', 'list'],
    queryFn: ({ signal }) => send(getBulks, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.bulks.some(({ state }) => isMoving(state)) ? quickMs : calmMs),
  });
}

/** What became of each, page after page. `isOver`: nothing of it changes any more. */
export function bulkItemsQuery(id: string, outcome: BulkOutcome | null, isOver: boolean) {
  return infiniteQueryOptions({
    queryKey: ['bulk', id, 'items', outcome],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<BulkItemsData> => {
      const search = new URLSearchParams({
        ...(outcome !== null && { outcome }),
        ...(pageParam && { after: pageParam }),
      });
      return send({ ...getBulkItems, path: `${getBulkItems.path}?${search.toString()}` }, { params: { id }, signal });
    },
    getNextPageParam: (last) => last.next,
    refetchInterval: isOver ? false : calmMs / 5,
  });
}

/** All of the set. */
export function sizeOf(counts: Bulk['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Those about which nothing is left to be done. */
export function endedOf(counts: Bulk['counts']): number {
  return sizeOf(counts) - counts.waiting - counts.running;
}

import * as z from 'zod/mini';
import { type Bulk, bulkActions, type BulkItem } from '../bulks.ts';
import { instanceFilter } from '../instance-filter.ts';
import { endpoint } from './endpoint.ts';

/** So many ids may be named one by one; more are meant by a filter. */
export const mostNamedIds = 1_000;

/**
 * Freezes the set and begins to find out what would become of each: the dry run. `upTo`: only so many of those that match, the oldest
 * first. Nothing is changed before it is started; a plan that nobody starts is forgotten after an hour. The same `key` is the same plan.
 * Admins only, as all that follow.
 */
export const postBulk = endpoint<{ bulk: Bulk }>()(
  'POST',
  '/api/bulks',
  z.strictObject({
    key: z.uuid('malformed'),
    action: z.enum(bulkActions, 'unknown_value'),
    selection: z.union([
      z.strictObject({
        ids: z.array(z.uuid('malformed')).check(z.minLength(1, 'required'), z.maxLength(mostNamedIds, 'too_long')),
      }),
      z.strictObject({
        filter: instanceFilter,
        upTo: z.optional(z.number().check(z.int('malformed'), z.positive('malformed'))),
      }),
    ]),
  }),
);

/** Everybody's that were started, the newest first, 50 to a page. `?after=` takes a former page's `next`. */
export const getBulks = endpoint<{ bulks: Bulk[]; next: string | null }>()('GET', '/api/bulks', null);

export const getBulk = endpoint<{ bulk: Bulk }>()('GET', '/api/bulks/:id', null);

/** What became of each, 100 to a page. `?outcome=` narrows, `?after=` takes a former page's `next`. */
export const getBulkItems = endpoint<{ items: BulkItem[]; next: string | null }>()('GET', '/api/bulks/:id/items', null);

/**
 * Starts what was planned, by who planned it. `confirmation`: for a removal the number of instances that will be removed, in
 * digits. Undoing and stopping are anybody's of the admins.
 */
export const postBulkStart = endpoint<{ bulk: Bulk }>()(
  'POST',
  '/api/bulks/:id/start',
  z.strictObject({ confirmation: z.optional(z.string().check(z.maxLength(20, 'too_long'))) }),
);

/** Takes it back as long as it is held. */
export const postBulkUndo = endpoint<{ bulk: Bulk }>()('POST', '/api/bulks/:id/undo', null);

/** Begins nothing new. What was done stays done. */
export const postBulkStop = endpoint<{ bulk: Bulk }>()('POST', '/api/bulks/:id/stop', null);

/** Plans the same again for those that failed. */
export const postBulkRetry = endpoint<{ bulk: Bulk }>()('POST', '/api/bulks/:id/retry', null);

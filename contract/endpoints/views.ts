import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';

/** A list as somebody wants to find it again: the part of the address after `?`, filter, order, columns and density included. */
export interface SavedView {
  id: string;
  name: string;
  /** Without the question mark. */
  query: string;
  /** Shown to all other administrators as well. */
  isShared: boolean;
  /** Whether who asks has made it, and may change it. */
  isMine: boolean;
  /** Who has made it. */
  personName: string;
}

const view = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(100, 'too_long')),
  query: z.string().check(z.maxLength(2_000, 'too_long')),
  isShared: z.boolean(),
});

/** One's own views and those that others share, by name. Admins only, as are all that follow. */
export const getViews = endpoint<{ views: SavedView[] }>()('GET', '/api/views', null);

/** Saves a view, in place of one's own of that name where there is one. */
export const postView = endpoint<{ view: SavedView }>()('POST', '/api/views', view);

/** Changes one of one's own. */
export const putView = endpoint<{ view: SavedView }>()('PUT', '/api/views/:id', view);

/** Forgets one of one's own. */
export const deleteView = endpoint<{ id: string }>()('DELETE', '/api/views/:id', null);

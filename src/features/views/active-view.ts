import type { SavedView } from '#contract/endpoints/views.ts';
import { canonicalQuery } from '#src/features/instances/list-address.ts';

/** The view that a list shows, and whether the list has been changed since it was opened. */
export interface ActiveView {
  view: SavedView;
  isChanged: boolean;
}

/**
 * The view that the address names by `?view=`, changed or not; without one, the first whose list is the very same. A view
 * that somebody else keeps to themselves, or that is gone, counts as not named.
 */
export function activeView(views: readonly SavedView[], search: URLSearchParams): ActiveView | null {
  const shown = canonicalQuery(search);
  const isShown = ({ query }: SavedView) => canonicalQuery(new URLSearchParams(query)) === shown;
  const named = views.find(({ id }) => id === search.get('view'));
  if (named) return { view: named, isChanged: !isShown(named) };
  const same = views.find(isShown);
  return same ? { view: same, isChanged: false } : null;
}

/** The address's parameters that open a view. They say all, so that nothing of the former list stays. */
export function queryOfView({ id, query }: Pick<SavedView, 'id' | 'query'>): string {
  return `${canonicalQuery(new URLSearchParams(query))}&view=${encodeURIComponent(id)}`;
}

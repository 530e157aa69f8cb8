import { queryOptions } from '@tanstack/react-query';
import { deleteView, getViews, postView, putView } from '#contract/endpoints/views.ts';
import type { SavedView } from '#contract/endpoints/views.ts';
import { queryClient } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';

const viewsKey = ['view'] as const;

/** One's own views and those that others share. */
export const viewsQuery = queryOptions({
  queryKey: viewsKey,
  staleTime: 30_000,
  queryFn: async () => (await send(getViews)).views,
});

export type ViewContent = Pick<SavedView, 'name' | 'query' | 'isShared'>;

/** Saves a view under its name. Throws `ProblemError`, as do all that follow. */
export async function saveView(content: ViewContent): Promise<SavedView> {
  const { view } = await acrossSignIn(() => send(postView, { body: content }));
  keep(view.id, view);
  return view;
}

export async function changeView(id: string, content: ViewContent): Promise<SavedView> {
  const { view } = await acrossSignIn(() => send(putView, { params: { id }, body: content }));
  keep(id, view);
  return view;
}

export async function forgetView(id: string): Promise<void> {
  await acrossSignIn(() => send(deleteView, { params: { id } }));
  keep(id, null);
}

/** Shows at once what the server has confirmed, and asks for all again: others may have changed theirs meanwhile. */
function keep(id: string, view: SavedView | null): void {
  queryClient.setQueryData(viewsQuery.queryKey, (views: SavedView[] = []) => [
    ...views.filter((other) => other.id !== id),
    ...(view ? [view] : []),
  ]);
  void queryClient.invalidateQueries({ queryKey: viewsKey });
}

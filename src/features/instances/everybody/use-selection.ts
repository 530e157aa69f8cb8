import { createContext, use, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import type { Client } from '@urql/core';
import { mostNamedIds } from '#contract/endpoints/bulks.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import { formatNumber } from '#src/lib/format.ts';
import { showToast } from '#src/ui/toast.ts';
import { pageSize } from '../instance-list-query.ts';
import type { InstanceListVariables } from '../instance-list-query.ts';
import type { InstanceList } from '../use-instance-list.ts';
import { stretchQuery } from './facet-query.ts';
import { chosenCount, createSelection, isChosen } from './selection.ts';
import type { SelectableList, Selection } from './selection.ts';

const messages = i18n('instanceSelection', {
  tooMany: params<{ most: string }>(
    'At most {most} can be chosen one by one. Choose all that match instead, or narrow the list.',
  ),
  failed: 'The rows between could not be read, so that none of them was chosen.',
  cleared: count({
    one: 'The list shows others now: the {count} that was chosen is not chosen any more.',
    other: 'The list shows others now: the {count} that were chosen are not chosen any more.',
  }),
});

/** The selection of a list, given up with a word when the list is narrowed otherwise: it would mean rows that nobody sees. */
export function useSelection(list: InstanceList, variables: InstanceListVariables): Selection {
  const client = useClient();
  const { readIds } = list;
  const selectable = useMemo<SelectableList>(
    () => ({
      readIds,
      idsBetween: (from, to) => idsBetween({ list, variables, client }, from, to),
      onTooMany: () => showToast('attention', messages.get().tooMany({ most: formatNumber(mostNamedIds) })),
      onFailed: () => showToast('failed', messages.get().failed),
    }),
    [list, readIds, variables, client],
  );
  const [selection] = useState(() => createSelection(selectable));
  useLayoutEffect(() => selection.attach(selectable), [selection, selectable]);

  const narrowedTo = JSON.stringify(variables.filter);
  const former = useRef({ narrowedTo, totalCount: 0 });
  useEffect(() => {
    if (former.current.narrowedTo !== narrowedTo) {
      const wasChosen = chosenCount(selection.chosen.get(), former.current.totalCount);
      selection.clear();
      if (wasChosen > 0) showToast('off', messages.get().cleared(wasChosen));
      former.current.narrowedTo = narrowedTo;
    }
    if (list.head && !list.isStale) former.current.totalCount = list.head.totalCount;
  }, [selection, narrowedTo, list.head, list.isStale]);
  return selection;
}

/** Rows that were read are taken as they are; where one was not, all are asked for. */
async function idsBetween(
  { list, variables, client }: { list: InstanceList; variables: InstanceListVariables; client: Client },
  from: number,
  to: number,
): Promise<string[]> {
  const places = Array.from({ length: to - from + 1 }, (_, step) => from + step);
  const read = places.flatMap((place) => list.rowAt(place)?.id ?? []);
  if (read.length === places.length) return read;
  const offsets = places.filter((_, step) => step % pageSize === 0);
  const pages = await Promise.all(
    offsets.map(async (offset) => {
      const request = { ...variables, first: Math.min(pageSize, to + 1 - offset), offset };
      const { data, error } = await client.query(stretchQuery, request, { requestPolicy: 'network-only' });
      if (!data) throw error ?? new Error('no answer');
      return data.instances.nodes.map(({ id }) => id);
    }),
  );
  return pages.flat();
}

export const SelectionContext = createContext<Selection | null>(null);

export function useSelectionOfList(): Selection {
  const selection = use(SelectionContext);
  if (!selection) throw new Error('useSelectionOfList needs SelectionContext');
  return selection;
}

/** Whether a row is chosen, told again only when that changes. */
export function useIsChosen(selection: Selection, id: string): boolean {
  return useSyncExternalStore(selection.follow, () => isChosen(selection.chosen.get(), id));
}

import { replaceEqualDeep } from '@tanstack/react-query';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { instanceListQuery, pageSize } from './instance-list-query.ts';
import type { InstanceListPage, InstanceListVariables } from './instance-list-query.ts';
import type { InstanceRowData } from './instance-row.ts';
import { usePolling } from './use-polling.ts';

/** A list as it grows page by page. `head` tells counts and outcomes, as the newest answer has them. */
export interface InstanceList {
  head: Omit<InstanceListPage, 'nodes'> | null;
  /** The row at a place of the whole order; undefined while its page is under way. */
  rowAt: (index: number) => InstanceRowData | undefined;
  /** Where an instance stands in the whole order; -1 when it is not among the rows that were read. */
  indexOf: (id: string) => number;
  /** The rows that were read, by pages of 100. */
  pages: ReadonlyMap<number, readonly InstanceRowData[]>;
  /** The ids of the first so many rows that were read, in the order of the list. */
  readIds: (most: number) => string[];
  /** The same for the same filter and order. */
  orderKey: string;
  /** Why the newest request failed. What was there before stays. */
  problem: ClientProblem | null;
  /** What is shown belongs to the former filter; the new one's answer is under way. */
  isStale: boolean;
  /** Asks for these pages, both included, and keeps only those up to date. */
  show: (from: number, to: number) => void;
}

interface State {
  key: string;
  pages: ReadonlyMap<number, readonly InstanceRowData[]>;
  head: InstanceListPage | null;
  problem: ClientProblem | null;
}

const firstPage = [0] as const;

/** Reads a list by pages of 100 as rows come into view. */
export function useInstanceList(variables: InstanceListVariables): InstanceList {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State>({ key, pages: new Map(), head: null, problem: null });
  const [wanted, setWanted] = useState<{ key: string; pages: readonly number[] }>({ key, pages: firstPage });
  const wantedText = (wanted.key === key ? wanted.pages : firstPage).join(',');
  const subscriptions = useRef(new Map<number, { unsubscribe: () => void }>());

  // Another client or another filter: every subscription belongs to the former one.
  useEffect(() => {
    const open = subscriptions.current;
    return () => {
      for (const subscription of open.values()) subscription.unsubscribe();
      open.clear();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, key]);

  useEffect(() => {
    const open = subscriptions.current;
    const pages = wantedText.split(',').map(Number);
    for (const [page, subscription] of open) {
      if (pages.includes(page)) continue;
      subscription.unsubscribe();
      open.delete(page);
    }
    for (const page of pages) {
      if (open.has(page)) continue;
      const request: typeof variables = JSON.parse(key);
      const source = client.query(
        instanceListQuery,
        { ...request, first: pageSize, offset: page * pageSize },
        { requestPolicy: 'cache-and-network' },
      );
      open.set(
        page,
        source.subscribe((result) => {
          const answer = result.data?.instances;
          const problem = result.error ? problemOfGraphError(result.error) : null;
          // Drawing rows must not keep a key that is pressed meanwhile waiting.
          startTransition(() =>
            setState((former) => {
              if (!answer) return { ...former, problem };
              const known = former.key === key ? former.pages : new Map<number, readonly InstanceRowData[]>();
              return { key, pages: withPage(known, page, answer.nodes), head: answer, problem };
            }),
          );
        }),
      );
    }
  }, [client, key, wantedText]);

  const { pages } = state;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize], [pages]);

  const indexOf = useCallback(
    (id: string) => {
      // Pages out of sight are not kept up to date: those in sight know better.
      const inSight = wantedText.split(',').map(Number);
      for (const page of new Set([...inSight, ...pages.keys()])) {
        const place = pages.get(page)?.findIndex((row) => row.id === id) ?? -1;
        if (place >= 0) return page * pageSize + place;
      }
      return -1;
    },
    [pages, wantedText],
  );

  const readIds = useCallback(
    (most: number) => {
      const ids: string[] = [];
      for (const page of [...pages.keys()].toSorted((one, other) => one - other)) {
        if (ids.length >= most) break;
        for (const { id } of pages.get(page) ?? []) ids.push(id);
      }
      return ids.slice(0, most);
    },
    [pages],
  );

  const show = useCallback(
    (from: number, to: number) => {
      const next = Array.from({ length: to - from + 1 }, (_, step) => from + step);
      setWanted((former) =>
        former.key === key && former.pages.join(',') === next.join(',') ? former : { key, pages: next },
      );
    },
    [key],
  );

  usePolling(isBusy(state, wantedText) ? 'quick' : 'calm');

  return useMemo(
    () => ({
      head: state.head,
      rowAt,
      indexOf,
      pages,
      readIds,
      orderKey: state.key,
      problem: state.problem,
      isStale: state.key !== key,
      show,
    }),
    [state, pages, rowAt, indexOf, readIds, key, show],
  );
}

/** What has not changed stays the same object, so that nothing is laid out or drawn anew for it. */
function withPage(pages: State['pages'], page: number, nodes: readonly InstanceRowData[]): State['pages'] {
  const before = pages.get(page);
  const rows = before ? replaceEqualDeep(before, nodes) : nodes;
  return rows === before ? pages : new Map(pages).set(page, rows);
}

function isBusy(state: State, wantedText: string): boolean {
  if (state.head?.outcomes.some((outcome) => outcome.refreshing || outcome.state === 'pending')) return true;
  return wantedText
    .split(',')
    .some((page) => state.pages.get(Number(page))?.some((row) => row.operation?.state === 'running'));
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { AuditFilter } from '#contract/audit-filter.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { plainProblem } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { auditPageSize, auditQuery } from './audit-queries.ts';
import type { AuditEntryData, AuditFilterInput } from './audit-queries.ts';

/** Entries as they were read, page by page, the newest first. */
export interface AuditList {
  /** Null before the first answer. */
  entries: readonly AuditEntryData[] | null;
  problem: ClientProblem | null;
  hasMore: boolean;
  isReading: boolean;
  loadMore: () => void;
  /** Reads from the newest on; what is on show stays until then. */
  reload: () => void;
}

interface State {
  key: string;
  entries: readonly AuditEntryData[] | null;
  problem: ClientProblem | null;
  next: string | null;
  isReading: boolean;
}

const emptyState = (key: string): State => ({ key, entries: null, problem: null, next: null, isReading: true });

/** Reads the log by one filter; null while that is not known. Nothing is asked for by itself again: the log only grows. */
export function useAuditList(filter: AuditFilter | null): AuditList {
  const client = useClient();
  const key = JSON.stringify(filter);
  const [held, setState] = useState<State>(() => emptyState(key));
  const state = held.key === key ? held : emptyState(key);
  const latestKey = useRef(key);
  useEffect(() => {
    latestKey.current = key;
  }, [key]);

  const read = useCallback(
    async (after: string | null) => {
      // What is not in the filter is not in the text either, and an absent field is what both mean by none.
      const asked: AuditFilterInput | null = JSON.parse(key);
      if (asked === null) return;
      const variables = { filter: asked, first: auditPageSize, after };
      const { data, error } = await client.query(auditQuery, variables, { requestPolicy: 'network-only' });
      // An answer to a former filter.
      if (latestKey.current !== key) return;
      setState((former) => {
        const before = former.key === key ? former : emptyState(key);
        const page = data?.audit;
        if (error || !page) {
          // Who is no administrator any more is given nothing.
          const problem = error ? problemOfGraphError(error) : plainProblem('not_found');
          return { ...before, problem, isReading: false };
        }
        return {
          key,
          entries: after === null ? page.nodes : [...(before.entries ?? []), ...page.nodes],
          problem: null,
          next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
          isReading: false,
        };
      });
    },
    [client, key],
  );

  useEffect(() => void read(null), [read]);

  const readNow = useCallback(
    (after: string | null) => {
      setState((former) => ({ ...(former.key === key ? former : emptyState(key)), isReading: true }));
      void read(after);
    },
    [key, read],
  );
  const reload = useCallback(() => readNow(null), [readNow]);

  const { next, isReading } = state;
  const loadMore = useCallback(() => {
    if (next !== null && !isReading) readNow(next);
  }, [readNow, next, isReading]);

  return { entries: state.entries, problem: state.problem, hasMore: next !== null, isReading, loadMore, reload };
}

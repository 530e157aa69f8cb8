import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { Operation } from '#contract/operations.ts';
import { refresh } from '#src/api/refresh.ts';
import { paths } from '#src/lib/paths.ts';

const operationKey = 'operation';
const spaceKey = 'space';

/** Which operation a page follows. It stands in the address, so that it is followed again after a reload. */
export interface Followed {
  operationId: string;
  /** The space that a run writes into, in which the vendor has to look for it. */
  space: string | null;
}

export function useFollowed(): { followed: Followed | null; dismiss: () => void } {
  const [search, setSearch] = useSearchParams();
  const operationId = search.get(operationKey);
  const dismiss = useCallback(
    () =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete(operationKey);
          after.delete(spaceKey);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  return { followed: operationId === null ? null : { operationId, space: search.get(spaceKey) }, dismiss };
}

/** Leads to where an operation that was just begun is followed: a run on its solution's page, all else here, or at `home`. */
export function useFollow(home?: string): (operation: Operation, space: string | null) => void {
  const navigate = useNavigate();
  return useCallback(
    (operation, space) => {
      refresh('operation');
      refresh('instance');
      const { pathname, search } = window.location;
      const page =
        operation.kind === 'run' && operation.instanceId !== null
          ? paths.deployment.to(operation.instanceId)
          : (home ?? pathname);
      const next = new URLSearchParams(page === pathname ? search : '');
      next.set(operationKey, operation.id);
      if (space === null) next.delete(spaceKey);
      else next.set(spaceKey, space);
      void navigate(`${page}?${next.toString()}`, { replace: page === pathname });
    },
    [navigate, home],
  );
}

import { QueryClient } from '@tanstack/react-query';
import { atom } from 'nanostores';
import { createGraphClient } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';
import { ProblemError } from './problem.ts';

const retriedCodes = new Set(['unreachable']);

/** The REST cache. Only reads that never reached us are tried again by themselves. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failureCount, error) =>
        failureCount < 2 && error instanceof ProblemError && retriedCodes.has(error.problem.code),
      refetchOnWindowFocus: false,
      staleTime: 5000,
    },
  },
});

/** The GraphQL client in use, and a number that changes whenever the caches were dropped. */
export const caches = atom<{ graph: GraphClient; generation: number }>({ graph: createGraphClient(), generation: 0 });

const listeners = new Set<() => void>();

/** Registers a store outside both caches that must also forget everything when the person changes. */
export function whenCachesDrop(listener: () => void): void {
  listeners.add(listener);
}

/**
 * Forgets everything that was read for a person: both caches and every registered store. Answers still under way fall
 * into the old client and are never shown.
 */
export function dropCaches(): void {
  queryClient.clear();
  for (const listener of listeners) listener();
  caches.set({ graph: createGraphClient(), generation: caches.get().generation + 1 });
}

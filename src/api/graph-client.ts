import { cacheExchange, createClient, fetchExchange, mapExchange } from '@urql/core';
import type { Client, CombinedError } from '@urql/core';
import { createActiveQueries } from './active-queries.ts';
import type { Noun } from './active-queries.ts';
import { requestedWith } from './http.ts';
import { parseProblem, plainProblem, unreachableProblem } from './problem.ts';
import type { ClientProblem } from './problem.ts';
import { reportSignedOut } from './signed-out.ts';

export interface GraphClient {
  client: Client;
  /** Asks again for every query on show that is about the noun, or, where it is of one thing, about this one. */
  refresh: (noun: Noun, id?: string) => void;
}

/** A urql client with a cache of its own. A new one is made for each person, so that nothing is carried over. */
export function createGraphClient(): GraphClient {
  const activeQueries = createActiveQueries();
  const client = createClient({
    url: new URL('/api/graphql', location.origin).href,
    // urql 5 sends queries by GET otherwise: query and variables would stand in URLs and logs.
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: { ...requestedWith } },
    exchanges: [
      activeQueries.exchange,
      mapExchange({
        onError(error) {
          if (statusOf(error) === 401) reportSignedOut();
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
  });
  return { client, refresh: (noun, id) => activeQueries.reexecute(client, noun, id) };
}

function statusOf(error: CombinedError): number | null {
  const response: unknown = error.response;
  return response instanceof Response ? response.status : null;
}

/** The problem behind a GraphQL failure, whether it came in `errors`, as an HTTP status, or as no answer at all. */
export function problemOfGraphError(error: CombinedError): ClientProblem {
  for (const graphError of error.graphQLErrors) {
    const problem = parseProblem(graphError.extensions);
    if (problem) return problem;
  }
  if (error.graphQLErrors.length > 0) return plainProblem('internal', 'unknown');
  const status = statusOf(error);
  if (status === 401) return plainProblem('signed_out');
  if (status === 403) return plainProblem('forged');
  if (status === 413) return plainProblem('too_large');
  if (status === null) return unreachableProblem(true);
  return plainProblem(status >= 502 && status <= 504 ? 'unreachable' : 'internal', 'unknown');
}

import * as z from 'zod/mini';
import type { Endpoint } from '#contract/endpoints/endpoint.ts';
import { ProblemError, parseProblem, plainProblem, unreachableProblem } from './problem.ts';
import { reportSignedOut } from './signed-out.ts';

/** The header that no form and no foreign page can send; the server asks for it with each unsafe request. */
export const requestedWith = { 'X-Requested-With': 'jackfield' } as const;

const errorBody = z.object({ problem: z.unknown() });

interface SendOptions<Request> {
  params?: Record<string, string>;
  body?: Request;
  signal?: AbortSignal;
  /** Goes on when the page is left or loaded again meanwhile, as long as the body is small. */
  outlivesPage?: boolean;
}

/**
 * The Fetch standard allows 64 KiB in all bodies that outlive their page together, and fails the request that has more:
 * beyond the half of it a request is an ordinary one.
 */
const mostOutlivingBytes = 32 * 1024;

/** Fills the `:places` of a contract's path. */
export function pathOf(pattern: string, params: Record<string, string> = {}): string {
  return pattern.replace(/:(\w+)/g, (_place, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The path ${pattern} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** Calls one REST endpoint of the contract. Throws `ProblemError` for everything but success. */
export async function send<Request, Response>(
  endpoint: Endpoint<Request, Response>,
  { params, body, signal, outlivesPage = false }: SendOptions<Request> = {},
): Promise<Response> {
  const isUnsafe = endpoint.method !== 'GET';
  const text = isUnsafe ? JSON.stringify(body ?? {}) : null;
  let response: globalThis.Response;
  let answer: unknown;
  try {
    response = await fetch(pathOf(endpoint.path, params), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...requestedWith,
        ...(isUnsafe && { 'Content-Type': 'application/json' }),
      },
      ...(text !== null && { body: text }),
      ...(outlivesPage && isSmall(text) && { keepalive: true }),
      ...(signal && { signal }),
    });
    answer = await response.json().catch(() => null);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(unreachableProblem(isUnsafe), error);
  }
  if (response.ok) {
    // Both ends are built from one contract: what our own server sends is not checked a second time.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (answer !== null) return answer as Response;
    // The connection ended within the body: what the server did, it did, but its answer did not reach us.
    throw new ProblemError(plainProblem('unreachable', isUnsafe ? 'unknown' : 'nothing'));
  }

  if (response.status === 401) reportSignedOut();
  const parsed = z.safeParse(errorBody, answer);
  const problem = parsed.success ? parseProblem(parsed.data.problem) : null;
  throw new ProblemError(problem ?? plainProblem(codeOfStatus(response.status), isUnsafe ? 'unknown' : 'nothing'));
}

function isSmall(text: string | null): boolean {
  return text === null || new TextEncoder().encode(text).length <= mostOutlivingBytes;
}

function codeOfStatus(status: number) {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forged';
  if (status === 404) return 'not_found';
  // A proxy answers these when our server is down.
  return status >= 502 && status <= 504 ? 'unreachable' : 'internal';
}

import { vi } from 'vitest';
import * as z from 'zod/mini';
import type { Session } from '#src/features/session/session.ts';
import { requestedWith } from '#src/api/http.ts';

/** What a handler gives: data, or an answer of its own. */
export type Answer = object | Response;

type GraphHandler = (variables: Record<string, unknown>) => Answer | Promise<Answer>;

const graphBody = z.object({
  operationName: z.string(),
  variables: z.optional(z.record(z.string(), z.unknown())),
});

interface FakeServer {
  session: Session;
  /** By the operation's name. */
  graph: Record<string, GraphHandler>;
  /** By method and path: `POST /api/activations`. */
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
}

export function answerJson(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

/** A GraphQL failure as the server words it. */
export function graphError(extensions: Record<string, unknown>): Response {
  return answerJson({ data: null, errors: [{ message: 'failed', extensions }] });
}

/** Never answers. */
export function silence(): Promise<Answer> {
  return new Promise(() => {});
}

/** Puts a server of canned answers in the place of `fetch`. Refuses what nobody expected. */
export function installFakeServer({ session, graph, rest = {} }: FakeServer) {
  const requests: { operation: string; variables: Record<string, unknown> }[] = [];

  const fake = vi.fn<typeof globalThis.fetch>(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), location.origin);
    const method = init?.method ?? 'GET';
    if (new Headers(init?.headers).get('X-Requested-With') !== requestedWith['X-Requested-With']) {
      return answerJson({ problem: { code: 'forged', changed: 'nothing', requestId: 'r' } }, 403);
    }
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    if (url.pathname === '/api/graphql') return await answerGraph(body);
    const handler = rest[`${method} ${url.pathname}`];
    if (handler) return toResponse(await handler(body), (data) => data);
    const { person, ...deployment } = session;
    if (url.pathname === '/api/session') return answerJson({ person });
    if (url.pathname === '/api/deployment') return answerJson(deployment);
    // Asked for by every list of one's own.
    if (url.pathname === '/api/upgrade-notices' && method === 'GET') return answerJson({ notices: [] });
    throw new Error(`Nobody expected ${method} ${url.pathname}`);
  });

  async function answerGraph(body: unknown): Promise<Response> {
    const { operationName, variables } = z.parse(graphBody, body);
    const handler = graph[operationName];
    if (!handler) throw new Error(`Nobody expected the operation ${operationName}`);
    requests.push({ operation: operationName, variables: variables ?? {} });
    return toResponse(await handler(variables ?? {}), (data) => ({ data }));
  }

  vi.stubGlobal('fetch', fake);
  return { requests, fetch: fake };
}

function toResponse(answer: Answer, wrap: (data: object) => unknown): Response {
  return answer instanceof Response ? answer : answerJson(wrap(answer));
}

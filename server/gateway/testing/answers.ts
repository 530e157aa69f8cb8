import { z } from 'zod';
import type { Caller } from '#server/testing/test-server.ts';

const problem = z.looseObject({ code: z.string(), changed: z.string(), requestId: z.string() });

const answer = z.object({
  problem: problem.nullish(),
  // What is said of a wizard's screen, by external id, is no refusal.
  errors: z
    .union([
      z.array(z.object({ message: z.string(), extensions: problem })),
      z.record(z.string(), z.string()).transform(() => []),
    ])
    .optional(),
  data: z.record(z.string(), z.unknown()).nullish(),
});

/** What came back, in one word where it was refused. */
export interface Outcome {
  status: number;
  /** The problem's code; `null` for a GraphQL field without a value; `ok` otherwise. */
  said: string;
  text: string;
  requestId: string | null;
}

export async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text();
  const parsed = answer.parse(JSON.parse(text));
  const refusal = parsed.problem ?? parsed.errors?.[0]?.extensions;
  const isNull = parsed.data !== undefined && Object.values(parsed.data ?? {}).every((value) => value === null);
  return {
    status: response.status,
    said: refusal?.code ?? (isNull ? 'null' : 'ok'),
    text,
    requestId: refusal?.requestId ?? null,
  };
}

export async function askGraph(
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Outcome> {
  return outcomeOf(await caller.request('POST', '/api/graphql', { query, variables }));
}

import type { Endpoint } from '#contract/endpoints/endpoint.ts';
import { type FieldProblem, fieldProblems } from '#contract/problems.ts';
import type { Context } from 'hono';
import type { GatewayEnvironment } from './request-variables.ts';
import { ProblemError } from './problem-error.ts';

/** The request's body, checked by its endpoint's schema. What is wrong is answered beside its field. */
export async function readBody<Request>(
  context: Context<GatewayEnvironment>,
  endpoint: Endpoint<Request, unknown>,
): Promise<Request> {
  if (!endpoint.request) throw new Error(`${endpoint.path} takes no body`);
  let body: unknown;
  try {
    body = await context.req.json();
  } catch {
    throw new ProblemError('bad_input');
  }
  const parsed = endpoint.request.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldProblem> = {};
  for (const issue of parsed.error.issues) {
    fields[issue.path.join('.') || 'body'] ??=
      fieldProblems.find((problem) => problem === issue.message) ?? 'malformed';
  }
  throw new ProblemError('bad_input', { fields });
}

import type { Problem } from '#contract/problems.ts';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ProblemError, statusOf, toProblemError } from './problem-error.ts';
import type { GatewayEnvironment } from './request-variables.ts';
import type { Services } from './services.ts';

const auditedRefusals = new Set<Problem['code']>(['forged', 'view_only', 'owner_only']);

/** Answers a failed request with its problem. What nobody foresaw is logged whole and answered as `internal`. */
export async function answerProblem(
  services: Services,
  error: Error,
  context: Context<GatewayEnvironment>,
): Promise<Response> {
  const requestId = context.get('requestId');
  const problem = await describe(services, error, { requestId, personId: context.get('person')?.id ?? null });
  return context.json({ problem }, statusOf(problem.code));
}

/** The same for a caller that answers otherwise, such as GraphQL. */
export async function describe(
  services: Services,
  error: Error,
  request: { requestId: string; personId: string | null },
): Promise<Problem> {
  const known =
    error instanceof HTTPException && error.status === 413 ? new ProblemError('too_large') : toProblemError(error);
  if (!known) services.logger.error({ err: error, requestId: request.requestId }, 'request failed');
  const { problem } = known ?? new ProblemError('internal', { changed: 'unknown' });
  if (request.personId !== null && auditedRefusals.has(problem.code)) {
    await services.audit.append({
      action: 'request.refuse',
      outcome: 'refused',
      personId: request.personId,
      instanceId: problem.instance?.id ?? null,
      problemCode: problem.code,
      requestId: request.requestId,
    });
  }
  return { ...problem, requestId: request.requestId };
}

import type { Person } from '#contract/people.ts';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem-error.ts';
import type { GatewayEnvironment } from './request-variables.ts';

/**
 * What an administrator who looks as an account may still send: the end of it or of the session, another sign-in, and questions.
 * Of GraphQL the endpoint refuses whatever is no question.
 */
const harmless = new Set([
  'DELETE /api/session/view-as',
  'DELETE /api/session',
  'POST /api/session',
  'POST /api/session/openid',
  'POST /api/return',
  'POST /api/graphql',
]);

/** Whoever looks as an account changes nothing, whatever the routes behind this one would let a person do. */
export const refuseChangesWhileViewing = createMiddleware<GatewayEnvironment>(async (context, next) => {
  const { method, path } = context.req;
  const isChange = !['GET', 'HEAD'].includes(method) && !harmless.has(`${method} ${path}`);
  if (isChange && isViewing(context.get('person'))) throw new ProblemError('view_only');
  await next();
});

export function isViewing(person: Person | null): boolean {
  return person?.viewedBy !== undefined;
}

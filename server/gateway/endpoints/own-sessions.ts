import type { AuditAction } from '#contract/audit-actions.ts';
import { deleteOtherSessions, deleteOwnSession, getOwnSessions } from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { readSessionCookie } from '../session-cookie.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** One's own sessions: where one is signed in, and ending that. Somebody else's do not exist here. */
export function addOwnSessionEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { sessions, audit, deployment } = services;
  // Whoever is signed in has sent it.
  const ownId = (context: Context<GatewayEnvironment>) => readSessionCookie(context, deployment.publicOrigin) ?? '';

  async function record(context: Context<GatewayEnvironment>, person: Person, action: AuditAction, detail: string) {
    await audit.append({
      action,
      outcome: 'done',
      personId: person.id,
      accountId: person.account?.id ?? null,
      detail,
      requestId: context.get('requestId'),
    });
  }

  app.get(getOwnSessions.path, async (context) =>
    context.json({ sessions: await sessions.listOf(signedInPerson(context).id, ownId(context)) }),
  );

  app.delete(deleteOwnSession.path, async (context) => {
    const person = signedInPerson(context);
    const id = context.req.param('id') ?? '';
    if (!isUuid(id) || !(await sessions.endOneOf(person.id, id))) throw new ProblemError('not_found');
    await record(context, person, 'session.end', 'another');
    return context.json({ ended: 1 });
  });

  app.delete(deleteOtherSessions.path, async (context) => {
    const person = signedInPerson(context);
    const ended = await sessions.endOthersOf(person.id, ownId(context));
    await record(context, person, 'session.end_all', `others: ${ended}`);
    return context.json({ ended });
  });
}

import { deletePersonSessions } from '#contract/endpoints/session.ts';
import type { Context, Hono } from 'hono';
import { findPerson } from '../../accounts/people.ts';
import { demandOperator } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** Ending the sessions of somebody of an account. For admins; to others it does not exist. */
export function addPeopleEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.delete(deletePersonSessions.path, async (context) => {
    const admin = await demandOperator(services, context, 'sessions of people');
    const person = await findPerson(services.database, idIn(context));
    if (!person) throw new ProblemError('not_found');
    const ended = await services.sessions.endAllOf(person.id);
    await services.audit.append({
      action: 'session.end_all',
      outcome: 'done',
      personId: admin.id,
      accountId: person.account?.id ?? null,
      detail: `${person.name}: ${ended}`,
      requestId: context.get('requestId'),
    });
    return context.json({ ended });
  });
}

/** What is no id of ours is not there. */
function idIn(context: Context<GatewayEnvironment>): string {
  const id = context.req.param('id') ?? '';
  if (!isUuid(id)) throw new ProblemError('not_found');
  return id;
}

import { deletePersonSessions, getAccountPeople } from '#contract/endpoints/session.ts';
import type { Context, Hono } from 'hono';
import { findAccount, findPerson, listPeopleOf } from '../../accounts/people.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** The people of an account, and ending their sessions. For admins; to others none of it exists. */
export function addPeopleEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getAccountPeople.path, async (context) => {
    demandAdmin(context);
    const account = await findAccount(services.database, idIn(context));
    if (!account) throw new ProblemError('not_found');
    const people = await listPeopleOf(services.database, account.id);
    const sessions = await services.sessions.countOf(people.map((person) => person.id));
    return context.json({
      account,
      people: people.map((person) => ({ ...person, sessions: sessions.get(person.id) ?? 0 })),
    });
  });

  app.delete(deletePersonSessions.path, async (context) => {
    const admin = demandAdmin(context);
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

function demandAdmin(context: Context<GatewayEnvironment>) {
  const person = signedInPerson(context);
  if (person.role !== 'admin') throw new ProblemError('not_found');
  return person;
}

/** What is no id of ours is not there. */
function idIn(context: Context<GatewayEnvironment>): string {
  const id = context.req.param('id') ?? '';
  if (!isUuid(id)) throw new ProblemError('not_found');
  return id;
}

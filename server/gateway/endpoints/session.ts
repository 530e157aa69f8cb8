import { deleteSession, getSession, postSession, type SessionResponse } from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import type { Hono } from 'hono';
import { findDemoPerson } from '../../accounts/people.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from '../session-cookie.ts';

/** Who is signed in, signing in as a demo person, and signing out. */
export function addSessionEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { publicOrigin } = services.deployment;

  app.get(getSession.path, (context) => context.json(answer(context.get('person'))));

  app.post(postSession.path, async (context) => {
    const { demo } = await readBody(context, postSession);
    const person = await findDemoPerson(services.database, demo);
    if (!person) throw new ProblemError('bad_input', { fields: { demo: 'unknown_value' } });
    // A new id at every sign-in, and the old one dead at once (OWASP ASVS 5.0, 7.2.4).
    const former = readSessionCookie(context, publicOrigin);
    if (former) await services.sessions.end(former);
    const session = await services.sessions.begin(person.id);
    writeSessionCookie(context, publicOrigin, session.id, session.expiresAt);
    await services.audit.append({
      action: 'session.start',
      outcome: 'done',
      personId: person.id,
      accountId: person.account?.id ?? null,
      requestId: context.get('requestId'),
    });
    return context.json(answer(person));
  });

  app.delete(deleteSession.path, async (context) => {
    const id = readSessionCookie(context, publicOrigin);
    if (id) await services.sessions.end(id);
    const person = context.get('person');
    if (person) {
      await services.audit.append({
        action: 'session.end',
        outcome: 'done',
        personId: person.id,
        accountId: person.account?.id ?? null,
        requestId: context.get('requestId'),
      });
    }
    clearSessionCookie(context, publicOrigin);
    context.header('Clear-Site-Data', '"cache", "storage"');
    return context.json(answer(null));
  });
}

function answer(person: Person | null): SessionResponse {
  return { person };
}

import { deleteViewAs, postViewAs, viewAsMs } from '#contract/endpoints/view-as.ts';
import type { Hono } from 'hono';
import { findAccount } from '../../accounts/people.ts';
import { demandAdmin } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { readSessionCookie } from '../session-cookie.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** An administrator looks as an account, and stops. */
export function addViewAsEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { audit, clock, database, deployment, sessions } = services;

  app.post(postViewAs.path, async (context) => {
    const admin = await demandAdmin(services, context, 'view as an account');
    const { accountId, reason = '' } = await readBody(context, postViewAs);
    const account = isUuid(accountId) ? await findAccount(database, accountId) : null;
    if (!account) throw new ProblemError('bad_input', { fields: { accountId: 'unknown_value' } });
    // Before anything is read: where it cannot be logged, nobody looks.
    await audit.append({
      action: 'account.view_as',
      outcome: 'done',
      personId: admin.id,
      accountId: account.id,
      detail: reason === '' ? null : reason,
      requestId: context.get('requestId'),
    });
    const id = readSessionCookie(context, deployment.publicOrigin) ?? '';
    await sessions.viewAs(id, { accountId: account.id, until: new Date(clock.now().getTime() + viewAsMs) });
    return context.json({ person: await sessions.look(id) });
  });

  app.delete(deleteViewAs.path, async (context) => {
    const person = signedInPerson(context);
    const id = readSessionCookie(context, deployment.publicOrigin) ?? '';
    if (person.role !== 'admin' && !person.viewedBy) throw new ProblemError('not_found');
    await sessions.endViewAs(id, context.get('requestId'));
    return context.json({ person: await sessions.look(id) });
  });
}

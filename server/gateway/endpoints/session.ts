import {
  deleteSession,
  getSession,
  postOpenIdSignIn,
  postSession,
  type SessionResponse,
} from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import type { Hono } from 'hono';
import { attemptMs, newBrowserSecret } from '../../accounts/openid.ts';
import { findDemoPerson } from '../../accounts/people.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { clearSessionCookie, readSessionCookie, readSignInCookie, writeSignInCookie } from '../session-cookie.ts';
import { startSession, startSessionAs, vouched } from '../start-session.ts';

/** Who is signed in, signing in by a demo person's key or a token of the host's, and signing out. */
export function addSessionEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { publicOrigin, mode } = services.deployment;
  const { hostTokens } = services.signIn;

  app.get(getSession.path, (context) => context.json(answer(context.get('person'))));

  app.post(postSession.path, async (context) => {
    const body = await readBody(context, postSession);
    if ('token' in body) {
      if (!hostTokens) throw new ProblemError('bad_input', { fields: { token: 'unknown_value' } });
      const person = await vouched(context, services, async () =>
        startSessionAs(context, services, await hostTokens.redeem(body.token)),
      );
      return context.json(answer(person));
    }
    // A database may hold demo people from before; live, nobody looks.
    const person = mode === 'sandbox' ? await findDemoPerson(services.database, body.demo) : null;
    if (!person) throw new ProblemError('bad_input', { fields: { demo: 'unknown_value' } });
    await startSession(context, services, person);
    return context.json(answer(person));
  });

  app.delete(deleteSession.path, async (context) => {
    const id = readSessionCookie(context, publicOrigin);
    if (id) await services.sessions.end(id, context.get('requestId'));
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

/** The way to the identity provider. The way back is `/return`. */
export function addOpenIdEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { publicOrigin } = services.deployment;
  const { openId } = services.signIn;

  app.post(postOpenIdSignIn.path, async (context) => {
    if (!openId) throw new ProblemError('not_found');
    const { returnTo = '/' } = await readBody(context, postOpenIdSignIn);
    const path = ownPath(returnTo, publicOrigin);
    if (path === null) throw new ProblemError('bad_input', { fields: { returnTo: 'malformed' } });
    // Two tabs of a browser may be signing in at once.
    const browser = readSignInCookie(context, publicOrigin) ?? newBrowserSecret();
    const { url } = await vouched(context, services, () => openId.begin(path, browser));
    writeSignInCookie(context, publicOrigin, browser, attemptMs);
    return context.json({ url });
  });
}

/** The path when it is one of ours; null when a browser would take it for another place. */
function ownPath(path: string, publicOrigin: string): string | null {
  if (!path.startsWith('/') || !URL.canParse(path, publicOrigin)) return null;
  const url = new URL(path, publicOrigin);
  return url.origin === publicOrigin ? `${url.pathname}${url.search}${url.hash}` : null;
}

function answer(person: Person | null): SessionResponse {
  return { person };
}

import { postReturn } from '#contract/endpoints/session.ts';
import type { Context, Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import type { ConsentRow } from '../../operations/connectors/consents.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { readSignInCookie } from '../session-cookie.ts';
import { startSessionAs, vouched } from '../start-session.ts';

/** What a third party sent back to `/return`: the end of a consent where the state is one's, else of a sign-in. */
export function addReturnEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postReturn.path, async (context) => {
    const body = await readBody(context, postReturn);
    const consent = await services.connectors.findConsent(body.state);
    if (consent) return context.json(await endConsent(services, context, consent, body));
    return context.json(await endSignIn(services, context, body));
  });
}

interface Returned {
  code: string;
  state: string;
  iss?: string | undefined;
}

/**
 * A consent is good for the person alone who began it. Signed out, they may sign in and try again; somebody else is refused.
 * Neither uses it up.
 */
async function endConsent(
  services: Services,
  context: Context<GatewayEnvironment>,
  consent: ConsentRow,
  { code, state }: Returned,
) {
  const person = context.get('person');
  const requestId = context.get('requestId');
  if (!person) throw new ProblemError('signed_out');
  if (consent.person_id !== person.id) {
    await services.audit.append({
      action: 'request.refuse',
      outcome: 'refused',
      personId: person.id,
      accountId: person.account?.id ?? null,
      problemCode: 'sign_in_refused',
      detail: 'consent of another person',
      requestId,
    });
    throw new ProblemError('sign_in_refused');
  }
  const refusal = wizardRefusal(person, consent.account_id);
  if (refusal !== null) throw new ProblemError(refusal, { vendor: consent.vendor });
  const instanceId = await services.connectors.finishConsent({ person, requestId }, consent, { code, state });
  return { person, returnTo: `/connectors/instances/${instanceId}` };
}

async function endSignIn(services: Services, context: Context<GatewayEnvironment>, body: Returned) {
  const { openId } = services.signIn;
  const browser = readSignInCookie(context, services.deployment.publicOrigin) ?? null;
  // No sign-in of this browser's is under way, so it was a consent that is forgotten by now.
  if (!openId || (context.get('person') !== null && browser === null)) throw new ProblemError('too_late');
  return vouched(context, services, async () => {
    const finished = await openId.finish(body, browser);
    const person = await startSessionAs(context, services, finished.identity);
    return { person, returnTo: finished.returnTo };
  });
}

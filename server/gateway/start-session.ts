import type { Person } from '#contract/people.ts';
import type { Context } from 'hono';
import { setTimeout as delay } from 'node:timers/promises';
import { adoptIdentity } from '../accounts/adopt-identity.ts';
import type { Identity } from '../accounts/claims.ts';
import { linkEverywhere } from '../accounts/link-everywhere.ts';
import { SignInRefusedError, SignInUnavailableError } from '../accounts/sign-in-errors.ts';
import { ProblemError } from './problem-error.ts';
import type { GatewayEnvironment } from './request-variables.ts';
import type { Services } from './services.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';

/** How long a sign-in waits for the vendors to know the account; what takes longer goes on without it. */
const linkPatienceMs = 2_000;

/** Signs a person in: a new session in this browser, the old one dead at once (OWASP ASVS 5.0, 7.2.4), and an audit entry. */
export async function startSession(
  context: Context<GatewayEnvironment>,
  services: Services,
  person: Person,
): Promise<void> {
  const { publicOrigin } = services.deployment;
  const former = readSessionCookie(context, publicOrigin);
  if (former) await services.sessions.end(former, context.get('requestId'));
  const session = await services.sessions.begin(person.id, context.req.header('user-agent'));
  writeSessionCookie(context, publicOrigin, session.id, session.expiresAt);
  await services.audit.append({
    action: 'session.start',
    outcome: 'done',
    personId: person.id,
    accountId: person.account?.id ?? null,
    requestId: context.get('requestId'),
  });
}

/** Signs in whom an issuer vouches for. Rights that differ from before end the sessions that were begun with them. */
export async function startSessionAs(
  context: Context<GatewayEnvironment>,
  services: Services,
  identity: Identity,
): Promise<Person> {
  const { database, adapters, clock, logger } = services;
  const { person, rightsChanged } = await adoptIdentity(database, identity, clock);
  if (rightsChanged) await services.sessions.endAllOf(person.id);
  if (person.account) {
    const linking = linkEverywhere(database, [...adapters.values()], person.account, logger);
    await Promise.race([linking, delay(linkPatienceMs, undefined, { ref: false })]);
  }
  await startSession(context, services, person);
  return person;
}

/** Does what ends in a sign-in. A refusal is audited and its reason logged; the answer tells neither. */
export async function vouched<Result>(
  context: Context<GatewayEnvironment>,
  services: Services,
  ask: () => Promise<Result>,
): Promise<Result> {
  const requestId = context.get('requestId');
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SignInUnavailableError) {
      services.logger.warn({ err: error, requestId }, 'a sign-in could not be checked');
      throw new ProblemError('sign_in_unavailable');
    }
    if (!(error instanceof SignInRefusedError)) throw error;
    services.logger.warn({ reason: error.reason, requestId }, 'a sign-in was refused');
    await services.audit.append({
      action: 'session.refuse',
      outcome: 'refused',
      personId: null,
      problemCode: 'sign_in_refused',
      requestId,
    });
    throw new ProblemError('sign_in_refused');
  }
}

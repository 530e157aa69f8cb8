import {
  postWizardLook,
  postWizardSession,
  postWizardValidation,
  type WizardSession,
} from '#contract/endpoints/wizard-sessions.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import { findInstance } from '../../inventory/indexed-instance.ts';
import type { OperationRow } from '../../operations/journal.ts';
import type { WizardSessionRow } from '../../operations/wizard-sessions.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid, reachInstance } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** Opening a vendor's wizard, and looking at what came of it. Answers are `no-store`, as everything under `/api/` is. */
export function addWizardSessionEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postWizardSession.path, async (context) => {
    const person = signedInPerson(context);
    const body = await readBody(context, postWizardSession);
    const requestId = context.get('requestId');
    const instance = await reachInstance(services, person, body.instanceId, requestId);
    if (!instance) throw new ProblemError('not_found');
    const refusal = wizardRefusal(person, instance.account.id);
    const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
    if (refusal !== null) throw new ProblemError(refusal, subject);
    const opened = await services.wizardSessions.open(person, instance, requestId);
    const wizardSession = await format(services, person, opened.session, opened.operation);
    return context.json({ wizardSession, url: opened.url, origin: opened.origin }, 201);
  });

  app.post(postWizardLook.path, async (context) => {
    const person = signedInPerson(context);
    const session = await reachSession(services, context);
    const { reason } = await readBody(context, postWizardLook);
    const looked = await services.wizardSessions.look(session, reason);
    return context.json({
      wizardSession: await format(services, person, looked.session, looked.operation),
      problem: null,
    });
  });

  // What was entered goes to the company's own check and nowhere else: it is neither kept nor logged.
  app.post(postWizardValidation.path, async (context) => {
    const person = signedInPerson(context);
    const session = await reachSession(services, context);
    const refusal = wizardRefusal(person, session.account_id);
    if (refusal !== null) throw new ProblemError(refusal);
    const { visible, configValues, authValues } = await readBody(context, postWizardValidation);
    const instance = await findInstance(services.database, session.instance_id);
    if (!instance) throw new ProblemError('gone');
    const connected = Object.entries(authValues).flatMap(([slot, id]) => (id === null ? [] : [[slot, id] as const]));
    const values = { configValues, authValues: Object.fromEntries(connected) };
    const errors = await services.hooks.validate({ instance, person, visible, values });
    return context.json(errors === 'hook_failed' ? { errors: {}, isUnchecked: true } : { errors, isUnchecked: false });
  });
}

/** The session of the address. It is its opener's alone, not even a colleague's of the same account. */
async function reachSession(services: Services, context: Context<GatewayEnvironment>): Promise<WizardSessionRow> {
  const person = signedInPerson(context);
  const id = context.req.param('id') ?? '';
  const session = isUuid(id) ? await services.wizardSessions.find(id) : null;
  if (!session) throw new ProblemError('not_found');
  if (session.person_id !== person.id) {
    await auditOutOfReach(services, person, `wizard session ${id}`, context.get('requestId'));
    throw new ProblemError('not_found');
  }
  return session;
}

async function format(
  services: Services,
  person: Person,
  session: WizardSessionRow,
  operation: OperationRow | null,
): Promise<WizardSession> {
  return {
    id: session.id,
    instanceId: session.instance_id,
    state: session.state,
    operation: operation ? await formatOperation(services, person, operation) : null,
  };
}

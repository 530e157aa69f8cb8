import { postWizardLook, postWizardSession, type WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import type { Person } from '#contract/people.ts';
import type { Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
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
    const id = context.req.param('id') ?? '';
    const session = isUuid(id) ? await services.wizardSessions.find(id) : null;
    if (!session) throw new ProblemError('not_found');
    // A session is its opener's alone, not even a colleague's of the same account.
    if (session.person_id !== person.id) {
      await auditOutOfReach(services, person, `wizard session ${id}`, context.get('requestId'));
      throw new ProblemError('not_found');
    }
    const { reason } = await readBody(context, postWizardLook);
    const looked = await services.wizardSessions.look(session, reason);
    return context.json({
      wizardSession: await format(services, person, looked.session, looked.operation),
      problem: null,
    });
  });
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

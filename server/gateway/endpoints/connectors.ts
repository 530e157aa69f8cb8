import {
  deleteConnectorDraft,
  getConnectorDraft,
  postConnectorCredentials,
  postConnectorDraft,
  postConnectorDraftInstance,
  putConnectorDraft,
} from '#contract/endpoints/connectors.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { DraftRow } from '../../operations/connectors/drafts.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid, reachInstance } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/**
 * Instances of connectors in the making, and their credentials. Both are the owner's own people's alone. What they send is
 * in no log and no answer; answers are `no-store`, as everything under `/api/` is.
 */
export function addConnectorEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { connectors } = services;

  app.post(postConnectorDraft.path, async (context) => {
    const person = signedInPerson(context);
    const refusal = wizardRefusal(person, person.account?.id ?? '');
    if (refusal !== null || !person.account) throw new ProblemError(refusal ?? 'owner_only');
    const { connectorId } = await readBody(context, postConnectorDraft);
    return context.json(await connectors.beginDraft(person, person.account.id, connectorId), 201);
  });

  app.get(getConnectorDraft.path, async (context) => {
    const { draft } = await reachDraft(services, context);
    return context.json(await connectors.readDraft(draft));
  });

  app.put(putConnectorDraft.path, async (context) => {
    const { draft } = await reachDraft(services, context);
    const content = await readBody(context, putConnectorDraft);
    return context.json({ draft: await connectors.keepDraft(draft, content) });
  });

  app.delete(deleteConnectorDraft.path, async (context) => {
    const { draft } = await reachDraft(services, context);
    await connectors.forgetDraft(draft);
    return context.json({ id: draft.id });
  });

  app.post(postConnectorDraftInstance.path, async (context) => {
    const { draft, person } = await reachDraft(services, context);
    const { secrets } = await readBody(context, postConnectorDraftInstance);
    const asking = { person, requestId: context.get('requestId') };
    return context.json(await connectors.makeInstance(asking, draft.id, secrets));
  });

  app.post(postConnectorCredentials.path, async (context) => {
    const { instance, person } = await reachCredentials(services, context);
    const { values } = await readBody(context, postConnectorCredentials);
    const asking = { person, requestId: context.get('requestId') };
    return context.json(await connectors.changeCredentials(asking, instance, values));
  });
}

/** A draft is the person's alone who began it, not even a colleague's of the same account. */
async function reachDraft(
  services: Services,
  context: Context<GatewayEnvironment>,
): Promise<{ draft: DraftRow; person: Person }> {
  const person = signedInPerson(context);
  const id = context.req.param('id') ?? '';
  const draft = isUuid(id) ? await services.connectors.findDraft(id) : null;
  if (!draft) throw new ProblemError('not_found');
  if (draft.person_id !== person.id) {
    await auditOutOfReach(services, person, `connector draft ${id}`, context.get('requestId'));
    throw new ProblemError('not_found');
  }
  // Rights may have changed since it was begun.
  const refusal = wizardRefusal(person, draft.account_id);
  if (refusal !== null) throw new ProblemError(refusal, { vendor: draft.vendor });
  return { draft, person };
}

async function reachCredentials(
  services: Services,
  context: Context<GatewayEnvironment>,
): Promise<{ instance: IndexedInstance; person: Person }> {
  const person = signedInPerson(context);
  const instance = await reachInstance(services, person, context.req.param('id') ?? '', context.get('requestId'));
  if (!instance) throw new ProblemError('not_found');
  const refusal = wizardRefusal(person, instance.account.id);
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  if (refusal !== null) throw new ProblemError(refusal, subject);
  return { instance, person };
}

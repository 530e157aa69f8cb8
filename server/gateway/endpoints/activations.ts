import { postActivation } from '#contract/endpoints/activations.ts';
import type { Endpoint } from '#contract/endpoints/endpoint.ts';
import type { Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { findTemplate } from '../../inventory/catalogue.ts';
import { refuseInput, refuseValues, toWanted } from '../../operations/check-values.ts';
import type { WantedValues } from '../../operations/operation-values.ts';
import { adapterOf, adapterThatCan } from '../../operations/work-context.ts';
import type { TemplateRecord, VendorOwner } from '../../vendors/adapter.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** Starts an activation for the person's own account. The answer comes at once; the operation goes on. */
export function addActivationEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postActivation.path, async (context) => {
    const person = signedInPerson(context);
    const refusal = wizardRefusal(person, person.account?.id ?? '');
    if (refusal !== null || person.account === null) throw new ProblemError(refusal ?? 'owner_only');
    const body = await readBody(context, postActivation);
    if (services.adapters.has(body.vendor)) adapterThatCan(services, body.vendor, 'activate');
    const template = await findTemplate(services.database, body.vendor, body.templateId);
    if (!template) throw new ProblemError('not_found', { vendor: body.vendor });
    const owner = await ownerAt(services.database, body.vendor, person.account.id);
    const wanted = await checkValues(services, owner, template, body);
    const operation = await services.journal.start({
      kind: 'activate',
      state: 'running',
      step: 'creating',
      vendor: body.vendor,
      accountId: person.account.id,
      personId: person.id,
      requestId: context.get('requestId'),
      requestKey: body.key,
      templateId: body.templateId,
      name: body.name,
      ...(wanted ? { sealedValues: services.operationValues.seal(wanted) } : {}),
    });
    services.worker.wake(operation.id);
    return context.json({ operation: await formatOperation(services, person, operation) }, 202);
  });
}

type ActivationRequest = typeof postActivation extends Endpoint<infer Request, unknown> ? Request : never;

/**
 * The connections and values that come with an activation, checked against the template and what the account has. Null:
 * none do.
 */
async function checkValues(
  services: Services,
  owner: VendorOwner,
  template: TemplateRecord,
  body: ActivationRequest,
): Promise<WantedValues | null> {
  const { vendor, configValues = [], authValues = [] } = body;
  if (configValues.length + authValues.length === 0) return null;
  // A new instance has nothing that could be changed to another account.
  const asked = { configValues, authValues: authValues.map((value) => ({ ...value, acceptsOtherAccount: true })) };
  const slots = {
    authSlots: template.authSlots.map((slot) => ({ ...slot, authenticationId: null, authentication: null })),
    configSlots: template.configSlots.map((slot) => ({ ...slot, value: null })),
  };
  const authentications =
    authValues.length > 0 ? await adapterOf(services, vendor).reader.listAuthentications(owner) : [];
  const refused = refuseInput(asked) ?? refuseValues(asked, slots, authentications);
  if (refused) throw new ProblemError(refused.code, { vendor, fields: refused.fields });
  return toWanted(asked, slots, authentications);
}

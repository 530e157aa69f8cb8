import { postActivation } from '#contract/endpoints/activations.ts';
import type { Endpoint } from '#contract/endpoints/endpoint.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { viewerRefusal, wizardRefusal } from '../../accounts/ownership.ts';
import { ownerAt, ownerFor } from '../../accounts/vendor-links.ts';
import { findTemplate } from '../../inventory/catalogue.ts';
import { refuseInput, refuseValues, toWanted } from '../../operations/check-values.ts';
import { accountOfOwner } from '../../operations/deployables/account-of-owner.ts';
import { findVersions, pickVersion } from '../../operations/deployables/beginning.ts';
import { refuseGiven } from '../../operations/deployables/check-given.ts';
import { portOf, watched } from '../../operations/deployables/deployable-context.ts';
import type { OperationRow, OperationStart } from '../../operations/journal.ts';
import type { WantedValues } from '../../operations/operation-values.ts';
import { adapterOf, adapterThatCan } from '../../operations/work-context.ts';
import type { TemplateRecord, VendorOwner } from '../../vendors/adapter.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

type ActivationRequest = typeof postActivation extends Endpoint<infer Request, unknown> ? Request : never;

/** What an activation begins with besides what all have. */
type Beginning = Pick<OperationStart, 'data' | 'sealedValues'>;

/**
 * Starts an activation: for the person's own account, or, where instances are of a published version, for the one that an
 * administrator names. The answer comes at once; the operation goes on.
 */
export function addActivationEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postActivation.path, async (context) => {
    const person = signedInPerson(context);
    const isVersioned = await namesVersionedVendor(services, context);
    const refusal = isVersioned ? viewerRefusal(person) : wizardRefusal(person, person.account?.id ?? '');
    if (refusal !== null) throw new ProblemError(refusal);
    const body = await readBody(context, postActivation);
    if (services.adapters.has(body.vendor)) adapterThatCan(services, body.vendor, 'activate');
    const accountId = await findAccountId(services, person, body, context.get('requestId'));
    const started = await services.journal.withKey(accountId, body.key);
    const operation =
      started ?? (await start(services, person, { body, accountId, requestId: context.get('requestId') }));
    services.worker.wake(operation.id);
    return context.json({ operation: await formatOperation(services, person, operation) }, 202);
  });
}

const namedVendor = z.object({ vendor: z.string() });

/** Whether the body is about a vendor where administrators activate for others; said before the rest of it is looked at. */
async function namesVersionedVendor(services: Services, context: Context<GatewayEnvironment>): Promise<boolean> {
  const body: unknown = await context.req.json().catch(() => null);
  const named = namedVendor.safeParse(body);
  const adapter = [...services.adapters.values()].find(({ vendor }) => named.success && vendor === named.data.vendor);
  return adapter?.capabilities.deployables ?? false;
}

/** The account for which this person activates. Nobody but administrators may name one. */
async function findAccountId(
  services: Services,
  person: Person,
  { vendor, ownerId }: ActivationRequest,
  requestId: string,
): Promise<string> {
  if (person.account !== null) {
    if (ownerId === undefined) return person.account.id;
    await auditOutOfReach(services, person, `owner at ${vendor}`, requestId);
    throw new ProblemError('not_found', { vendor });
  }
  if (ownerId === undefined) throw new ProblemError('bad_input', { vendor, fields: { ownerId: 'required' } });
  const accountId = await accountOfOwner(services, vendor, ownerId);
  if (accountId === null) throw new ProblemError('bad_input', { vendor, fields: { ownerId: 'unknown_value' } });
  return accountId;
}

async function start(
  services: Services,
  person: Person,
  { body, accountId, requestId }: { body: ActivationRequest; accountId: string; requestId: string },
): Promise<OperationRow> {
  const isVersioned = services.adapters.get(body.vendor)?.deployables ?? null;
  const beginning = isVersioned
    ? await beginVersioned(services, person, body, accountId)
    : await beginWithSlots(services, body, accountId);
  return services.journal.start({
    kind: 'activate',
    state: 'running',
    step: 'creating',
    vendor: body.vendor,
    accountId,
    personId: person.id,
    requestId,
    requestKey: body.key,
    templateId: body.templateId,
    name: body.name,
    ...beginning,
  });
}

/** The version, which must be one of the template that who asks may have, and what is known for its form already. */
async function beginVersioned(
  services: Services,
  person: Person,
  body: ActivationRequest,
  accountId: string,
): Promise<Beginning> {
  const { vendor, templateId, values = [] } = body;
  refuseFields(body, ['authValues', 'configValues']);
  const owner = await ownerFor(services.database, vendor, accountId, person);
  const template = await watched(services, accountId, () => findVersions(services, { vendor, owner, templateId }));
  if (!template) throw new ProblemError('not_found', { vendor });
  const { versionId } = pickVersion(template, body.versionId);
  if (values.length === 0) return { data: { versionId } };
  const form = await portOf(services, vendor).reader.readForm(owner, versionId);
  if (!form) throw new ProblemError('bad_input', { vendor, fields: { versionId: 'unknown_value' } });
  const refusal = refuseGiven(values, form, person);
  if (refusal) throw new ProblemError(refusal.code, { vendor, fields: refusal.fields });
  const sealedValues = services.operationValues.seal({ configValues: [], authValues: [], given: values });
  return { data: { versionId }, sealedValues };
}

async function beginWithSlots(services: Services, body: ActivationRequest, accountId: string): Promise<Beginning> {
  const template = await findTemplate(services.database, body.vendor, body.templateId);
  if (!template) throw new ProblemError('not_found', { vendor: body.vendor });
  refuseFields(body, ['versionId', 'values', 'ownerId']);
  const owner = await ownerAt(services.database, body.vendor, accountId);
  const wanted = await checkValues(services, owner, template, body);
  return wanted ? { sealedValues: services.operationValues.seal(wanted) } : {};
}

/** Some fields mean nothing at this vendor; what somebody gives must not be dropped in silence. */
function refuseFields(body: ActivationRequest, names: (keyof ActivationRequest)[]): void {
  const given = names.filter((name) => body[name] !== undefined);
  if (given.length === 0) return;
  const fields = Object.fromEntries(given.map((name) => [name, 'unknown_value' as const]));
  throw new ProblemError('bad_input', { vendor: body.vendor, fields });
}

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

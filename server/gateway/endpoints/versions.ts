import { getOwners, getVersionForm, getVersions } from '#contract/endpoints/deployables.ts';
import type { FieldProblem } from '#contract/problems.ts';
import type { Person } from '#contract/people.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import type { Context, Hono } from 'hono';
import { viewerRefusal } from '../../accounts/ownership.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import { findVersions } from '../../operations/deployables/beginning.ts';
import { isOperator, portOf, watched } from '../../operations/deployables/deployable-context.ts';
import { formFor } from '../../operations/deployables/shown-form.ts';
import type { VendorOwner } from '../../vendors/records.ts';
import { ProblemError } from '../problem-error.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** What can be activated, and for whom, where instances are of a published version. */
export function addVersionEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getVersions.path, async (context) => {
    const person = personWhoActivates(context);
    const vendor = readVendor(context);
    const templateId = readText(context, 'templateId');
    const owner = await readerAs(services, vendor, person);
    const find = () => findVersions(services, { vendor, owner, templateId });
    const template = await (person.account ? watched(services, person.account.id, find) : find());
    if (!template) throw new ProblemError('not_found', { vendor });
    return context.json({
      versions: template.versions.map(({ versionId, number, comment, publishedAt }) => ({
        versionId,
        number,
        comment,
        publishedAt: publishedAt?.toISOString() ?? null,
      })),
    });
  });

  app.get(getVersionForm.path, async (context) => {
    const person = personWhoActivates(context);
    const vendor = readVendor(context);
    const versionId = readText(context, 'versionId');
    const owner = await readerAs(services, vendor, person);
    const form = await portOf(services, vendor).reader.readForm(owner, versionId);
    if (!form) throw new ProblemError('not_found', { vendor });
    return context.json({ form: formFor(form, person) });
  });

  app.get(getOwners.path, async (context) => {
    // To others none of it exists.
    if (!isOperator(signedInPerson(context))) throw new ProblemError('not_found');
    const vendor = readVendor(context);
    const { q = '', after } = context.req.query();
    if (q.length > longestText) throw badInput('q', 'too_long');
    if (after !== undefined && after.length > longestText) throw badInput('after', 'too_long');
    const { owners, next } = await portOf(services, vendor).reader.searchOwners(q, after ?? null);
    return context.json({
      owners: owners.map(({ vendorAccountId, name, externalId }) => ({ ownerId: vendorAccountId, name, externalId })),
      next,
    });
  });
}

const longestText = 500;

/** Whoever may only view activates nothing, and needs no form. */
function personWhoActivates(context: Context<GatewayEnvironment>): Person {
  const person = signedInPerson(context);
  const refusal = viewerRefusal(person);
  if (refusal !== null) throw new ProblemError(refusal);
  return person;
}

/** With which credential the catalogue is read: the account's own, or the operator's, which is nobody's in particular. */
function readerAs(services: Services, vendor: Vendor, person: Person): Promise<VendorOwner> {
  portOf(services, vendor);
  return person.account
    ? ownerFor(services.database, vendor, person.account.id, person)
    : Promise.resolve({ vendorAccountId: noOwner, credential: 'operator' });
}

/** No vendor's id has a space. */
const noOwner = 'no owner';

function readVendor(context: Context<GatewayEnvironment>): Vendor {
  const text = readText(context, 'vendor');
  const vendor = vendors.find((known) => known === text);
  if (!vendor) throw badInput('vendor', 'unknown_value');
  return vendor;
}

function readText(context: Context<GatewayEnvironment>, name: string): string {
  const text = context.req.query(name) ?? '';
  if (text === '') throw badInput(name, 'required');
  if (text.length > longestText) throw badInput(name, 'too_long');
  return text;
}

function badInput(name: string, problem: FieldProblem): ProblemError {
  return new ProblemError('bad_input', { fields: { [name]: problem } });
}

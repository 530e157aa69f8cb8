import {
  postPackage,
  postRun,
  postRunByName,
  putVisibility,
  type WantedRunInput,
} from '#contract/endpoints/deployments.ts';
import { liesUnder } from '#contract/folder-paths.ts';
import type { Person } from '#contract/people.ts';
import type { FieldProblem } from '#contract/problems.ts';
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { changeRefusal, operatorRefusal, runRefusal } from '../../accounts/ownership.ts';
import { accountsOfOwners, ownerAt } from '../../accounts/vendor-links.ts';
import { accountsOfEverybody } from '../../inventory/deployments/public-solutions.ts';
import type { WithDeployments } from '../../inventory/deployments/read-deployments.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { changeVisibility } from '../../operations/deployments/changing-visibility.ts';
import { newJob } from '../../operations/deployments/job-context.ts';
import { ownerOfPath } from '../../operations/deployments/new-solutions.ts';
import { sealSettings } from '../../operations/deployments/run-settings.ts';
import type { OperationRow, OperationStart } from '../../operations/journal.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';
import { deploymentAdapter, deploymentAdapterOf, foldersOf } from '../solution-access.ts';

/** Deploying, running and publishing. What takes the vendor longer is journalled first and answered at once. */
export function addDeploymentsEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postPackage.path, async (context) => {
    const person = signedInPerson(context);
    demand(operatorRefusal(person));
    const { packagePath, key } = await readBody(context, postPackage);
    const adapter = demandAdapter(services);
    return begin(context, {
      kind: 'deploy_package',
      vendor: adapter.vendor,
      accountId: await accountOfPath(services, adapter, packagePath),
      requestKey: key,
      name: packagePath,
      data: { job: { ...newJob('deployment', 'operator'), packagePath } },
    });
  });

  app.post(postRun.path, async (context) => {
    const { person, instance } = await reach(services, context);
    demand(runRefusal(person), instance);
    const { vendor } = deploymentAdapterOf(services, instance.vendor);
    const { key, ...wanted } = await readBody(context, postRun);
    await checkRun(services, person, vendor, wanted);
    // What is everybody's is run in the account of whoever runs it, with its credential and in its folders.
    const accountId = person.account?.id ?? instance.account.id;
    await demandLink(services, vendor, accountId);
    return begin(context, {
      ...runOf(services, wanted),
      vendor,
      accountId,
      requestKey: key,
      instanceId: instance.id,
      templateId: instance.templateId,
      name: instance.name,
      data: { job: jobOf(wanted) },
    });
  });

  app.post(postRunByName.path, async (context) => {
    const person = signedInPerson(context);
    demand(runRefusal(person));
    const { key, name, version, owner, ...wanted } = await readBody(context, postRunByName);
    const { vendor } = demandAdapter(services);
    const accountId = await accountOfNamed(services, person, vendor, owner);
    await checkRun(services, person, vendor, wanted, accountId === null ? { owner: 'unknown_value' } : {});
    if (accountId === null) throw new ProblemError('bad_input', { vendor, fields: { owner: 'unknown_value' } });
    return begin(context, {
      ...runOf(services, wanted),
      vendor,
      accountId,
      requestKey: key,
      name: version === null ? name : `${name} ${version}`,
      data: { job: { ...jobOf(wanted), named: { name, version, owner } } },
    });
  });

  app.put(putVisibility.path, async (context) => {
    const { person, instance } = await reach(services, context);
    demand(changeRefusal(person, instance.account.id), instance);
    deploymentAdapterOf(services, instance.vendor);
    const { visibility } = await readBody(context, putVisibility);
    if (visibility === 'public') demand(operatorRefusal(person), instance);
    if (instance.status === 'working') throw new ProblemError('busy', subjectOf(instance));
    const asking = { person, requestId: context.get('requestId') };
    return context.json({ visibility: await changeVisibility(services, asking, instance, visibility) });
  });

  /** Journals what is to be done, and answers while it is being done. */
  async function begin(
    context: Context<GatewayEnvironment>,
    start: Omit<OperationStart, 'state' | 'step' | 'personId' | 'requestId'>,
  ) {
    const person = signedInPerson(context);
    const operation: OperationRow = await services.journal.start({
      ...start,
      state: 'running',
      step: 'sending',
      personId: person.id,
      requestId: context.get('requestId'),
    });
    services.worker.wake(operation.id);
    return context.json({ operation: await formatOperation(services, person, operation) }, 202);
  }
}

async function reach(
  services: Services,
  context: Context<GatewayEnvironment>,
): Promise<{ person: Person; instance: IndexedInstance }> {
  const person = signedInPerson(context);
  const instance = await reachInstance(services, person, context.req.param('id') ?? '', context.get('requestId'));
  if (!instance) throw new ProblemError('not_found');
  return { person, instance };
}

function subjectOf(instance: IndexedInstance) {
  return { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
}

function demand(refusal: 'view_only' | 'owner_only' | null, instance?: IndexedInstance): void {
  if (refusal !== null) throw new ProblemError(refusal, instance ? subjectOf(instance) : {});
}

function demandAdapter(services: Services): WithDeployments {
  const adapter = deploymentAdapter(services);
  if (!adapter) throw new ProblemError('not_connected', { vendor: 'instabase' });
  return adapter;
}

/** An account without a link has no credential to run anything with. Throws `VendorError` `not_connected`. */
async function demandLink(services: Services, vendor: OperationStart['vendor'], accountId: string): Promise<void> {
  await ownerAt(services.database, vendor, accountId);
}

/**
 * What only administrators may ask for, and where an account may read and write. No address of a person's own is known
 * here, so that nobody but administrators may have anybody written to: else any account could have strangers written to.
 */
async function checkRun(
  services: Services,
  person: Person,
  vendor: OperationStart['vendor'],
  wanted: WantedRunInput,
  fields: Record<string, FieldProblem> = {},
): Promise<void> {
  const folders = await foldersOf(services, person, vendor);
  const refused: Record<string, FieldProblem> = { ...fields };
  if (folders !== null) {
    if (!liesUnder(wanted.inputFolder, folders)) refused['inputFolder'] = 'unknown_value';
    const { outputFolder } = wanted;
    if (outputFolder !== null && !liesUnder(outputFolder, folders)) refused['outputFolder'] = 'unknown_value';
    if (wanted.notifiedEmails.length > 0) refused['notifiedEmails'] = 'unknown_value';
    if (wanted.moreSettings !== null) refused['moreSettings'] = 'unknown_value';
  }
  if (Object.keys(refused).length > 0) throw new ProblemError('bad_input', { vendor, fields: refused });
}

/** A run without an id of the person's own gets one of ours: by it, and by nothing else, a run whose answer was lost is found. */
function jobOf({ inputFolder, outputFolder, runId }: WantedRunInput) {
  return { ...newJob('run', 'owner', runId ?? `jackfield-${randomUUID()}`), inputFolder, outputFolder };
}

function runOf(services: Services, wanted: WantedRunInput) {
  return { kind: 'run' as const, sealedValues: sealSettings(services.operationValues, wanted) };
}

/**
 * A package belongs to whom its space belongs to, where that is an account here; else to everybody. A path may be mistyped, so
 * nobody becomes an account by being named in one.
 */
async function accountOfPath(services: Services, adapter: WithDeployments, path: string): Promise<string> {
  const { database, clock } = services;
  const { vendor, reader } = adapter;
  const linked = await accountOfOwner(services, vendor, ownerOfPath(path));
  if (linked !== null) return linked;
  const { everybody } = adapter.deployments;
  const source = { vendor, listOwners: () => reader.listOwners() };
  const accountId = (await accountsOfOwners(database, source, [everybody], clock)).get(everybody);
  if (accountId === undefined) throw new VendorError(vendor, 'not_connected', { wasDone: 'no' });
  return accountId;
}

/**
 * In whose account a run by name goes: the person's own, whose solution or everybody's it must be; for an administrator that
 * of the owner who was named. Null: there is no such owner for this person.
 */
async function accountOfNamed(
  services: Services,
  person: Person,
  vendor: OperationStart['vendor'],
  owner: string | null,
): Promise<string | null> {
  if (person.account) {
    const { vendorAccountId } = await ownerAt(services.database, vendor, person.account.id);
    return owner === null || owner === vendorAccountId ? person.account.id : null;
  }
  if (owner !== null) return accountOfOwner(services, vendor, owner);
  return (await accountsOfEverybody(services.database, vendor))[0] ?? null;
}

async function accountOfOwner(
  { database }: Services,
  vendor: OperationStart['vendor'],
  owner: string,
): Promise<string | null> {
  const link = await database
    .selectFrom('vendor_links')
    .where('vendor', '=', vendor)
    .where('vendor_account_id', '=', owner)
    .select('account_id')
    .executeTakeFirst();
  return link?.account_id ?? null;
}

import type { VersionedTemplate, VersionRecord } from '../../vendors/deployables.ts';
import type { VendorOwner } from '../../vendors/records.ts';
import type { Vendor } from '#contract/vendors.ts';
import { InstanceBusyError, OperationMovedError, type OperationRow } from '../journal.ts';
import { goOnFromChecking } from '../set-up.ts';
import type { WorkContext } from '../work-context.ts';
import { ChangeRefusal } from './changing-stored-values.ts';
import { portOf, type Reached } from './deployable-context.ts';

/**
 * Has what is stored put to work: goes on with the set-up or the version change that waits for a person with this instance,
 * with the rights and the credential of whoever asks now, or else begins a `deploy`. Asked again while that runs, it answers
 * the same operation. Throws `InstanceBusyError` while another one runs. The caller wakes the worker.
 */
export async function beginDeployment(context: WorkContext, reached: Reached): Promise<OperationRow> {
  const { journal } = context;
  const { instance, asking } = reached;
  try {
    const waiting = await journal.waitingOf(instance.id);
    if (waiting?.kind === 'activate' || waiting?.kind === 'upgrade') return await goOn(context, waiting, reached);
    return await journal.start({
      kind: 'deploy',
      state: 'running',
      step: 'deploying',
      vendor: instance.vendor,
      accountId: instance.account.id,
      personId: asking.person.id,
      requestId: asking.requestId,
      instanceId: instance.id,
      templateId: instance.templateId,
      name: instance.name,
    });
  } catch (error) {
    if (!(error instanceof InstanceBusyError || error instanceof OperationMovedError)) throw error;
    const running = await journal.runningOf(instance.id);
    if (running && isDeploying(running)) return running;
    throw error;
  }
}

async function goOn(context: WorkContext, waiting: OperationRow, { asking }: Reached): Promise<OperationRow> {
  const { journal } = context;
  const { versionId, hasMoved } = waiting.data;
  const begun = {
    state: 'running' as const,
    personId: asking.person.id,
    problem: null,
    attempts: 0,
    data: { ...(versionId === undefined ? {} : { versionId }), ...(hasMoved === undefined ? {} : { hasMoved }) },
  };
  if (waiting.kind === 'upgrade') return journal.change(waiting, { ...begun, step: 'deploying' });
  return goOnFromChecking(context, await journal.change(waiting, { ...begun, step: 'checking' }));
}

/** Whether what runs ends with what was asked for. */
function isDeploying({ kind, step }: OperationRow): boolean {
  return (
    kind === 'deploy' || kind === 'upgrade' || (kind === 'activate' && (step === 'checking' || step === 'enabling'))
  );
}

/**
 * Begins to move an instance to another published version. A change of version that waits already goes on with this one; asked
 * again for the same while it runs, it answers the same operation. Throws `ChangeRefusal` for a version that who asks may not
 * have, `InstanceBusyError` and `VendorError`. The caller wakes the worker.
 */
export async function beginVersionChange(
  context: WorkContext,
  { instance, asking, owner }: Reached,
  versionId: string,
): Promise<OperationRow> {
  const { journal } = context;
  const template = await findVersions(context, { vendor: instance.vendor, owner, templateId: instance.templateId });
  pickVersion(template, versionId);
  try {
    const waiting = await journal.waitingOf(instance.id);
    if (waiting?.kind === 'upgrade') {
      return await journal.change(waiting, {
        state: 'running',
        step: 'changing',
        personId: asking.person.id,
        problem: null,
        attempts: 0,
        data: { versionId },
      });
    }
    // A set-up waits with the form of its own version: it is finished or given up first.
    if (waiting) throw new InstanceBusyError();
    return await journal.start({
      kind: 'upgrade',
      state: 'running',
      step: 'changing',
      vendor: instance.vendor,
      accountId: instance.account.id,
      personId: asking.person.id,
      requestId: asking.requestId,
      instanceId: instance.id,
      templateId: instance.templateId,
      name: instance.name,
      data: { versionId },
    });
  } catch (error) {
    if (!(error instanceof InstanceBusyError || error instanceof OperationMovedError)) throw error;
    const running = await journal.runningOf(instance.id);
    if (running?.kind === 'upgrade' && running.data.versionId === versionId) return running;
    throw error;
  }
}

/** The template with the versions that this owner may have; null when there are none. Throws `VendorError`. */
export async function findVersions(
  context: Pick<WorkContext, 'adapters'>,
  { vendor, owner, templateId }: { vendor: Vendor; owner: VendorOwner; templateId: string },
): Promise<VersionedTemplate | null> {
  const templates = await portOf(context, vendor).reader.listVersions(owner);
  return templates.find((template) => template.templateId === templateId) ?? null;
}

/** The version that is named, or the newest. Throws `ChangeRefusal` for one that is not among them. */
export function pickVersion(template: VersionedTemplate | null, versionId?: string): VersionRecord {
  const found =
    versionId === undefined ? template?.versions[0] : template?.versions.find((one) => one.versionId === versionId);
  if (!found) throw new ChangeRefusal('bad_input', { versionId: 'unknown_value' });
  return found;
}

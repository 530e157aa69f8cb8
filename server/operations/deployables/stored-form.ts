import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { PageContent } from '#contract/deployables.ts';
import type { InstanceForm } from '#contract/instance-form.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { DeployableDetail, StoredConnection } from '../../vendors/deployables.ts';
import type { InstanceRecord } from '../../vendors/records.ts';
import { type DeployableContext, lacking, type Reached, readDetail, watched } from './deployable-context.ts';
import { formFor, missingKeys, shownConnections, shownValues, withoutInputs } from './shown-form.ts';

/** An instance with the whole form of a version, the operator's part included. */
export interface WholeForm {
  detail: DeployableDetail;
  form: InstanceForm;
}

/**
 * The instance, and the form of the version that it points at, or of the one that is named; null when the vendor shows no such
 * version. Two calls. Throws `VendorError`.
 */
export async function readWholeForm(
  context: DeployableContext,
  reached: Reached,
  versionId?: string,
): Promise<WholeForm | null> {
  const { owner, port } = reached;
  const detail = await readDetail(context, reached);
  const form = await port.reader.readForm(owner, versionId ?? detail.versionId);
  return form && form.templateId === detail.record.templateId ? { detail, form } : null;
}

/** All of it that the person who asks may see, without what waits with the instance. */
export function present(
  { detail, form }: WholeForm,
  { asking: { person } }: Reached,
): Omit<InstanceFormResponse, 'waiting'> {
  const shown = formFor(form, person);
  const visible = new Set([...shown.fields, ...shown.connections].map(({ key }) => key));
  const { allowed, state } = detail;
  return {
    form: shown,
    values: shownValues(detail, shown),
    connections: shownConnections(detail.connections, shown, person),
    allowed,
    deployedVersionNumber: state.deployedVersionNumber,
    hasUndeployedChanges: state.hasUndeployedChanges,
    missingKeys: missingKeys(detail, form).filter((key) => visible.has(key)),
  };
}

/** What a page of the form offers just now. Throws `VendorError`. */
export async function readPageContent(
  context: DeployableContext,
  { instance, owner, port }: Reached,
  pageName: string,
): Promise<PageContent> {
  const { choices, unreadableKeys } = await watched(context, instance.account.id, () =>
    port.reader.readPage(owner, instance.vendorId, pageName),
  );
  return { choices: Object.fromEntries(choices), unreadableKeys };
}

/**
 * How the connections stand, without what they hold. One call; when somebody has agreed to one that the index counts as
 * missing, another, so that the row hears of it. Throws `VendorError`.
 */
export async function pollConnections(context: DeployableContext, reached: Reached) {
  const { instance, owner, port } = reached;
  const connections = await watched(context, instance.account.id, () =>
    port.reader.readConnections(owner, instance.vendorId),
  );
  if (connections === null) return lacking(context, instance);
  if (connections.some((one) => isNewlyActive(one, reached))) {
    await enterIndex(context, reached, (await readDetail(context, reached)).record);
  }
  return connections.map((one) => withoutInputs(one));
}

function isNewlyActive({ key, status }: StoredConnection, { instance }: Reached): boolean {
  return status === 'active' && instance.missing.slice(0, instance.missingConnectionCount).includes(key);
}

/** Puts into the index what the vendor said of the instance just now. */
export async function enterIndex(
  { database, clock, logger }: DeployableContext,
  { instance }: Reached,
  record: InstanceRecord,
): Promise<void> {
  const { vendor, account } = instance;
  await writeThrough(database, { vendor, accountId: account.id, record }, clock, logger);
}

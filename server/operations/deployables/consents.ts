import type { StoredConnection } from '#contract/deployables.ts';
import type { FormConnection } from '#contract/instance-form.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { ChangedUnreadError, ChangeRefusal, refuseBusy } from './changing-stored-values.ts';
import { type DeployableContext, type Reached, readDetail, watched } from './deployable-context.ts';
import { formFor, mayConnect, shownConnections } from './shown-form.ts';
import { enterIndex, readWholeForm, type WholeForm } from './stored-form.ts';

/**
 * The third party's page on which this person agrees to a connection. The adapter lets nothing through but https and the
 * vendor's own configured origin. Null when there is no such connection. Throws `ChangeRefusal` and `VendorError`.
 */
export async function openConsent(
  context: DeployableContext,
  reached: Reached,
  key: string,
): Promise<{ url: string } | null> {
  const found = await connectionOf(context, reached, key);
  if (!found) return null;
  if (!found.connection.needsConsent) throw new ChangeRefusal('bad_input', { [key]: 'unknown_value' });
  const { instance, owner, port } = reached;
  const { url } = await watched(context, instance.account.id, () =>
    port.reader.openConsent(owner, instance.vendorId, key),
  );
  await append(context, reached, 'instance.begin_consent', found.connection);
  return { url };
}

/**
 * Has the vendor forget what a third party has agreed to, and answers how the connections stand now. Null when there is no such
 * connection. Throws `ChangeRefusal`, `InstanceBusyError`, `ChangedUnreadError` and `VendorError`.
 */
export async function disconnect(
  context: DeployableContext,
  reached: Reached,
  key: string,
): Promise<StoredConnection[] | null> {
  await refuseBusy(context, reached);
  const found = await connectionOf(context, reached, key);
  if (!found) return null;
  const { instance, owner, port, asking } = reached;
  try {
    await watched(context, instance.account.id, () => port.writer.disconnect(owner, instance.vendorId, key));
  } catch (error) {
    // It may have been done all the same, so that it was tried is recorded in any case.
    if (error instanceof VendorError) await append(context, reached, 'instance.disconnect', found.connection, error);
    throw error;
  }
  await append(context, reached, 'instance.disconnect', found.connection);
  try {
    const detail = await readDetail(context, reached);
    await enterIndex(context, reached, detail.record);
    return shownConnections(detail.connections, formFor(found.whole.form, asking.person), asking.person);
  } catch (error) {
    throw error instanceof VendorError ? new ChangedUnreadError(error) : error;
  }
}

/** The connection, if it is this person's to make. */
async function connectionOf(
  context: DeployableContext,
  reached: Reached,
  key: string,
): Promise<{ whole: WholeForm; connection: FormConnection } | null> {
  const { person } = reached.asking;
  const whole = await readWholeForm(context, reached);
  const connection = whole && formFor(whole.form, person).connections.find((one) => one.key === key);
  if (!whole || !connection || connection.isPerUser) return null;
  if (!mayConnect(person, connection)) throw new ChangeRefusal('owner_only');
  return { whole, connection };
}

async function append(
  { audit }: DeployableContext,
  { instance, asking }: Reached,
  action: 'instance.begin_consent' | 'instance.disconnect',
  { heading, key }: FormConnection,
  error: VendorError | null = null,
): Promise<void> {
  await audit.append({
    action,
    outcome: error === null ? 'done' : 'failed',
    problemCode: error?.code ?? null,
    personId: asking.person.id,
    accountId: instance.account.id,
    instanceId: instance.id,
    detail: heading ?? key,
    requestId: asking.requestId,
  });
}

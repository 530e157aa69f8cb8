import type { AuditAction } from '#contract/audit-actions.ts';
import { removalWord } from '#contract/connectors.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorPort, ConnectorRecord } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { auditRefused } from './audit-refused.ts';
import { connectorAdapter, type ConnectorContext } from './connector-context.ts';
import { ConnectorRefusal } from './connector-refusal.ts';
import { type ListedConnector, listInstancesOf } from './listing.ts';
import { mayHaveBeenDone } from '../may-have-been-done.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

/** Installs an entry of the marketplace. Throws `ConnectorRefusal` `not_found`, and `VendorError`. */
export async function installConnector(
  context: ConnectorContext,
  asking: Asking,
  accountId: string,
  entryId: string,
): Promise<ListedConnector> {
  const { port, owner } = await reach(context, accountId);
  const installed = await doOrLook(
    context,
    { asking, accountId, action: 'connector.install' },
    {
      send: () => port.writer.installConnector(owner, entryId),
      look: async () => {
        const [entries, connectors] = await Promise.all([
          port.reader.listMarketplace(owner),
          port.reader.listConnectors(owner),
        ]);
        const entry = entries.find((one) => one.entryId === entryId && one.isInstalled);
        return connectors.find(({ name }) => name === entry?.name) ?? null;
      },
    },
  );
  return { ...installed, instances: [] };
}

/** Moves a connector to the newest version. Throws `ConnectorRefusal` `not_found`, and `VendorError`. */
export async function updateConnector(
  context: ConnectorContext,
  asking: Asking,
  accountId: string,
  connectorId: string,
): Promise<ListedConnector> {
  const { vendor, port, owner } = await reach(context, accountId);
  const updated = await doOrLook(
    context,
    { asking, accountId, action: 'connector.update' },
    {
      send: () => port.writer.updateConnector(owner, connectorId),
      look: async () => {
        const found = await findConnector(port, owner, connectorId);
        return found?.newerVersion === null ? found : null;
      },
    },
  );
  const instances = await listInstancesOf(context, vendor, { accountId, ...owner }, connectorId);
  return { ...updated, instances };
}

/**
 * Removes a connector without instances. Throws `ConnectorRefusal` `name_mismatch` unless the word is typed, or `not_found`;
 * and `VendorError`, `in_use` while it has instances.
 */
export async function removeConnector(
  context: ConnectorContext,
  asking: Asking,
  accountId: string,
  { connectorId, confirmation }: { connectorId: string; confirmation: string },
): Promise<void> {
  if (confirmation.trim() !== removalWord) {
    throw new ConnectorRefusal('name_mismatch', { fields: { confirmation: 'unknown_value' } });
  }
  const { port, owner } = await reach(context, accountId);
  const known = await findConnector(port, owner, connectorId);
  if (!known) throw new ConnectorRefusal('not_found');
  await doOrLook(
    context,
    { asking, accountId, action: 'connector.remove' },
    {
      send: async () => {
        await port.writer.removeConnector(owner, connectorId);
        return known;
      },
      look: async () => ((await findConnector(port, owner, connectorId)) ? null : known),
    },
  );
}

async function reach(context: ConnectorContext, accountId: string) {
  const adapter = connectorAdapter(context.adapters);
  if (!adapter?.connectors) throw new ConnectorRefusal('not_found');
  const owner = await ownerAt(context.database, adapter.vendor, accountId);
  return { vendor: adapter.vendor, port: adapter.connectors, owner };
}

async function findConnector(
  { reader }: ConnectorPort,
  owner: VendorOwner,
  connectorId: string,
): Promise<ConnectorRecord | null> {
  return (await reader.listConnectors(owner)).find((connector) => connector.connectorId === connectorId) ?? null;
}

/** Sends a change and records what came of it. Where nobody can tell, `look` says whether it was done after all. */
async function doOrLook(
  context: ConnectorContext,
  { asking, accountId, action }: { asking: Asking; accountId: string; action: AuditAction },
  change: {
    send: () => Promise<ConnectorRecord>;
    look: () => Promise<ConnectorRecord | null>;
  },
): Promise<ConnectorRecord> {
  const result = await send(context, { asking, accountId, action }, change);
  await context.audit.append({
    action,
    outcome: 'done',
    personId: asking.person.id,
    accountId,
    detail: result.name,
    requestId: asking.requestId,
  });
  return result;
}

async function send(
  context: ConnectorContext,
  { asking, accountId, action }: { asking: Asking; accountId: string; action: AuditAction },
  change: { send: () => Promise<ConnectorRecord>; look: () => Promise<ConnectorRecord | null> },
): Promise<ConnectorRecord> {
  try {
    return await change.send();
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const found = mayHaveBeenDone(error) ? await unlessVendorFails(change.look()) : null;
    if (found !== null) return found;
    await auditRefused(context, action, { asking, accountId, instanceId: null }, error);
    // A connector of another company's does not exist for this one.
    if (error.code === 'gone') throw new ConnectorRefusal('not_found');
    throw error;
  }
}

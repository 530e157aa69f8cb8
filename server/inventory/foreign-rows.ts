import type { Vendor } from '#contract/vendors.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { ForeignRowsError } from '../vendors/vendor-error.ts';
import { type Watch, watchDeployables, watchDeployments } from './watched-ports.ts';

/** Records that a vendor answered this account's question with somebody else's rows; other errors are none of its business. */
export async function auditForeignRows(audit: AuditLog, error: unknown, accountId: string): Promise<void> {
  if (!(error instanceof ForeignRowsError)) return;
  await audit.append({
    action: 'vendor.foreign_rows',
    outcome: 'failed',
    personId: null,
    accountId,
    problemCode: error.code,
  });
}

/** The same adapters, whose reads record such an answer by themselves, for work that handles its errors step by step. */
export function withForeignRowsAudited(
  adapters: Map<Vendor, VendorAdapter>,
  parts: { database: JackfieldDatabase; audit: AuditLog },
): Map<Vendor, VendorAdapter> {
  return new Map([...adapters].map(([vendor, adapter]) => [vendor, audited(adapter, parts)]));
}

function audited(
  adapter: VendorAdapter,
  { database, audit }: { database: JackfieldDatabase; audit: AuditLog },
): VendorAdapter {
  const { vendor, capabilities, enableDelayMs, everybodyReads, reader, writer } = adapter;
  const watch: Watch = async (owner, ask) => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ForeignRowsError)) throw error;
      const link = await database
        .selectFrom('vendor_links')
        .where('vendor', '=', vendor)
        .where('vendor_account_id', '=', owner.vendorAccountId)
        .select('account_id')
        .executeTakeFirst();
      if (link) await auditForeignRows(audit, error, link.account_id);
      throw error;
    }
  };
  return {
    vendor,
    capabilities,
    enableDelayMs,
    everybodyReads,
    writer,
    ownerLinks: adapter.ownerLinks,
    connectors: adapter.connectors,
    deployables: adapter.deployables && watchDeployables(adapter.deployables, watch),
    deployments: adapter.deployments && watchDeployments(adapter.deployments, watch),
    debugUrl: (instance) => adapter.debugUrl(instance),
    reader: {
      vendor,
      listTemplates: () => reader.listTemplates(),
      listAllInstances: (after) => reader.listAllInstances(after),
      listOwnInstances: (owner, after) => watch(owner, () => reader.listOwnInstances(owner, after)),
      readInstance: (owner, vendorId) => watch(owner, () => reader.readInstance(owner, vendorId)),
      listAuthentications: (owner) => watch(owner, () => reader.listAuthentications(owner)),
      listConnections: (owner, templateId) => watch(owner, () => reader.listConnections(owner, templateId)),
      listOwners: (betweenPages) => reader.listOwners(betweenPages),
    },
  };
}

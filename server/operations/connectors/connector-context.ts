import type { Vendor } from '#contract/vendors.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JackfieldDatabase } from '../../platform/database/schema.ts';
import type { Logger } from '../../platform/logger.ts';
import type { VendorAdapter } from '../../vendors/adapter.ts';
import type { ConnectorPort } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';

/** What everything about connectors works with. */
export interface ConnectorContext {
  database: JackfieldDatabase;
  adapters: Map<Vendor, VendorAdapter>;
  audit: AuditLog;
  clock: Clock;
  logger: Logger;
  /** Where a third party's consent page leads back. */
  returnUrl: string;
}

/** The vendor whose connectors a company installs; null where none is set up. Connectors are one vendor's own. */
export function connectorAdapter(adapters: Map<Vendor, VendorAdapter>): VendorAdapter | null {
  return [...adapters.values()].find((adapter) => adapter.connectors !== null) ?? null;
}

/** What this vendor can do about connectors. Throws `VendorError` `unsupported` where that is nothing. */
export function portOf(context: Pick<ConnectorContext, 'adapters'>, vendor: Vendor): ConnectorPort {
  const port = context.adapters.get(vendor)?.connectors;
  if (!port) throw new VendorError(vendor, 'unsupported', { wasDone: 'no' });
  return port;
}

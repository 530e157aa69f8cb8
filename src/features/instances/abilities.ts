import type { Capabilities } from '#contract/capabilities.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { Session } from '#src/features/session/session.ts';
import { paths } from '#src/lib/paths.ts';

type Vendors = Session['vendors'];

/** Of a vendor that is not set up: its rows are shown as long as the index has them, and nothing is offered. */
const noAbilities: Capabilities = {
  activate: false,
  values: false,
  wizard: false,
  authDialog: false,
  rename: false,
  enable: false,
  disable: false,
  upgrade: false,
  remove: false,
  runs: false,
  connectors: false,
};

/** What a vendor can do, as the session tells. */
export function abilitiesOf(vendors: Vendors, vendor: Vendor): Capabilities {
  return vendors.find((entry) => entry.vendor === vendor)?.capabilities ?? noAbilities;
}

/** The vendor whose instances belong to connectors; null where none is set up. */
export function connectorVendorOf(vendors: Vendors): Vendor | null {
  return vendors.find(({ capabilities }) => capabilities.connectors)?.vendor ?? null;
}

/** Where an instance has its page: one of a connector has another than all others. */
export function instancePath(vendors: Vendors, { vendor, id }: { vendor: Vendor; id: string }): string {
  return abilitiesOf(vendors, vendor).connectors ? paths.connectorInstance.to(id) : paths.instance.to(id);
}

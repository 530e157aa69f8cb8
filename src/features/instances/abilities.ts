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
  deployables: false,
  deployments: false,
};

/** What a vendor can do, as the session tells. */
export function abilitiesOf(vendors: Vendors, vendor: Vendor): Capabilities {
  return vendors.find((entry) => entry.vendor === vendor)?.capabilities ?? noAbilities;
}

/** The vendor whose instances belong to connectors; null where none is set up. */
export function connectorVendorOf(vendors: Vendors): Vendor | null {
  return vendors.find(({ capabilities }) => capabilities.connectors)?.vendor ?? null;
}

/** The vendor whose instances are solutions that are deployed from a file; null where none is set up. */
export function deploymentVendorOf(vendors: Vendors): Vendor | null {
  return vendors.find(({ capabilities }) => capabilities.deployments)?.vendor ?? null;
}

/** Where an instance has its page: one of a connector, and one that was deployed from a file, have others than the rest. */
export function instancePath(vendors: Vendors, { vendor, id }: { vendor: Vendor; id: string }): string {
  const can = abilitiesOf(vendors, vendor);
  if (can.connectors) return paths.connectorInstance.to(id);
  return can.deployments ? paths.deployment.to(id) : paths.instance.to(id);
}

/** Where the runs of an instance are shown. */
export function runsPath(vendors: Vendors, row: { vendor: Vendor; id: string }): string {
  return `${instancePath(vendors, row)}?tab=runs`;
}

import type { Capabilities } from '#contract/capabilities.ts';

/**
 * Instances of connectors have no state of their own, no version and no runs: process flows have these. They are made and
 * configured on pages of ours, not in a window of the vendor's.
 */
export const patchworksCapabilities: Capabilities = {
  activate: false,
  values: false,
  wizard: false,
  authDialog: false,
  rename: true,
  enable: false,
  disable: false,
  upgrade: false,
  remove: true,
  runs: false,
  connectors: true,
  deployables: false,
  deployments: false,
};

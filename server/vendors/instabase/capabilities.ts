import type { Capabilities } from '#contract/capabilities.ts';

/**
 * Instabase has no catalogue, no wizard and no values: a solution is deployed from a file and switched on and off. It is
 * renamed or moved to another version only by deploying another package.
 */
export const instabaseCapabilities: Capabilities = {
  activate: false,
  values: false,
  wizard: false,
  authDialog: false,
  rename: false,
  enable: true,
  disable: true,
  upgrade: false,
  remove: true,
  runs: true,
  connectors: false,
  deployables: false,
  deployments: true,
};

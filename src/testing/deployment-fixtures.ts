import type { Capabilities } from '#contract/capabilities.ts';

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

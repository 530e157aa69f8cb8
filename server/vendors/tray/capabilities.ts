import type { Capabilities } from '#contract/capabilities.ts';

/** Tray's public API has no query for executions or logs; all else it can do. */
export const trayCapabilities: Capabilities = {
  activate: true,
  values: true,
  wizard: true,
  authDialog: true,
  rename: true,
  enable: true,
  disable: true,
  upgrade: true,
  remove: true,
  runs: false,
  connectors: false,
  deployables: false,
  deployments: false,
};

/** Tray asks for two seconds between creating an instance and enabling it by program. */
export const trayEnableDelayMs = 2_000;

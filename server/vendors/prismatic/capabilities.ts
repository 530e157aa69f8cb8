import type { Capabilities } from '#contract/capabilities.ts';

/**
 * Prismatic has no window of its own that we use: its values go into a form of ours. Authorisation of a connection happens
 * on the third party's page, which is no dialog of Prismatic's and sends no message.
 */
export const prismaticCapabilities: Capabilities = {
  activate: true,
  values: true,
  wizard: false,
  authDialog: false,
  rename: true,
  enable: true,
  disable: true,
  upgrade: true,
  remove: true,
  runs: true,
  connectors: false,
  deployables: true,
  deployments: false,
};

/** Prismatic asks for no rest between creating and deploying. */
export const prismaticEnableDelayMs = 0;

import { i18n } from '#src/lib/i18n.ts';

/** How an operation stands, and what it does: the same wherever operations are listed. */
export const operationWords = i18n('operationWords', {
  running: 'Under way',
  trying: 'Trying again',
  setUp: 'Set-up unfinished',
  inWizard: 'Wizard open',
  needsValues: 'Values missing',
  succeeded: 'Done',
  failed: 'Failed',
  stopped: 'Given up',

  activate: 'Activate',
  enable: 'Enable',
  disable: 'Disable',
  rename: 'Rename',
  upgrade: 'Upgrade',
  remove: 'Remove',
  reconfigure: 'Edit',
  change_values: 'Change settings',
  deploy: 'Deploy',
  deploy_package: 'Deploy a package',
  run: 'Run',
});

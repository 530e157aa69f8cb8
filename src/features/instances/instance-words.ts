import { count, i18n, params } from '#src/lib/i18n.ts';

type Company = { company: string };

/** The words for an instance's status, version, actions and work under way: the same in rows, pages and menus. */
export const instanceWords = i18n('instanceWords', {
  unfinished: 'Set-up unfinished',
  incomplete: 'Values missing',
  enabled: 'Enabled',
  disabled: 'Disabled',
  in_use: 'In use',
  unused: 'Not in use',
  inUseBy: count({ one: 'In use by {count} flow', other: 'In use by {count} flows' }),
  working: 'Working…',
  unknown: 'Unknown',
  removed: 'Removed',

  automatic: 'Update on its way',
  newer: params<{ number: string }>('Version {number} is out'),
  needs_user: 'Update needs you',
  needs_userAdmin: 'Waiting for its owner',
  needs_userOnlooker: 'Waiting for a colleague',
  needs_system: params<Company>('Waiting for {company}'),
  needs_systemReady: 'Update ready',
  needs_both: params<Company>('Waiting for {company}, then you'),
  needs_bothAdmin: params<Company>('Waiting for {company}, then its owner'),
  needs_bothOnlooker: params<Company>('Waiting for {company}, then a colleague'),

  undeployed: 'Changes not deployed',
  users: 'Waiting for users',
  suspended: 'Suspended',
  failing: 'Failing',

  edit: 'Edit',
  update: 'Update',
  continue: 'Continue',
  upgrade: 'Upgrade now',
  enable: 'Enable',
  disable: 'Disable',
  rename: 'Rename',
  remove: 'Remove',
  finish: 'Finish set-up',
  discard: 'Discard',
  undo: 'Undo',
  save: 'Save settings',
  tryAgain: 'Try again',
  moreActions: 'More actions',
  open: 'Open',
  copyId: 'Copy id',
  deploy: 'Deploy',
  run: 'Run',
  view_runs: 'See its runs',
  debug: 'Debug',
  copied: 'Id copied',

  view_only: 'You may look only',
  owner_only: 'Only the owner may do this',
  not_set_up: 'Its vendor is not set up here',
  under_way: 'A change is under way; wait until it is done',
  waiting_for_company: params<Company>('Waiting for {company}'),

  activating: 'Activating…',
  enabling: 'Enabling…',
  disabling: 'Disabling…',
  renaming: 'Renaming…',
  upgrading: 'Upgrading…',
  removing: 'Removing…',
  reconfiguring: 'Checking…',
  saving: 'Saving…',
  creating: 'Creating…',
  settling: 'Settling…',
  checking: 'Checking…',
  changing: 'Saving…',
  deploying: 'Deploying…',
  running: 'Running…',
});

export type InstanceWords = ReturnType<typeof instanceWords.get>;

/** What a kind of operation is called where it is named as an action. */
export const actionOfKind = {
  activate: 'continue',
  reconfigure: 'edit',
  change_values: 'save',
  enable: 'enable',
  disable: 'disable',
  rename: 'rename',
  upgrade: 'upgrade',
  remove: 'remove',
  deploy: 'deploy',
  deploy_package: 'deploy',
  run: 'run',
} as const;

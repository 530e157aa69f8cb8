import { i18n, params } from '#src/lib/i18n.ts';

type Company = { company: string };

/** The words for an instance's status, version, actions and work under way: the same in rows, pages and menus. */
export const instanceWords = i18n('instanceWords', {
  unfinished: 'Set-up unfinished',
  enabled: 'Enabled',
  disabled: 'Disabled',
  working: 'Working…',
  unknown: 'Unknown',
  removed: 'Removed',

  automatic: 'Update on its way',
  needs_user: 'Update needs you',
  needs_system: params<Company>('Waiting for {company}'),
  needs_systemReady: 'Update ready',
  needs_both: params<Company>('Waiting for {company}, then you'),

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
  tryAgain: 'Try again',
  moreActions: 'More actions',
  open: 'Open',
  copyId: 'Copy id',
  debug: 'Debug',
  copied: 'Id copied',

  view_only: 'You may look only',
  owner_only: 'Only the owner may do this',
  under_way: 'A change is under way; wait until it is done',
  waiting_for_company: params<Company>('Waiting for {company}'),

  activating: 'Activating…',
  enabling: 'Enabling…',
  disabling: 'Disabling…',
  renaming: 'Renaming…',
  upgrading: 'Upgrading…',
  removing: 'Removing…',
  reconfiguring: 'Checking…',
  creating: 'Creating…',
  settling: 'Settling…',
  checking: 'Checking…',
  changing: 'Saving…',
});

export type InstanceWords = ReturnType<typeof instanceWords.get>;

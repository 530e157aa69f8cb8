import type { Visibility } from '#contract/deployments.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';

/** The words for deployed solutions: the same in rows, pages and dialogs. */
export const deploymentWords = i18n('deploymentWords', {
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  versions: count({ one: '{count} version', other: '{count} versions' }),
  version: params<{ version: string }>('Version {version}'),

  active: 'Enabled',
  inactive: 'Disabled',
  stateUnknown: 'Unknown',

  public: 'Public',
  private: 'Private',
  pending_review: 'Review asked for',
  unknown: 'Not known',
  publicOwner: 'Everybody (IB_DEPLOYED)',
  everybody: 'Everybody',

  run: 'Run',
  deploy: 'Deploy',
  changeVisibility: 'Change visibility',
  cancel: 'Cancel',
  adminsOnly: 'Only administrators may do this',
  publicIsShared: 'It is everybody’s; only administrators may change it',
  viewOnly: 'You may look only',
  disabledCannotRun: 'It is disabled; enable it first',
  underWay: 'A change is under way; wait until it is done',
});

export type DeploymentWords = ReturnType<typeof deploymentWords.get>;

/** The vendor's word for solutions that belong to nobody in particular. */
export const publicOwner = 'IB_DEPLOYED';

/** Who sees it, in words. */
export function visibilityWord(words: DeploymentWords, visibility: Visibility | 'unknown'): string {
  // A visibility that a newer server knows and this page does not.
  const word: string | undefined = words[visibility];
  return word ?? words.unknown;
}

export function ownerWord(words: DeploymentWords, owner: string): string {
  return owner === publicOwner ? words.publicOwner : owner;
}

import type { BulkState } from '#contract/bulks.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

/** The words for what is done with many, how it stands and what became of each. */
export const bulkMessages = i18n('bulks', {
  enable: 'Enable',
  disable: 'Disable',
  upgrade: 'Upgrade',
  remove: 'Remove',
  resync: 'Read again',

  enableMany: count({ one: 'Enable {count} instance', other: 'Enable {count} instances' }),
  disableMany: count({ one: 'Disable {count} instance', other: 'Disable {count} instances' }),
  upgradeMany: count({ one: 'Upgrade {count} instance', other: 'Upgrade {count} instances' }),
  removeMany: count({ one: 'Remove {count} instance', other: 'Remove {count} instances' }),
  resyncMany: count({ one: 'Read {count} instance again', other: 'Read {count} instances again' }),

  statePlanning: 'Finding out what would happen',
  statePlanned: 'Not started',
  stateHeld: 'About to begin',
  stateRunning: 'Under way',
  stateStopping: 'Stopping',
  stateFinished: 'Done',
  stateStopped: 'Stopped',
  stateUndone: 'Undone before it began',

  refused: 'Cannot be done',
  waiting: 'Waiting',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  needless: 'Already so',
  left: 'Left as it was',
});

/** Why some of a set cannot be done, each group with its number. */
export const refusalMessages = i18n('bulkRefusals', {
  unsupported: 'their vendor cannot do it, or only one by one',
  busy: 'another change of them is under way',
  owner_only: 'only their owner can do it',
  waiting_for_company: 'the newer version waits for values of your company',
  missing_values: 'their set-up lacks values',
  not_connected: 'their account has no link to the vendor',
  gone: 'they are no longer there',
  conflict: 'they belong to another account by now',
  other: params<{ code: string }>('refused as {code}'),
});

export const stateWord = {
  planning: 'statePlanning',
  planned: 'statePlanned',
  held: 'stateHeld',
  running: 'stateRunning',
  stopping: 'stateStopping',
  finished: 'stateFinished',
  stopped: 'stateStopped',
  undone: 'stateUndone',
} as const satisfies Record<BulkState, string>;

export const stateLamps: Record<BulkState, LampKind> = {
  planning: 'working',
  planned: 'off',
  held: 'waiting',
  running: 'working',
  stopping: 'working',
  finished: 'on',
  stopped: 'off',
  undone: 'off',
};

export const outcomeLamps = {
  refused: 'attention',
  waiting: 'waiting',
  running: 'working',
  done: 'on',
  failed: 'failed',
  needless: 'off',
  left: 'off',
} as const;

/** Why a group is refused, in words that follow its number. */
export function wordRefusal(messages: ReturnType<typeof refusalMessages.get>, code: ProblemCode): string {
  switch (code) {
    case 'unsupported':
    case 'busy':
    case 'owner_only':
    case 'waiting_for_company':
    case 'missing_values':
    case 'not_connected':
    case 'gone':
    case 'conflict':
      return messages[code];
    default:
      return messages.other({ code });
  }
}

import type { InstanceStatus } from '#contract/statuses.ts';
import { decideUpdate } from '#contract/update-decision.ts';
import { formatNumber } from '#src/lib/format.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import type { InstanceRowData, OperationSummary } from './instance-row.ts';
import type { InstanceWords } from './instance-words.ts';
import type { PendingChange } from './pending-changes.ts';
import type { Reader } from './reader.ts';

/** A status as lamp and word. `since` is set while something is under way and its seconds should be counted. */
export interface ShownState {
  lamp: LampKind;
  word: string;
  since: number | null;
}

export const statusLamps: Record<InstanceStatus, LampKind> = {
  enabled: 'on',
  disabled: 'off',
  in_use: 'on',
  unused: 'off',
  unfinished: 'unfinished',
  working: 'working',
  unknown: 'unknown',
};

const operationWords = {
  activate: 'activating',
  enable: 'enabling',
  disable: 'disabling',
  rename: 'renaming',
  upgrade: 'upgrading',
  remove: 'removing',
  reconfigure: 'reconfiguring',
  change_values: 'saving',
  finish: 'checking',
  discard: 'removing',
  undo: 'enabling',
  deploy: 'deploying',
  deploy_package: 'deploying',
  run: 'running',
} as const;

const stepWords = {
  creating: 'creating',
  settling: 'settling',
  checking: 'checking',
  enabling: 'enabling',
  configuring: null,
  changing: null,
  deploying: 'deploying',
  sending: null,
  following: null,
  done: null,
} as const;

/** What the lamp of an instance says, with the work under way before the status at rest. */
export function shownState(t: InstanceWords, row: InstanceRowData, change: PendingChange | undefined): ShownState {
  if (change?.state === 'removed') return { lamp: 'off', word: t.removed, since: null };
  if (change?.state === 'asked' && change.status === undefined) {
    return { lamp: 'working', word: t[operationWords[change.action]], since: change.startedAt };
  }
  if (row.operation?.state === 'running' && change?.state !== 'asked') {
    return { lamp: 'working', word: workWord(t, row.operation), since: Date.parse(row.operation.startedAt) };
  }
  // A status that a newer server knows and this page does not.
  const lamp: LampKind | undefined = statusLamps[row.status];
  if (!lamp) return { lamp: 'unknown', word: `${t.unknown}: «${row.status}»`, since: null };
  // What was at work before is no set-up: its new version, or what it holds, only lacks something.
  if (row.status === 'unfinished' && row.deployment?.wasDeployed) return { lamp, word: t.incomplete, since: null };
  const isCounted = row.status === 'in_use' && row.useCount;
  return { lamp, word: isCounted ? t.inUseBy(row.useCount ?? 0) : t[row.status], since: null };
}

function workWord(t: InstanceWords, operation: OperationSummary): string {
  const step = stepWords[operation.step];
  const kind = operationWords[operation.kind];
  return t[(operation.kind === 'activate' && step) || kind];
}

const forReader = {
  needs_user: { owner: 'needs_user', onlooker: 'needs_userOnlooker', admin: 'needs_userAdmin' },
  needs_both: { owner: 'needs_both', onlooker: 'needs_bothOnlooker', admin: 'needs_bothAdmin' },
} as const;

/** The update in words, with who must act; null when the instance is on the newest version. */
export function updateWord(
  t: InstanceWords,
  { update, deployment }: Pick<InstanceRowData, 'update' | 'deployment'>,
  reader: Reader,
): string | null {
  const { voice, hasUpgradeHook } = reader;
  // Where versions are numbered the number says more than whose turn it is, which is anybody's who may change it.
  if (deployment) {
    const { newerVersionNumber: newer } = deployment;
    return newer === null || update === 'none' ? null : t.newer({ number: formatNumber(newer) });
  }
  switch (update) {
    case 'automatic':
      return t.automatic;
    case 'needs_user':
      return t[forReader.needs_user[voice]];
    case 'needs_system':
      return hasUpgradeHook ? t.needs_systemReady : t.needs_system(reader);
    case 'needs_both':
      return hasUpgradeHook ? t[forReader.needs_user[voice]] : t[forReader.needs_both[voice]](reader);
    default:
      return null;
  }
}

/** Whether the version waits for the very person who reads, and can be moved on by them now. */
export function isReadersUpdate(update: InstanceRowData['update'], reader: Reader): boolean {
  const { primary, disabledReason } = decideUpdate(update, reader.hasUpgradeHook);
  if (disabledReason !== null || reader.voice === 'onlooker') return false;
  return primary === 'upgrade' || (primary === 'update' && reader.voice === 'owner');
}

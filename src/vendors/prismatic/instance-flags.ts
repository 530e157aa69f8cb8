import type { DeploymentFlags } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

type Version = { version: string };

export const flagWords = i18n('prismaticFlags', {
  unconfigured: 'Unconfigured',
  active: 'Active',
  paused: 'Paused',
  incomplete: 'Values missing',
  undeployed: 'Changes not deployed',
  update: params<Version>('Update available: version {version}'),
  failing: 'Failing',
  suspended: 'Suspended by Prismatic',
  users: 'Waiting for users',
  never: params<Version>('Version {version} is chosen; nothing is at work yet.'),
  same: params<Version>('Version {version} is at work.'),
  moved: params<{ at: string; chosen: string }>('Version {at} is at work; version {chosen} is chosen.'),
  movedPaused: params<{ at: string; chosen: string }>('Version {at} was deployed last; version {chosen} is chosen.'),
  samePaused: params<Version>('Version {version} was deployed; it is paused.'),
});

type Words = ReturnType<typeof flagWords.get>;

/** One thing that is true of an instance, beside all the others that may be. */
export interface ShownFlag {
  key: 'state' | 'incomplete' | 'undeployed' | 'update' | 'failing' | 'suspended' | 'users';
  lamp: LampKind;
  word: string;
}

/** Where an instance stands, each flag by itself: it can be paused, outdated and failing at once. */
export function shownFlags(t: Words, flags: DeploymentFlags, status: InstanceRowData['status']): ShownFlag[] {
  const shown: ShownFlag[] = [{ key: 'state', ...ownState(t, flags, status) }];
  if (flags.isSuspended) shown.push({ key: 'suspended', lamp: 'failed', word: t.suspended });
  if (flags.isFailing) shown.push({ key: 'failing', lamp: 'failed', word: t.failing });
  if (flags.wasDeployed && flags.configuration === 'incomplete') {
    shown.push({ key: 'incomplete', lamp: 'attention', word: t.incomplete });
  }
  if (flags.wasDeployed && flags.hasUndeployedChanges) {
    shown.push({ key: 'undeployed', lamp: 'attention', word: t.undeployed });
  }
  if (flags.configuration === 'users') shown.push({ key: 'users', lamp: 'attention', word: t.users });
  if (flags.newerVersionNumber !== null) {
    const word = t.update({ version: formatNumber(flags.newerVersionNumber) });
    shown.push({ key: 'update', lamp: 'attention', word });
  }
  return shown;
}

function ownState(t: Words, flags: DeploymentFlags, status: InstanceRowData['status']) {
  if (!flags.wasDeployed) return { lamp: 'unfinished', word: t.unconfigured } as const;
  // One that lacks values has no status that tells whether it is at work.
  const isPaused = status === 'unfinished' ? !flags.isEnabled : status === 'disabled';
  return isPaused ? ({ lamp: 'off', word: t.paused } as const) : ({ lamp: 'on', word: t.active } as const);
}

/** Which version is at work, and which one is chosen. */
export function versionSentence(
  t: Words,
  { versionNumber, deployedVersionNumber, isEnabled }: DeploymentFlags,
): string {
  const chosen = formatNumber(versionNumber);
  if (deployedVersionNumber === null) return t.never({ version: chosen });
  if (deployedVersionNumber === versionNumber) return (isEnabled ? t.same : t.samePaused)({ version: chosen });
  return (isEnabled ? t.moved : t.movedPaused)({ at: formatNumber(deployedVersionNumber), chosen });
}

import type { Giver, Solution, SolutionVersion } from './solution.ts';
import type { AuthValues, ConfigSlot, ConfigValues, VersionDefinition } from './database/tables.ts';

/** How far an instance has come: whose slots it has, and up to where each side has given what was asked. */
export interface InstanceVersions {
  version: number;
  user_version: number;
  system_version: number;
}

/** The three flags of Tray's `solutionVersionFlags`. */
export interface VersionFlags {
  hasNewerVersion: boolean;
  requiresUserInputToUpdateVersion: boolean;
  requiresSystemInputToUpdateVersion: boolean;
}

/** Compares an instance with the newest version and with what the versions in between ask for. */
export function versionFlags(instance: InstanceVersions, solution: Solution): VersionFlags {
  return {
    hasNewerVersion: instance.version < solution.newest.number,
    requiresUserInputToUpdateVersion: instance.user_version < lastNeeding(solution.versions, 'user'),
    requiresSystemInputToUpdateVersion: instance.system_version < lastNeeding(solution.versions, 'system'),
  };
}

/** The highest version number that needs something from this side; 0 when none does. */
export function lastNeeding(versions: readonly SolutionVersion[], giver: Giver): number {
  return versions.findLast(({ definition }) => needs(definition, giver).length > 0)?.number ?? 0;
}

/**
 * After `upgradeSolutionInstance`: the part of each side is done when every slot asked of it is among those given. What
 * still waits for either keeps the instance on its version, so that the wizard asks, or the next upgrade has to bring it.
 */
export function afterUpgrade(
  instance: InstanceVersions,
  solution: Solution,
  givenSlots: ReadonlySet<string>,
): InstanceVersions {
  const reached = (giver: Giver, version: number): number => {
    const asked = solution.versions
      .filter(({ number }) => number > version)
      .flatMap(({ definition }) => needs(definition, giver));
    return asked.every((slot) => givenSlots.has(slot)) ? solution.newest.number : version;
  };
  return settle(
    {
      version: instance.version,
      user_version: reached('user', instance.user_version),
      system_version: reached('system', instance.system_version),
    },
    solution,
  );
}

/** After the wizard's finish: the end user's part is done; what the system has to give still waits for it. */
export function afterWizard(instance: InstanceVersions, solution: Solution): InstanceVersions {
  return settle({ ...instance, user_version: solution.newest.number }, solution);
}

function settle(instance: InstanceVersions, solution: Solution): InstanceVersions {
  const flags = versionFlags(instance, solution);
  if (flags.requiresUserInputToUpdateVersion || flags.requiresSystemInputToUpdateVersion) return instance;
  const newest = solution.newest.number;
  return { version: newest, user_version: newest, system_version: newest };
}

/** The slots an instance of this version has; the newest ones when the version is not known. */
export function definitionAt(solution: Solution, version: number): VersionDefinition {
  return (solution.versions.find(({ number }) => number === version) ?? solution.newest).definition;
}

/** The external ids of the slots that have neither a value nor a default. */
export function missingSlots(definition: VersionDefinition, auths: AuthValues, configs: ConfigValues): string[] {
  const missingAuths = definition.authSlots.filter(({ externalId }) => !auths[externalId]);
  const missingConfigs = definition.configSlots.filter(
    (slot) => !hasDefault(slot) && isEmpty(configs[slot.externalId]),
  );
  return [...missingAuths, ...missingConfigs].map(({ externalId }) => externalId);
}

/** An empty text and the JSON text `null` both mean that a slot has no default. */
export function hasDefault({ defaultValue }: ConfigSlot): boolean {
  return !isEmpty(defaultValue);
}

function isEmpty(value: string | null | undefined): boolean {
  return value === undefined || value === null || ['', 'null', '""'].includes(value);
}

function needs(definition: VersionDefinition, giver: Giver): string[] {
  return giver === 'user' ? definition.neededFromUser : definition.neededFromSystem;
}

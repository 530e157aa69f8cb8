import type { UpdateKind } from './statuses.ts';

/** Tray's three flags about the version of an instance, under our names. */
export interface VersionFlags {
  hasNewerVersion: boolean;
  requiresUserInput: boolean;
  requiresSystemInput: boolean;
}

/** Names the kind of update that the flags mean. Flags without a newer version mean nothing: the instance is current. */
export function updateKindOf(flags: VersionFlags): UpdateKind {
  if (!flags.hasNewerVersion) return 'none';
  if (flags.requiresUserInput) return flags.requiresSystemInput ? 'needs_both' : 'needs_user';
  return flags.requiresSystemInput ? 'needs_system' : 'automatic';
}

/** True for flags that should never occur: something is required although there is no newer version. */
export function areContradictory(flags: VersionFlags): boolean {
  return !flags.hasNewerVersion && (flags.requiresUserInput || flags.requiresSystemInput);
}

/**
 * What a row offers. `primary` is the one button; `upgradeInMenu` puts **Upgrade now** into the row's menu besides.
 * `disabledReason` says why the primary button is off; `waitingFor` names who must act before the update can happen.
 */
export interface UpdateDecision {
  primary: 'edit' | 'update' | 'upgrade';
  disabledReason: 'waiting_for_company' | null;
  upgradeInMenu: boolean;
  waitingFor: 'nobody' | 'vendor' | 'user' | 'company' | 'company_then_user';
}

/**
 * The decision table over every kind of update, with and without the company's `upgradeValues` hook, which supplies the
 * values that only the company's own systems know. Without it an update that needs those values cannot be started here.
 */
export function decideUpdate(kind: UpdateKind, hasUpgradeHook: boolean): UpdateDecision {
  switch (kind) {
    case 'none':
      return { primary: 'edit', disabledReason: null, upgradeInMenu: false, waitingFor: 'nobody' };
    case 'automatic':
      return { primary: 'edit', disabledReason: null, upgradeInMenu: true, waitingFor: 'vendor' };
    case 'needs_user':
      return { primary: 'update', disabledReason: null, upgradeInMenu: false, waitingFor: 'user' };
    case 'needs_system':
      return hasUpgradeHook
        ? { primary: 'upgrade', disabledReason: null, upgradeInMenu: false, waitingFor: 'company' }
        : { primary: 'upgrade', disabledReason: 'waiting_for_company', upgradeInMenu: false, waitingFor: 'company' };
    case 'needs_both':
      return hasUpgradeHook
        ? { primary: 'update', disabledReason: null, upgradeInMenu: false, waitingFor: 'company_then_user' }
        : { primary: 'edit', disabledReason: null, upgradeInMenu: false, waitingFor: 'company_then_user' };
  }
}

/** Whose turn it is. `ready`: an administrator's, who may upgrade it now. */
export type Turn = 'ready' | 'owner' | 'company' | 'nobody';

/**
 * Whose turn it is with an update. `movesVersions`: where instances are moved between published versions an administrator may move them, and
 * what the newer one asks for besides is asked for afterwards.
 */
export function turnOf(update: UpdateKind, rules: { hasUpgradeHook: boolean; movesVersions: boolean }): Turn {
  if (update === 'none') return 'nobody';
  if (update === 'automatic') return 'ready';
  if (update === 'needs_user') return rules.movesVersions ? 'ready' : 'owner';
  const { disabledReason, primary } = decideUpdate(update, rules.hasUpgradeHook);
  if (disabledReason !== null || primary === 'edit') return 'company';
  return primary === 'upgrade' ? 'ready' : 'owner';
}

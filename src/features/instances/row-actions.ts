import type { Capabilities } from '#contract/capabilities.ts';
import type { Person } from '#contract/people.ts';
import { decideUpdate } from '#contract/update-decision.ts';
import type { InstanceRowData } from './instance-row.ts';

export type WizardAction = 'edit' | 'update' | 'continue';
/** `finish` and `discard` are of an unfinished set-up; `undo` takes a disable back and stands in no menu. */
export type DirectAction =
  | 'upgrade'
  | 'enable'
  | 'disable'
  | 'rename'
  | 'remove'
  | 'finish'
  | 'discard'
  | 'undo'
  | 'deploy';
/** `view_runs` leads to where they are, and stands beside a cause alone. */
export type RowAction = WizardAction | DirectAction | 'view_runs';

/** Why an action is off. The page words it. */
export type OffReason = 'view_only' | 'owner_only' | 'waiting_for_company' | 'under_way' | 'not_set_up';

export interface OfferedAction {
  action: RowAction;
  off: OffReason | null;
}

export interface RowOffer {
  /** Null where nothing is to be done, and nothing is edited. */
  primary: OfferedAction | null;
  menu: OfferedAction[];
}

type Facts = Pick<InstanceRowData, 'status' | 'update' | 'operation' | 'deployment'>;

/**
 * What may be done with a row: the one action that matters now, and the menu's. An action that is off says why; only
 * what makes no sense at all is left out, as what its vendor does not have.
 */
export function offerActions(
  row: Facts,
  person: Pick<Person, 'role' | 'viewOnly'>,
  hasUpgradeHook: boolean,
  isChanging: boolean,
  can: Capabilities,
): RowOffer {
  const decision = decideUpdate(row.update, hasUpgradeHook);
  const isUnderWay = isChanging || row.status === 'working' || row.operation?.state === 'running';

  const offer = (action: RowAction): OfferedAction => ({ action, off: offReason(action) });

  function offReason(action: RowAction): OffReason | null {
    if (person.viewOnly) return 'view_only';
    // An instance of a connector is edited on its page, of which its credentials alone are its owner's.
    if (action === 'edit' && !can.wizard && !can.deployables) return can.connectors ? null : 'not_set_up';
    if (isUnderWay) return 'under_way';
    if (isOwners(action, row)) return person.role === 'admin' ? 'owner_only' : null;
    if (action === 'upgrade' && decision.primary === 'upgrade') return decision.disabledReason;
    return null;
  }

  const isUnfinished = row.status === 'unfinished';
  // What was at work before is no set-up that could be given up: only something is missing since.
  const isSetUp = isUnfinished && !row.deployment?.wasDeployed;
  const hasUndeployed = row.deployment !== null && isDeployable(row.deployment);
  const primary: RowAction | null = can.deployments
    ? null
    : isUnfinished
      ? 'continue'
      : hasUndeployed
        ? 'deploy'
        : decision.primary;
  const menu: RowAction[] = [];
  if (primary !== null && primary !== 'edit' && primary !== 'continue') menu.push('edit');
  if (isUnfinished && hasUndeployed) menu.push('deploy');
  if (isSetUp) menu.push('finish');
  if ((isUnfinished || hasUndeployed) && decision.primary !== 'edit') menu.push(decision.primary);
  if (decision.upgradeInMenu && can.upgrade) menu.push('upgrade');
  if (can.rename) menu.push('rename');
  const turn = (row.deployment?.isEnabled ?? row.status === 'enabled') ? 'disable' : 'enable';
  if (isSetUp) menu.push('discard');
  else if (can[turn]) menu.push(turn);
  if (can.remove) menu.push('remove');
  return { primary: primary && offer(primary), menu: menu.map(offer) };
}

/** Something is stored that is not at work, and nothing is known to be missing for that. */
function isDeployable({ wasDeployed, hasUndeployedChanges, configuration }: NonNullable<Facts['deployment']>): boolean {
  return (hasUndeployedChanges || !wasDeployed) && configuration !== 'incomplete';
}

/**
 * A set-up is its owner's alone: wizards ask for the owner's own credentials. Everything else an admin may do for them; so
 * also where an instance is deployed, whose form keeps from an admin what is the owner's alone.
 */
export function isOwners(action: RowAction, { deployment }: Pick<Facts, 'deployment'>): boolean {
  if (action === 'finish' || action === 'discard') return true;
  return isWizardAction(action) && !deployment;
}

export function isWizardAction(action: RowAction): action is WizardAction {
  return action === 'edit' || action === 'update' || action === 'continue';
}

/**
 * The action, if a button for it may stand beside the row's own: one that would be off, or that the row's button is
 * already, is null.
 */
export function offeredAction(
  row: Facts,
  person: Pick<Person, 'role' | 'viewOnly'>,
  hasUpgradeHook: boolean,
  action: RowAction | null,
  can: Capabilities,
): RowAction | null {
  if (action === null || person.viewOnly || (isOwners(action, row) && person.role === 'admin')) return null;
  if (action === 'view_runs') return can.runs ? action : null;
  const { primary, menu } = offerActions(row, person, hasUpgradeHook, false, can);
  if (primary?.action === action) return null;
  const isOff = menu.some((offered) => offered.action === action && offered.off !== null);
  return isOff ? null : action;
}

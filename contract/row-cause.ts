import type { OperationKind, OperationState } from './operations.ts';
import type { ProblemCode } from './problems.ts';
import { instanceStatuses, type InstanceStatus, type UpdateKind } from './statuses.ts';
import { decideUpdate } from './update-decision.ts';

/** How the newest run of an instance ended, where its vendor tells that of runs alone. */
export type LastRun = 'running' | 'ok' | 'failed' | 'needs_person';

/** What of a deployment decides whether its row is well. Each of these holds by itself. */
export interface DeploymentFacts {
  configuration: 'complete' | 'incomplete' | 'users' | 'unknown';
  hasUndeployedChanges: boolean;
  isFailing: boolean;
  isSuspended: boolean;
}

/** What of a row decides whether it is well. */
export interface RowFacts {
  status: InstanceStatus;
  update: UpdateKind;
  /** The titles of slots that need a value and have none. */
  missing: readonly unknown[];
  /** The operation under way, or the last one when it failed. */
  operation: { kind: OperationKind; state: OperationState; problemCode?: string | null } | null;
  /** Where instances run only once they were deployed; null elsewhere. */
  deployment: DeploymentFacts | null;
  /** Null where the vendor does not tell, or nobody has asked yet. */
  lastRun: LastRun | null;
}

/**
 * Why a row is not well, the first that holds.
 *
 * - `retrying`: a change is tried again after a failure. `failed`: the last change failed, and still matters.
 * - `unknown_status`: the vendor tells a status that we do not know. `suspended`: the vendor itself has stopped it.
 * - `unfinished`: its set-up lacks values. `not_enabled`: its set-up has all values and was never enabled.
 * - `failing`: the last run of one of its flows failed. `run_failed`: its own last run did.
 * - `undeployed`: what was changed is stored and not at work. `run_needs_person`: a run waits for somebody to look at it.
 * - `lacking`: it is enabled and lacks values all the same.
 * - `needs_user`, `needs_company`, `needs_company_then_user`, `update_ready`: a newer version waits.
 * - `waiting_for_users`: all that is ours is there, and single users have something to set for themselves.
 */
export type CauseKind =
  | 'retrying'
  | 'failed'
  | 'unknown_status'
  | 'suspended'
  | 'unfinished'
  | 'not_enabled'
  | 'failing'
  | 'undeployed'
  | 'run_needs_person'
  | 'run_failed'
  | 'lacking'
  | 'needs_user'
  | 'needs_company'
  | 'needs_company_then_user'
  | 'update_ready'
  | 'waiting_for_users';

/**
 * Whose turn it is: somebody's of the account, the company's (its own systems), whoever looks after the vendor's side for
 * everybody, time's, or nobody's.
 */
export type Awaited = 'user' | 'company' | 'administrator' | 'time' | 'nobody';

export type NextAction =
  | 'continue'
  | 'finish'
  | 'edit'
  | 'update'
  | 'upgrade'
  | 'enable'
  | 'disable'
  | 'rename'
  | 'remove'
  | 'deploy'
  | 'view_runs';

export interface RowCause {
  kind: CauseKind;
  awaited: Awaited;
  /** The one thing to do next that can be done here; null when only waiting helps, or somebody else. */
  action: NextAction | null;
}

export const healths = ['ok', 'attention', 'degraded', 'failed', 'unknown'] as const;

export type Health = (typeof healths)[number];

/**
 * Why a row is not well and what comes next; null for one that is well, or whose change is under way. Rows, pages, the
 * debug view, health and the filter of what needs a person all follow from this.
 */
export function decideCause(facts: RowFacts, hasUpgradeHook: boolean): RowCause | null {
  const { operation } = facts;
  if (operation?.state === 'running') {
    return operation.problemCode ? { kind: 'retrying', awaited: 'time', action: null } : null;
  }
  if (facts.status === 'working') return null;
  if (operation?.state === 'failed' && !isMoot(operation.kind, facts)) {
    return {
      kind: 'failed',
      awaited: whoMends(operation.problemCode),
      action: remedyOf(facts, operation, hasUpgradeHook),
    };
  }
  return standingCause(facts, hasUpgradeHook);
}

/** Whether a row waits for a person of its account, whatever else may be wrong with it. */
export function needsPerson(facts: RowFacts, hasUpgradeHook: boolean): boolean {
  if (facts.status === 'working' || facts.operation?.state === 'running') return false;
  return (
    decideCause(facts, hasUpgradeHook)?.awaited === 'user' || standingCause(facts, hasUpgradeHook)?.awaited === 'user'
  );
}

/** `wentWell`: our last change of it succeeded, which is all that is known where a vendor tells nothing of runs. */
export function healthOf(facts: RowFacts, wentWell: boolean): Health {
  // With or without the hook somebody must act on a newer version.
  const cause = decideCause(facts, false);
  if (cause === null) return wentWell || facts.operation?.state === 'running' ? 'ok' : 'unknown';
  if (cause.kind === 'retrying') return 'degraded';
  if (cause.kind === 'waiting_for_users') return 'ok';
  if (failures.has(cause.kind)) return 'failed';
  return cause.kind === 'unknown_status' ? 'unknown' : 'attention';
}

const failures: ReadonlySet<CauseKind> = new Set(['failed', 'failing', 'run_failed', 'suspended']);

/** Of a failed change: what it was to bring about has come about since, in whatever way. */
export function isMoot(
  kind: OperationKind,
  { status, update, deployment }: Pick<RowFacts, 'status' | 'update' | 'deployment'>,
): boolean {
  switch (kind) {
    case 'activate':
    case 'enable':
      return status === 'enabled';
    case 'disable':
      return status !== 'enabled';
    case 'upgrade':
      return update === 'none' && !deployment?.hasUndeployedChanges;
    case 'deploy':
      return deployment !== null && !deployment.hasUndeployedChanges && status !== 'unfinished';
    default:
      return false;
  }
}

/** Failures that nobody of the account can mend, and who can. All others are tried again by those who tried before. */
export const mendedByOthers: Partial<Record<ProblemCode, Awaited>> = {
  vendor_forbidden: 'administrator',
  vendor_unauthorized: 'administrator',
  not_connected: 'administrator',
  owners_hidden: 'administrator',
  waiting_for_company: 'company',
  unsupported: 'nobody',
  too_late: 'nobody',
  gone: 'time',
};

function whoMends(problemCode: string | null | undefined): Awaited {
  const others: Partial<Record<string, Awaited>> = mendedByOthers;
  return others[problemCode ?? ''] ?? 'user';
}

/** Trying again makes no sense of these. */
const hopeless: ReadonlySet<string> = new Set<ProblemCode>(['unsupported', 'too_late', 'gone']);

/** What helps after a change failed. */
function remedyOf(
  { status, update, deployment }: RowFacts,
  { kind, problemCode }: NonNullable<RowFacts['operation']>,
  hasUpgradeHook: boolean,
): NextAction | null {
  if (hopeless.has(problemCode ?? '')) return null;
  const isUnfinished = status === 'unfinished';
  if (problemCode === 'missing_values') return isUnfinished ? 'continue' : kind === 'activate' ? 'enable' : 'edit';
  switch (kind) {
    case 'activate':
      return isUnfinished ? 'continue' : 'enable';
    case 'reconfigure':
    case 'change_values':
      return isUnfinished ? 'continue' : 'edit';
    case 'enable':
      return isUnfinished ? 'finish' : 'enable';
    case 'upgrade':
      // The version was moved, and what failed is its deployment.
      if (deployment?.hasUndeployedChanges) return isUnfinished ? 'continue' : 'deploy';
      return upgradeAgain(update, hasUpgradeHook);
    case 'deploy':
      return isUnfinished ? 'continue' : 'deploy';
    case 'deploy_package':
    case 'run':
      return null;
    default:
      return kind;
  }
}

function upgradeAgain(update: UpdateKind, hasUpgradeHook: boolean): NextAction | null {
  const { primary, disabledReason, upgradeInMenu } = decideUpdate(update, hasUpgradeHook);
  if (upgradeInMenu) return 'upgrade';
  return primary === 'edit' || disabledReason !== null ? null : primary;
}

const causeOfUpdate: Record<UpdateKind, { without: RowCause | null; with: RowCause | null }> = {
  none: { without: null, with: null },
  automatic: { without: null, with: null },
  needs_user: {
    without: { kind: 'needs_user', awaited: 'user', action: 'update' },
    with: { kind: 'needs_user', awaited: 'user', action: 'update' },
  },
  needs_system: {
    without: { kind: 'needs_company', awaited: 'company', action: null },
    with: { kind: 'update_ready', awaited: 'user', action: 'upgrade' },
  },
  needs_both: {
    without: { kind: 'needs_company_then_user', awaited: 'company', action: null },
    with: { kind: 'needs_user', awaited: 'user', action: 'update' },
  },
};

/** What is wrong with a row apart from what was last done to it. */
function standingCause(facts: RowFacts, hasUpgradeHook: boolean): RowCause | null {
  const { status, update, missing, deployment } = facts;
  if (status === 'unknown' || !instanceStatuses.includes(status)) {
    return { kind: 'unknown_status', awaited: 'administrator', action: null };
  }
  // Whatever else would have to be done helps nothing before the vendor lets it go on.
  if (deployment?.isSuspended) return { kind: 'suspended', awaited: 'administrator', action: null };
  if (status === 'unfinished') {
    if (deployment) return causeOfUndeployed(deployment, missing);
    return missing.length > 0
      ? { kind: 'unfinished', awaited: 'user', action: 'continue' }
      : { kind: 'not_enabled', awaited: 'user', action: 'finish' };
  }
  // Neither on nor off, and without a version of its own: only a change of ours can have gone wrong.
  if (status === 'in_use' || status === 'unused') return null;
  const ofRuns = causeOfRuns(facts);
  if (ofRuns) return ofRuns;
  // A newer version may ask for more than the present one, so that only the newest can be said to lack something.
  if (status === 'enabled' && update === 'none' && missing.length > 0) {
    return { kind: 'lacking', awaited: 'user', action: 'edit' };
  }
  // A kind that a newer server knows and this page does not.
  const known: { without: RowCause | null; with: RowCause | null } | undefined = causeOfUpdate[update];
  const ofUpdate = known?.[hasUpgradeHook ? 'with' : 'without'] ?? null;
  if (ofUpdate) return ofUpdate;
  return deployment?.configuration === 'users' ? { kind: 'waiting_for_users', awaited: 'nobody', action: null } : null;
}

/** Its vendor may call it incomplete without our knowing what lacks: what the company has to set is not shown to its owner. */
function causeOfUndeployed({ configuration }: DeploymentFacts, missing: readonly unknown[]): RowCause {
  return missing.length > 0 || configuration === 'incomplete'
    ? { kind: 'unfinished', awaited: 'user', action: 'continue' }
    : { kind: 'not_enabled', awaited: 'user', action: 'deploy' };
}

/** What runs tell of an instance that is turned on, and what keeps its next run from being as it was set. */
function causeOfRuns({ status, deployment, lastRun }: RowFacts): RowCause | null {
  if (status === 'enabled' && deployment?.isFailing) return { kind: 'failing', awaited: 'user', action: 'view_runs' };
  if (deployment?.hasUndeployedChanges) return { kind: 'undeployed', awaited: 'user', action: 'deploy' };
  if (lastRun === 'needs_person') return { kind: 'run_needs_person', awaited: 'user', action: 'view_runs' };
  if (status === 'enabled' && lastRun === 'failed') return { kind: 'run_failed', awaited: 'user', action: 'view_runs' };
  return null;
}

import type { OperationKind, OperationState } from './operations.ts';
import type { ProblemCode } from './problems.ts';
import { instanceStatuses, type InstanceStatus, type UpdateKind } from './statuses.ts';
import { decideUpdate } from './update-decision.ts';

/** What of a row decides whether it is well. */
export interface RowFacts {
  status: InstanceStatus;
  update: UpdateKind;
  /** The titles of slots that need a value and have none. */
  missing: readonly unknown[];
  /** The operation under way, or the last one when it failed. */
  operation: { kind: OperationKind; state: OperationState; problemCode?: string | null } | null;
}

/**
 * Why a row is not well, the first that holds.
 *
 * - `retrying`: a change is tried again after a failure. `failed`: the last change failed, and still matters.
 * - `unknown_status`: the vendor tells a status that we do not know.
 * - `unfinished`: its set-up lacks values. `not_enabled`: its set-up has all values and was never enabled.
 * - `lacking`: it is enabled and lacks values all the same.
 * - `needs_user`, `needs_company`, `needs_company_then_user`, `update_ready`: a newer version waits.
 */
export type CauseKind =
  | 'retrying'
  | 'failed'
  | 'unknown_status'
  | 'unfinished'
  | 'not_enabled'
  | 'lacking'
  | 'needs_user'
  | 'needs_company'
  | 'needs_company_then_user'
  | 'update_ready';

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
  | 'remove';

export interface RowCause {
  kind: CauseKind;
  awaited: Awaited;
  /** The one thing to do next that can be done here; null when only waiting helps, or somebody else. */
  action: NextAction | null;
}

export type Health = 'ok' | 'attention' | 'degraded' | 'failed' | 'unknown';

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
  if (cause.kind === 'failed') return 'failed';
  return cause.kind === 'unknown_status' ? 'unknown' : 'attention';
}

/** Of a failed change: what it was to bring about has come about since, in whatever way. */
export function isMoot(kind: OperationKind, { status, update }: Pick<RowFacts, 'status' | 'update'>): boolean {
  switch (kind) {
    case 'activate':
    case 'enable':
      return status === 'enabled';
    case 'disable':
      return status !== 'enabled';
    case 'upgrade':
      return update === 'none';
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
  { status, update }: RowFacts,
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
      return upgradeAgain(update, hasUpgradeHook);
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
function standingCause({ status, update, missing }: RowFacts, hasUpgradeHook: boolean): RowCause | null {
  if (status === 'unknown' || !instanceStatuses.includes(status)) {
    return { kind: 'unknown_status', awaited: 'administrator', action: null };
  }
  if (status === 'unfinished') {
    return missing.length > 0
      ? { kind: 'unfinished', awaited: 'user', action: 'continue' }
      : { kind: 'not_enabled', awaited: 'user', action: 'finish' };
  }
  // Neither on nor off, and without a version of its own: only a change of ours can have gone wrong.
  if (status === 'in_use' || status === 'unused') return null;
  // A newer version may ask for more than the present one, so that only the newest can be said to lack something.
  if (status === 'enabled' && update === 'none' && missing.length > 0) {
    return { kind: 'lacking', awaited: 'user', action: 'edit' };
  }
  // A kind that a newer server knows and this page does not.
  const known: { without: RowCause | null; with: RowCause | null } | undefined = causeOfUpdate[update];
  return known?.[hasUpgradeHook ? 'with' : 'without'] ?? null;
}

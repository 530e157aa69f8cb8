import type { OperationKind } from '#contract/operations.ts';
import { mendedByOthers } from '#contract/row-cause.ts';
import { decideUpdate } from '#contract/update-decision.ts';
import { updateKinds } from '#contract/statuses.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { shownStatus } from './indexed-instance.ts';

/**
 * `needsPerson` of the contract as a condition on `instances`, so that it filters and counts a whole index. A test holds
 * the two against each other for every combination.
 */
export function needsPersonCondition(hasUpgradeHook: boolean): RawBuilder<SqlBool> {
  const updates = updateKinds.filter((kind) => isForPerson(kind, hasUpgradeHook));
  return sql<SqlBool>`(not instances.working and (
    not ${flag('isSuspended')} and (
      ${shownStatus} = 'unfinished'
      or instances.rest_status in ('enabled', 'disabled') and (
        ${flag('hasUndeployedChanges')}
        or coalesce(instances.last_run = 'needs_person', false)
        or instances.update_kind in (${sql.join(updates)}))
      or instances.rest_status = 'enabled' and (
        ${flag('isFailing')}
        or coalesce(instances.last_run = 'failed', false)
        or instances.update_kind = 'none' and ${lacksSomething}))
    or instances.rest_status <> 'enabled' and ${lastFailedAs(['activate', 'enable'])}
    or instances.rest_status = 'enabled' and ${lastFailedAs(['disable'])}
    or (instances.update_kind <> 'none' or ${flag('hasUndeployedChanges')}) and ${lastFailedAs(['upgrade'])}
    or (instances.deployment is null or ${flag('hasUndeployedChanges')} or ${shownStatus} = 'unfinished')
      and ${lastFailedAs(['deploy'])}
    or ${lastFailedAs(['rename', 'remove', 'reconfigure', 'change_values', 'deploy_package', 'run'])}))`;
}

/** One of the flags of a deployment; false where instances are not deployed. */
function flag(name: 'isSuspended' | 'isFailing' | 'hasUndeployedChanges'): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce((instances.deployment ->> ${sql.lit(name)})::boolean, false)`;
}

const lacksSomething = sql<SqlBool>`cardinality(instances.missing_connections) + cardinality(instances.missing_values) > 0`;

/**
 * The last operation is one of these kinds and failed in a way that somebody of the account can mend. A list of ids that
 * is made once for the whole query: a look at each row's operation would cost more than reading the rows.
 */
function lastFailedAs(kinds: OperationKind[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce(instances.last_operation_id in (
    select operations.id from operations
    where operations.state = 'failed' and operations.kind in (${sql.join(kinds)})
    and coalesce(operations.problem ->> 'code', '') not in (${sql.join(Object.keys(mendedByOthers))})), false)`;
}

function isForPerson(kind: (typeof updateKinds)[number], hasUpgradeHook: boolean): boolean {
  const { primary, disabledReason } = decideUpdate(kind, hasUpgradeHook);
  return primary !== 'edit' && disabledReason === null;
}

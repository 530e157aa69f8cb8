import type { OperationGroup } from '#contract/endpoints/operations.ts';
import type { OperationState, StepRecord } from '#contract/operations.ts';
import type { AccountReference } from '#contract/people.ts';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { InstancesTable, JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { OperationRow } from './journal.ts';

/** An operation with what a page tells about it and what decides what may be done with it. */
export interface OperationView {
  row: OperationRow;
  personName: string;
  account: AccountReference;
  /** The instance as the index has it; null when there is none, or no more. */
  instance: {
    name: string;
    restStatus: InstancesTable['rest_status'];
    hasUpdate: boolean;
    hasUndeployedChanges: boolean;
  } | null;
  /** Another operation on the instance: `running`, or begun after this one (`newer`). */
  overtaken: 'running' | 'newer' | null;
  /** A retry or an undo of this operation exists. */
  isAnswered: boolean;
  steps: StepRecord[];
}

/** Whose operations exist for who asks: one account's, one instance's, or everybody's. */
export type OperationScope = 'everybody' | { accountId: string } | { instanceId: string };

export interface OperationQuery {
  scope: OperationScope;
  group: OperationGroup | null;
  /** The last operation of the page before. */
  after: { startedAt: Date; id: string } | null;
  limit: number;
}

const groupStates: Record<OperationGroup, OperationState[]> = {
  open: ['running', 'waiting_for_person'],
  failed: ['failed'],
  over: ['succeeded', 'stopped'],
};

/** A page of operations, newest first. Keyset: what begins meanwhile moves no row to another page. */
export async function listOperations(database: JackfieldDatabase, query: OperationQuery): Promise<OperationView[]> {
  const { group, after } = query;
  const rows = await selectViews(database)
    .where(inScope(query.scope))
    .$if(group !== null, (select) => select.where('operations.state', 'in', group ? groupStates[group] : []))
    .$if(after !== null, (select) =>
      select.where((row) =>
        row(
          row.refTuple('operations.started_at', 'operations.id'),
          '<',
          row.tuple(after?.startedAt ?? new Date(0), after?.id ?? ''),
        ),
      ),
    )
    .orderBy('operations.started_at', 'desc')
    .orderBy('operations.id', 'desc')
    .limit(query.limit)
    .execute();
  return withSteps(database, rows);
}

/** How many operations of the scope are in each group, exactly. */
export async function countOperations(
  database: JackfieldDatabase,
  scope: OperationScope,
): Promise<Record<OperationGroup, number>> {
  const rows = await database
    .selectFrom('operations')
    .where(inScope(scope))
    .groupBy('state')
    .select((row) => ['state', row.fn.countAll<number>().as('count')])
    .execute();
  const total = (group: OperationGroup) =>
    rows.filter((row) => groupStates[group].includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  return { open: total('open'), failed: total('failed'), over: total('over') };
}

/** One operation as a page tells about it; null when there is none. */
export async function viewOperation(database: JackfieldDatabase, operationId: string): Promise<OperationView | null> {
  const rows = await selectViews(database).where('operations.id', '=', operationId).execute();
  return (await withSteps(database, rows))[0] ?? null;
}

function inScope(scope: OperationScope) {
  return (row: ExpressionBuilder<Tables, 'operations'>): Expression<SqlBool> => {
    if (scope === 'everybody') return row.lit(true);
    return 'instanceId' in scope
      ? row('operations.instance_id', '=', scope.instanceId)
      : row('operations.account_id', '=', scope.accountId);
  };
}

function selectViews(database: JackfieldDatabase) {
  return database
    .selectFrom('operations')
    .innerJoin('people', 'people.id', 'operations.person_id')
    .innerJoin('accounts', 'accounts.id', 'operations.account_id')
    .leftJoin('instances', (join) =>
      join.onRef('instances.id', '=', 'operations.instance_id').on('instances.removed_at', 'is', null),
    )
    .selectAll('operations')
    .select((row) => [
      'people.name as person_name',
      'accounts.external_id as account_external_id',
      'accounts.name as account_name',
      'instances.name as instance_name',
      'instances.rest_status',
      'instances.update_kind',
      'instances.deployment',
      row
        .selectFrom('operations as other')
        .whereRef('other.instance_id', '=', 'operations.instance_id')
        .whereRef('other.id', '!=', 'operations.id')
        .where('other.kind', '!=', 'run')
        .where((other) =>
          other.or([
            other('other.state', '=', 'running'),
            other('other.started_at', '>=', sql.ref<Date>('operations.started_at')),
          ]),
        )
        .select((other) => other.fn('bool_or', [other('other.state', '=', 'running')]).as('runs'))
        .as('other_runs'),
      row
        .exists(
          row
            .selectFrom('operations as answer')
            .whereRef('answer.account_id', '=', 'operations.account_id')
            .whereRef('answer.request_key', '=', 'operations.id')
            .select('answer.id'),
        )
        .as('is_answered'),
    ]);
}

type ViewRow = Awaited<ReturnType<ReturnType<typeof selectViews>['execute']>>[number];

async function withSteps(database: JackfieldDatabase, rows: ViewRow[]): Promise<OperationView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const steps = await database
    .selectFrom('operation_steps')
    .where('operation_id', 'in', ids)
    .orderBy('position')
    .select(['operation_id', 'step', 'started_at', 'ended_at'])
    .execute();
  return rows.map((row) => ({
    ...toView(row),
    steps: steps
      .filter((step) => step.operation_id === row.id)
      .map((step) => ({
        step: step.step,
        startedAt: step.started_at.toISOString(),
        endedAt: step.ended_at?.toISOString() ?? null,
      })),
  }));
}

function toView(row: ViewRow): Omit<OperationView, 'steps'> {
  const {
    person_name,
    account_external_id,
    account_name,
    instance_name,
    rest_status,
    update_kind,
    deployment,
    ...rest
  } = row;
  const { other_runs, is_answered, ...operation } = rest;
  return {
    row: operation,
    personName: person_name,
    account: { id: row.account_id, externalId: account_external_id, name: account_name },
    instance:
      instance_name === null || rest_status === null
        ? null
        : {
            name: instance_name,
            restStatus: rest_status,
            hasUpdate: update_kind !== 'none',
            hasUndeployedChanges: deployment?.hasUndeployedChanges ?? false,
          },
    overtaken: other_runs === null ? null : other_runs ? 'running' : 'newer',
    isAnswered: Boolean(is_answered),
  };
}

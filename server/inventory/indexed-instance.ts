import type { AccountReference } from '#contract/people.ts';
import type { OperationKind, OperationState, OperationStep } from '#contract/operations.ts';
import { type Health, healthOf, isMoot, type LastRun } from '#contract/row-cause.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { StoredProblem } from '../platform/database/operation-tables.ts';
import type { JackfieldDatabase, StoredDeployment } from '../platform/database/schema.ts';
import { undoUntilOf } from './undo-time.ts';

/** A row of the index with its account and the operation that speaks for it. */
export interface IndexedInstance {
  id: string;
  vendor: Vendor;
  vendorId: string;
  name: string;
  status: InstanceStatus;
  health: Health;
  /** The titles of slots that need a value and have none, connections first. */
  missing: string[];
  missingConnectionCount: number;
  update: UpdateKind;
  templateId: string;
  templateName: string;
  /** How many process flows use it; null where that is not known or not the point. */
  useCount: number | null;
  /** Where instances run only once they were deployed; null elsewhere. */
  deployment: DeploymentGlance | null;
  /** How its newest run ended; null where its vendor does not tell, and while it is not known. */
  lastRun: LastRun | null;
  createdAt: Date | null;
  checkedAt: Date;
  account: AccountReference;
  /** The operation under way, the last one when it failed and that still matters, or a disable, which may be undone for a moment. */
  operation: OperationGlance | null;
}

/** How a deployment stands, as the vendor told last. */
export interface DeploymentGlance extends Omit<StoredDeployment, 'lastDeployedAt' | 'lastRanAt'> {
  lastDeployedAt: Date | null;
  lastRanAt: Date | null;
}

export interface OperationGlance {
  id: string;
  kind: OperationKind;
  state: OperationState;
  step: OperationStep;
  startedAt: Date;
  problemCode: StoredProblem['code'] | null;
  problemMessage: string | null;
  /** When the operation is due again; in the past while it is worked on. */
  dueAt: Date;
  /** Until when a disable that is done may be undone, by our clock; null for every other operation. */
  undoUntil: Date | null;
}

/** The status people see: what is under way, or still waits for them, comes before what rests at the vendor. */
export const shownStatus = sql<InstanceStatus>`case
  when instances.working then 'working'
  when instances.awaiting_set_up and instances.rest_status = 'disabled' then 'unfinished'
  else instances.rest_status end`;

/** When the last read began that an instance agrees with. A removed one has no checks any more. */
export const checkedAt = sql<Date>`coalesce(instance_checks.checked_at, instances.checked_at)`;

/** The select that every read of the index shares. */
export function selectIndexed(database: JackfieldDatabase) {
  return database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .leftJoin('operations', 'operations.id', 'instances.last_operation_id')
    .leftJoin('instance_checks', 'instance_checks.instance_id', 'instances.id')
    .select([
      'instances.id',
      'instances.vendor',
      'instances.vendor_id',
      'instances.name',
      shownStatus.as('status'),
      'instances.rest_status',
      'instances.update_kind',
      'instances.template_id',
      'instances.template_name',
      'instances.use_count',
      'instances.deployment',
      'instances.last_run',
      'instances.created_at',
      checkedAt.as('checked_at'),
      'instances.missing_connections',
      'instances.missing_values',
      'accounts.id as account_id',
      'accounts.external_id as account_external_id',
      'accounts.name as account_name',
      'operations.id as operation_id',
      'operations.kind as operation_kind',
      'operations.state as operation_state',
      'operations.step as operation_step',
      'operations.started_at as operation_started_at',
      'operations.problem as operation_problem',
      'operations.due_at as operation_due_at',
      'operations.ended_at as operation_ended_at',
    ]);
}

export type IndexedRow = Awaited<ReturnType<ReturnType<typeof selectIndexed>['execute']>>[number];

export function toIndexed(row: IndexedRow): IndexedInstance {
  const deployment = toDeploymentGlance(row.deployment);
  const operation = toGlance(row, deployment);
  const missing = [...row.missing_connections, ...row.missing_values];
  const facts = { status: row.status, update: row.update_kind, missing, operation, deployment, lastRun: row.last_run };
  return {
    id: row.id,
    vendor: row.vendor,
    vendorId: row.vendor_id,
    name: row.name,
    status: row.status,
    health: healthOf(facts, row.operation_state === 'succeeded' || row.last_run === 'ok' || hasRun(deployment)),
    missing,
    missingConnectionCount: row.missing_connections.length,
    update: row.update_kind,
    templateId: row.template_id,
    templateName: row.template_name,
    useCount: row.use_count,
    deployment,
    lastRun: row.last_run,
    createdAt: row.created_at,
    checkedAt: row.checked_at,
    account: { id: row.account_id, externalId: row.account_external_id, name: row.account_name },
    operation,
  };
}

function toDeploymentGlance(stored: StoredDeployment | null): DeploymentGlance | null {
  if (stored === null) return null;
  const toDate = (moment: string | null) => (moment === null ? null : new Date(moment));
  return { ...stored, lastDeployedAt: toDate(stored.lastDeployedAt), lastRanAt: toDate(stored.lastRanAt) };
}

/** What ran, and of which no flow fails, goes well. */
function hasRun(deployment: DeploymentGlance | null): boolean {
  return deployment !== null && deployment.lastRanAt !== null;
}

function toGlance(row: IndexedRow, deployment: DeploymentGlance | null): OperationGlance | null {
  const { operation_id: id, operation_kind: kind, operation_state: state, operation_step: step } = row;
  const { operation_started_at: startedAt, operation_due_at: dueAt } = row;
  if (id === null || kind === null || state === null || step === null) return null;
  if (startedAt === null || dueAt === null) return null;
  const undoUntil =
    row.rest_status !== 'enabled' ? undoUntilOf({ kind, state, endedAt: row.operation_ended_at }) : null;
  const facts = { status: row.status, update: row.update_kind, deployment };
  const isPast = state === 'failed' ? isMoot(kind, facts) : state !== 'running';
  if (isPast && undoUntil === null) return null;
  const problem = row.operation_problem;
  return {
    id,
    kind,
    state,
    step,
    startedAt,
    problemCode: problem?.code ?? null,
    problemMessage: problem?.vendorMessage ?? null,
    dueAt,
    undoUntil,
  };
}

/** One row by our id; null when there is none or it was removed. */
export async function findInstance(database: JackfieldDatabase, instanceId: string): Promise<IndexedInstance | null> {
  const row = await selectIndexed(database)
    .where('instances.id', '=', instanceId)
    .where('instances.removed_at', 'is', null)
    .executeTakeFirst();
  return row ? toIndexed(row) : null;
}

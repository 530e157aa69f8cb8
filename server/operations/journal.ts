import type { OperationKind, OperationState, OperationStep, StepRecord } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { Kysely, Selectable } from 'kysely';
import type { AuditAction, AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import type {
  JackfieldDatabase,
  OperationData,
  OperationsTable,
  StoredProblem,
  Tables,
} from '../platform/database/schema.ts';

export type OperationRow = Selectable<OperationsTable>;

/** What a new operation begins with. */
export interface OperationStart {
  kind: OperationKind;
  state: Extract<OperationState, 'running' | 'waiting_for_person'>;
  step: OperationStep;
  vendor: Vendor;
  accountId: string;
  personId: string;
  requestId: string;
  requestKey?: string;
  instanceId?: string;
  templateId?: string;
  name: string;
  data?: OperationData;
}

/** What one step changes. What is left out stays. */
export interface OperationChange {
  state?: OperationState;
  step?: OperationStep;
  instanceId?: string;
  data?: OperationData;
  problem?: StoredProblem | null;
  attempts?: number;
  dueAt?: Date;
}

/** Another operation on the same instance is under way. */
export class InstanceBusyError extends Error {
  override readonly name = 'InstanceBusyError';
}

/** Somebody else took the operation on since it was read: what one wanted to do with it may no longer be right. */
export class OperationMovedError extends Error {
  override readonly name = 'OperationMovedError';
}

/** The record of what is being done: written before each call outside, so that after a crash nothing is unknown. */
export interface Journal {
  /** Throws `InstanceBusyError`. The same `requestKey` of the same account answers the operation that has it already. */
  start(input: OperationStart): Promise<OperationRow>;
  /**
   * Records a change, its step and its effect on the instance's row; the end of an operation is audited with it. Throws
   * `OperationMovedError` when the operation is no longer in the state and step in which it was read.
   */
  change(operation: OperationRow, change: OperationChange): Promise<OperationRow>;
  find(operationId: string): Promise<OperationRow | null>;
  /** The steps in the order in which they happened. */
  steps(operationId: string): Promise<StepRecord[]>;
  /** Running operations that are due, the longest waiting first. */
  due(limit: number): Promise<string[]>;
  /** The instance's newest operation; null when there was none. */
  latestOf(instanceId: string): Promise<OperationRow | null>;
}

const auditActions: Record<OperationKind, AuditAction> = {
  activate: 'instance.activate',
  enable: 'instance.enable',
  disable: 'instance.disable',
  rename: 'instance.rename',
  upgrade: 'instance.upgrade',
  remove: 'instance.remove',
  reconfigure: 'instance.reconfigure',
};

export function createJournal(database: JackfieldDatabase, audit: AuditLog, clock: Clock): Journal {
  async function start(input: OperationStart): Promise<OperationRow> {
    const now = clock.now();
    try {
      return await database.transaction().execute(async (transaction) => {
        const operation = await insertOperation(transaction, input, now);
        if (!operation) return await findByKey(transaction, input);
        await beginStep(transaction, operation.id, input.step, now);
        await showOnInstance(transaction, operation);
        return operation;
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new InstanceBusyError();
      throw error;
    }
  }

  async function change(operation: OperationRow, wanted: OperationChange): Promise<OperationRow> {
    const now = clock.now();
    const state = wanted.state ?? operation.state;
    const step = wanted.step ?? operation.step;
    const hasEnded = isOver(state) && !isOver(operation.state);
    return database.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('operations')
        .set({
          state,
          step,
          instance_id: wanted.instanceId ?? operation.instance_id,
          data: JSON.stringify(wanted.data ?? operation.data),
          problem: toJson(wanted.problem === undefined ? operation.problem : wanted.problem),
          attempts: wanted.attempts ?? operation.attempts,
          due_at: wanted.dueAt ?? now,
          ended_at: isOver(state) ? (operation.ended_at ?? now) : null,
        })
        .where('id', '=', operation.id)
        .where('state', '=', operation.state)
        .where('step', '=', operation.step)
        .returningAll()
        .executeTakeFirst();
      if (!changed) throw new OperationMovedError();
      if (step !== operation.step || hasEnded) await endStep(transaction, operation.id, now);
      if (step !== operation.step) await beginStep(transaction, operation.id, step, now, isOver(state));
      await showOnInstance(transaction, changed);
      if (hasEnded) await auditEnd(transaction, changed);
      return changed;
    });
  }

  /** A stopped operation changed nothing, so there is nothing to audit. */
  async function auditEnd(transaction: Kysely<Tables>, operation: OperationRow): Promise<void> {
    if (operation.state === 'stopped') return;
    await audit.append(
      {
        action: auditActions[operation.kind],
        outcome: operation.state === 'succeeded' ? 'done' : 'failed',
        personId: operation.person_id,
        accountId: operation.account_id,
        instanceId: operation.instance_id,
        problemCode: operation.problem?.code ?? null,
        detail: operation.data.newName ?? operation.name,
        requestId: operation.request_id,
      },
      transaction,
    );
  }

  return {
    start,
    change,
    find: async (operationId) =>
      (await database.selectFrom('operations').where('id', '=', operationId).selectAll().executeTakeFirst()) ?? null,
    steps: async (operationId) => {
      const rows = await database
        .selectFrom('operation_steps')
        .where('operation_id', '=', operationId)
        .orderBy('position')
        .select(['step', 'started_at', 'ended_at'])
        .execute();
      return rows.map((row) => ({
        step: row.step,
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
      }));
    },
    due: async (limit) => {
      const rows = await database
        .selectFrom('operations')
        .where('state', '=', 'running')
        .where('due_at', '<=', clock.now())
        .orderBy('due_at')
        .limit(limit)
        .select('id')
        .execute();
      return rows.map((row) => row.id);
    },
    latestOf: async (instanceId) =>
      (await database
        .selectFrom('operations')
        .where('instance_id', '=', instanceId)
        .orderBy('started_at', 'desc')
        .selectAll()
        .executeTakeFirst()) ?? null,
  };
}

export function isOver(state: OperationState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'stopped';
}

async function insertOperation(
  transaction: Kysely<Tables>,
  input: OperationStart,
  now: Date,
): Promise<OperationRow | undefined> {
  return transaction
    .insertInto('operations')
    .values({
      kind: input.kind,
      state: input.state,
      step: input.step,
      vendor: input.vendor,
      account_id: input.accountId,
      person_id: input.personId,
      request_key: input.requestKey ?? null,
      request_id: input.requestId,
      instance_id: input.instanceId ?? null,
      template_id: input.templateId ?? null,
      name: input.name,
      data: JSON.stringify(input.data ?? {}),
      due_at: now,
      started_at: now,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'request_key']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

function findByKey(transaction: Kysely<Tables>, input: OperationStart): Promise<OperationRow> {
  return transaction
    .selectFrom('operations')
    .where('account_id', '=', input.accountId)
    .where('request_key', '=', input.requestKey ?? null)
    .selectAll()
    .executeTakeFirstOrThrow();
}

async function beginStep(
  transaction: Kysely<Tables>,
  operationId: string,
  step: OperationStep,
  now: Date,
  endsAtOnce = false,
): Promise<void> {
  await transaction
    .insertInto('operation_steps')
    .values({ operation_id: operationId, step, started_at: now, ended_at: endsAtOnce ? now : null })
    .execute();
}

async function endStep(transaction: Kysely<Tables>, operationId: string, now: Date): Promise<void> {
  await transaction
    .updateTable('operation_steps')
    .set({ ended_at: now })
    .where('operation_id', '=', operationId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The row says "working" exactly while an operation on it runs. */
async function showOnInstance(transaction: Kysely<Tables>, operation: OperationRow): Promise<void> {
  if (operation.instance_id === null) return;
  await transaction
    .updateTable('instances')
    .set({
      working: operation.state === 'running',
      awaiting_set_up: operation.kind === 'activate' && operation.state === 'waiting_for_person',
      last_operation_id: operation.id,
    })
    .where('id', '=', operation.instance_id)
    .execute();
}

function toJson(value: StoredProblem | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** SQLSTATE 23505, by PostgreSQL's table of error codes. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

import type { OperationKind, OperationState, OperationStep, StepRecord } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import { againAfterDeadlock } from '../platform/database/after-deadlock.ts';
import type { OperationData, OperationsTable, StoredProblem } from '../platform/database/operation-tables.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import { isOvertaken, showOnInstance } from './instance-effects.ts';
import { auditActionOf, auditDetailOf } from './operation-audit.ts';

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
  /** What is to be given to the vendor, as `OperationValues` sealed it. Forgotten with the end of the operation. */
  sealedValues?: Buffer;
  /** The operation that this one answers: refused when another on the same instance began after it. */
  answers?: Pick<OperationRow, 'id' | 'started_at'>;
  /** The work on many instances that it belongs to. */
  bulkId?: string;
}

/** What one step changes. What is left out stays. */
export interface OperationChange {
  state?: OperationState;
  step?: OperationStep;
  instanceId?: string;
  data?: OperationData;
  /** Who goes on with it from here: with their rights and credential, and audited as theirs. */
  personId?: string;
  problem?: StoredProblem | null;
  attempts?: number;
  dueAt?: Date;
  /** The values that were to be given to the vendor have served. */
  forgetsValues?: true;
  /** With `state: 'stopped'`: who gave it up, for the audit log. */
  stoppedBy?: { personId: string; requestId: string };
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
  /**
   * Throws `InstanceBusyError`, and `OperationMovedError` when what it answers is no longer the newest. The same
   * `requestKey` of the same account answers the operation that has it already.
   */
  start(input: OperationStart): Promise<OperationRow>;
  /**
   * Records a change, its step and its effect on the instance's row; the end of an operation is audited with it. Throws
   * `OperationMovedError` when the operation is no longer in the state and step in which it was read, `InstanceBusyError`
   * when it would run beside another on the same instance.
   */
  change(operation: OperationRow, change: OperationChange): Promise<OperationRow>;
  find(operationId: string): Promise<OperationRow | null>;
  /** The steps in the order in which they happened. */
  steps(operationId: string): Promise<StepRecord[]>;
  /**
   * Running operations that are due: each account's first, then each account's second, and so on, those that somebody waits for
   * before those of work on many (`bulkId`).
   */
  due(limit: number): Promise<{ id: string; accountId: string; bulkId: string | null }[]>;
  /** The instance's newest operation; null when there was none. */
  latestOf(instanceId: string): Promise<OperationRow | null>;
  /** The operation that changes the instance now; null when none does. Its runs change nothing about it. */
  runningOf(instanceId: string): Promise<OperationRow | null>;
  /** The operation that waits for a person with this instance; null when there is none. */
  waitingOf(instanceId: string): Promise<OperationRow | null>;
  /** The account's operation with this key; null when there is none. */
  withKey(accountId: string, requestKey: string): Promise<OperationRow | null>;
}

export function createJournal(database: JackfieldDatabase, audit: AuditLog, clock: Clock): Journal {
  async function start(input: OperationStart): Promise<OperationRow> {
    const now = clock.now();
    return inTransaction(async (transaction) => {
      const operation = await insertOperation(transaction, input, now);
      if (!operation) return await findByKey(transaction, input);
      // Asked after the insert: from here on no other can begin to run on the instance, and what did is seen.
      if (input.answers && (await isOvertaken(transaction, operation, input.answers))) throw new OperationMovedError();
      await beginStep(transaction, operation.id, input.step, now);
      if (input.sealedValues) await keepValues(transaction, operation.id, input.sealedValues);
      await showOnInstance(transaction, operation);
      return operation;
    });
  }

  async function change(operation: OperationRow, wanted: OperationChange): Promise<OperationRow> {
    const now = clock.now();
    const state = wanted.state ?? operation.state;
    const step = wanted.step ?? operation.step;
    const hasEnded = isOver(state) && !isOver(operation.state);
    return inTransaction(async (transaction) => {
      const changed = await transaction
        .updateTable('operations')
        .set({
          state,
          step,
          instance_id: wanted.instanceId ?? operation.instance_id,
          person_id: wanted.personId ?? operation.person_id,
          // Who gives it up knows nothing of it that whoever works on it may have noted meanwhile, such as that it was sent.
          ...(wanted.stoppedBy ? {} : { data: JSON.stringify(wanted.data ?? operation.data) }),
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
      if (hasEnded || wanted.forgetsValues) await forgetValues(transaction, operation.id);
      if (hasEnded) await auditEnd(transaction, changed, wanted.stoppedBy);
      return changed;
    });
  }

  async function inTransaction<Result>(work: (transaction: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    try {
      // Who holds one row may be ended for the sake of two that hold many and wait for each other.
      return await againAfterDeadlock(() => database.transaction().execute(work));
    } catch (error) {
      if (isUniqueViolation(error)) throw new InstanceBusyError();
      throw error;
    }
  }

  /** What stopped by itself changed nothing, so there is nothing to audit; what a person gave up is theirs. */
  async function auditEnd(
    transaction: Kysely<Tables>,
    operation: OperationRow,
    stoppedBy: OperationChange['stoppedBy'],
  ): Promise<void> {
    if (operation.state === 'stopped') {
      if (!stoppedBy) return;
      await audit.append(
        {
          action: 'operation.stop',
          outcome: 'done',
          personId: stoppedBy.personId,
          accountId: operation.account_id,
          instanceId: operation.instance_id,
          detail: operation.name,
          requestId: stoppedBy.requestId,
        },
        transaction,
      );
      return;
    }
    await audit.append(
      {
        action: auditActionOf(operation),
        outcome: operation.state === 'succeeded' ? 'done' : 'failed',
        personId: operation.person_id,
        accountId: operation.account_id,
        instanceId: operation.instance_id,
        problemCode: operation.problem?.code ?? null,
        detail: auditDetailOf(operation),
        requestId: operation.request_id,
      },
      transaction,
    );
  }

  const ofInstance = (instanceId: string) =>
    database.selectFrom('operations').where('instance_id', '=', instanceId).selectAll();

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
      return database
        .selectFrom((waiting) =>
          waiting
            .selectFrom('operations')
            .where('state', '=', 'running')
            .where('due_at', '<=', clock.now())
            .select(['id', 'account_id as accountId', 'due_at', 'bulk_id as bulkId'])
            .select(sql<number>`row_number() over (partition by account_id order by due_at, id)`.as('turn'))
            .as('waiting'),
        )
        .orderBy(sql`"bulkId" is not null`)
        .orderBy('turn')
        .orderBy('due_at')
        .limit(limit)
        .select(['id', 'accountId', 'bulkId'])
        .execute();
    },
    latestOf: async (instanceId) =>
      (await ofInstance(instanceId).orderBy('started_at', 'desc').executeTakeFirst()) ?? null,
    runningOf: async (instanceId) =>
      (await ofInstance(instanceId).where('state', '=', 'running').where('kind', '!=', 'run').executeTakeFirst()) ??
      null,
    waitingOf: async (instanceId) =>
      (await ofInstance(instanceId).where('state', '=', 'waiting_for_person').executeTakeFirst()) ?? null,
    withKey: async (accountId, requestKey) =>
      (await database
        .selectFrom('operations')
        .where('account_id', '=', accountId)
        .where('request_key', '=', requestKey)
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
      bulk_id: input.bulkId ?? null,
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

async function keepValues(transaction: Kysely<Tables>, operationId: string, sealed: Buffer): Promise<void> {
  await transaction.insertInto('operation_values').values({ operation_id: operationId, sealed }).execute();
}

async function forgetValues(transaction: Kysely<Tables>, operationId: string): Promise<void> {
  await transaction.deleteFrom('operation_values').where('operation_id', '=', operationId).execute();
}

function toJson(value: StoredProblem | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** SQLSTATE 23505, by PostgreSQL's table of error codes. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

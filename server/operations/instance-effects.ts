import { type Kysely, type Selectable, sql } from 'kysely';
import type { OperationsTable } from '../platform/database/operation-tables.ts';
import type { Tables } from '../platform/database/schema.ts';

type OperationRow = Selectable<OperationsTable>;

/**
 * The row says "working" exactly while an operation on it runs. A set-up that waits, or was given up, is unfinished until
 * the instance has been enabled; other changes leave that as it is.
 */
export async function showOnInstance(transaction: Kysely<Tables>, operation: OperationRow): Promise<void> {
  // A run changes nothing about its instance; how its newest one ended is told apart.
  if (operation.instance_id === null || operation.kind === 'run') return;
  const { kind, state } = operation;
  const isSetUp = kind === 'activate' || (kind === 'enable' && state === 'succeeded');
  await transaction
    .updateTable('instances')
    .set((row) => ({
      working: row
        .selectFrom('operations')
        .where('operations.instance_id', '=', operation.instance_id)
        .where('operations.state', '=', 'running')
        .where('operations.kind', '!=', 'run')
        .select(sql<boolean>`count(*) > 0`.as('runs')),
      ...(isSetUp ? { awaiting_set_up: state === 'waiting_for_person' || state === 'stopped' } : {}),
      // What was given up has nothing more to say, unless it spoke last.
      ...(state === 'stopped' ? {} : { last_operation_id: operation.id }),
    }))
    .where('id', '=', operation.instance_id)
    .execute();
}

/** Whether another operation on the instance began after the one that this operation answers. */
export async function isOvertaken(
  transaction: Kysely<Tables>,
  operation: OperationRow,
  answered: Pick<OperationRow, 'id' | 'started_at'>,
): Promise<boolean> {
  if (operation.instance_id === null) return false;
  const newer = await transaction
    .selectFrom('operations')
    .where('instance_id', '=', operation.instance_id)
    .where('id', 'not in', [operation.id, answered.id])
    .where('started_at', '>=', answered.started_at)
    .where('kind', '!=', 'run')
    .select('id')
    .executeTakeFirst();
  return newer !== undefined;
}

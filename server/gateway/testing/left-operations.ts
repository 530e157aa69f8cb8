import type { OperationKind, OperationState } from '#contract/operations.ts';
import type { TestServer } from '#server/testing/test-server.ts';

/** Ids of operations that may be retried, stopped and undone. */
export interface LeftOperations {
  retry: string;
  stop: string;
  undo: string;
}

/** Leaves one operation of each kind on three of Northwind's instances, the last of which is disabled. */
export async function leaveOperations(server: TestServer, instanceIds: string[]): Promise<LeftOperations> {
  const [retried = '', waiting = '', disabled = ''] = instanceIds;
  return {
    retry: await addOperation(server, retried, { kind: 'rename', state: 'failed' }),
    stop: await addOperation(server, waiting, { kind: 'reconfigure', state: 'waiting_for_person' }),
    undo: await addOperation(server, disabled, { kind: 'disable', state: 'succeeded' }),
  };
}

/** An operation as it may have been left. What may be undone stays so for as long as these tests take. */
async function addOperation(
  server: TestServer,
  instanceId: string,
  { kind, state }: { kind: OperationKind; state: OperationState },
): Promise<string> {
  const { database, clock } = server.services;
  const maya = await database.selectFrom('people').where('demo_key', '=', 'maya').selectAll().executeTakeFirstOrThrow();
  const now = clock.now();
  const isOver = state !== 'waiting_for_person';
  const { id: operationId } = await database
    .insertInto('operations')
    .values({
      kind,
      state,
      step: kind === 'reconfigure' ? 'configuring' : 'changing',
      vendor: 'tray',
      account_id: maya.account_id ?? '',
      person_id: maya.id,
      request_key: null,
      request_id: 'test',
      instance_id: instanceId,
      template_id: null,
      name: 'An instance',
      data: JSON.stringify(kind === 'rename' ? { newName: 'Renamed again' } : {}),
      due_at: now,
      started_at: now,
      ended_at: isOver ? new Date(now.getTime() + 3_600_000) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return operationId;
}

import type { OperationData } from '#server/platform/database/operation-tables.ts';
import type { TestServer } from '#server/testing/test-server.ts';

/** What a process leaves that dies between its note and its call, or between its call and the note of the outcome. */
export async function leaveAt(server: TestServer, operationId: string, data: OperationData): Promise<void> {
  const { journal } = server.services;
  const row = await journal.find(operationId);
  if (!row) throw new Error('the journal has lost it');
  await journal.change(row, { data: { ...row.data, ...data } });
}

/** Another process takes over while this is done. */
export async function restarted(server: TestServer, work: () => Promise<void>): Promise<void> {
  const replica = server.anotherReplica();
  replica.worker.start();
  try {
    await work();
  } finally {
    await replica.worker.stop();
    server.services.worker.start();
  }
}

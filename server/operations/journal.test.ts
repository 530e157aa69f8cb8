import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createJournal } from './journal.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

test('who gives an operation up does not forget what was noted since they looked at it', async () => {
  const { tables } = opened;
  const clock = createAdjustableClock();
  const journal = createJournal(tables, createAuditLog(tables, clock), clock);
  const { id: accountId } = await tables
    .insertInto('accounts')
    .values({ external_id: randomUUID(), name: 'An account', created_at: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: personId } = await tables
    .insertInto('people')
    .values({
      demo_key: randomUUID(),
      name: 'A person',
      role: 'user',
      account_id: accountId,
      view_only: false,
      featured: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const seen = await journal.start({
    kind: 'remove',
    state: 'running',
    step: 'changing',
    vendor: 'tray',
    accountId,
    personId,
    requestId: randomUUID(),
    name: 'Orders',
  });
  await journal.change(seen, { data: { sent: true } });
  const stopped = await journal.change(seen, { state: 'stopped', stoppedBy: { personId, requestId: randomUUID() } });
  expect(stopped).toMatchObject({ state: 'stopped', data: { sent: true } });
});

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createJournal, InstanceBusyError, OperationMovedError } from '#server/operations/journal.ts';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { againAfterDeadlock } from '#server/platform/database/after-deadlock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { InstanceRecord } from '#server/vendors/adapter.ts';
import { fillAccounts } from './testing/drawn-rows.ts';
import { mergeRead, sweepUnseen } from './merge-read.ts';
import { purgeRemoved, writeRemoval, writeThrough } from './write-through.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
let people: Awaited<ReturnType<typeof fillAccounts>>;
let clock: AdjustableClock;
const logger = createLogger('silent');

beforeAll(async () => {
  opened = await openTestTables();
  people = await fillAccounts(opened.tables);
});
afterAll(() => opened.close());

/** So few that those who write at once meet. */
const vendorIds = Array.from({ length: 9 }, (_, place) => `row ${place}`);
const place = fc.nat(vendorIds.length - 1);
const places = fc.uniqueArray(place, { minLength: 1, maxLength: vendorIds.length });
const look = fc.record({ name: fc.constantFrom('a', 'b'), enabled: fc.boolean(), owner: fc.nat(2) });

/** Everything that writes rows, operations or accounts, as it is done in earnest. */
const drawnAction = fc.oneof(
  fc.record({ does: fc.constant('read' as const), places, look }),
  fc.record({ does: fc.constant('sweep' as const), owner: fc.option(fc.nat(2)) }),
  fc.record({ does: fc.constant('operate' as const), place, look, ends: fc.constantFrom('succeeded', 'failed') }),
  fc.record({ does: fc.constant('remove' as const), place }),
  fc.record({ does: fc.constant('purge' as const) }),
  fc.record({ does: fc.constant('rename' as const), owner: fc.nat(2), name: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ does: fc.constant('think twice' as const), first: place, second: place, look, isKept: fc.boolean() }),
  fc.record({ does: fc.constant('sum' as const) }),
);

type Action = typeof drawnAction extends fc.Arbitrary<infer Value> ? Value : never;

const recordOf = (at: number, { name, enabled }: { name: string; enabled: boolean }): InstanceRecord => ({
  vendorId: vendorIds[at] ?? '',
  vendorAccountId: 'somebody',
  name,
  templateId: 't',
  templateName: 'Template',
  enabled,
  useCount: null,
  required: 'complete',
  missing: { connections: [], values: [] },
  flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
  createdAt: null,
  fingerprint: 'f',
  valuesFingerprint: 'key.f',
});

const accountOf = (owner: number) => people.accountIds[owner] ?? '';

async function idOf(at: number): Promise<string | null> {
  const row = await opened.tables
    .selectFrom('instances')
    .where('vendor_id', '=', vendorIds[at] ?? '')
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function act(action: Action): Promise<void> {
  const { tables } = opened;
  const audit = createAuditLog(tables, clock);
  const context = { database: tables, audit, logger };
  const now = clock.now();
  switch (action.does) {
    case 'read': {
      const accountId = accountOf(action.look.owner);
      const rows = action.places.map((at) => ({ accountId, record: recordOf(at, action.look) }));
      await mergeRead(context, { vendor: 'tray', rows, readStartedAt: now, isFirstRead: false });
      return;
    }
    case 'sweep': {
      const accountId = action.owner === null ? null : accountOf(action.owner);
      return sweepUnseen(context, { vendor: 'tray', accountId, readStartedAt: now });
    }
    case 'operate':
      return operate(action);
    case 'remove': {
      const id = await idOf(action.place);
      return id === null ? undefined : writeRemoval(tables, id, clock);
    }
    case 'purge':
      return purgeRemoved(tables, clock);
    case 'rename':
      await againAfterDeadlock(() =>
        tables.updateTable('accounts').set({ name: action.name }).where('id', '=', accountOf(action.owner)).execute(),
      );
      return;
    case 'think twice':
      return againAfterDeadlock(() => thinkTwice(action));
    case 'sum':
      await sql`select sum_instance_counts()`.execute(tables);
  }
}

/** An operation begins on a row, is in trouble, and ends. */
async function operate({ place: at, look: { owner, ...seen }, ends }: Action & { does: 'operate' }): Promise<void> {
  const { tables } = opened;
  const journal = createJournal(tables, createAuditLog(tables, clock), clock);
  const instanceId = await idOf(at);
  if (instanceId === null) return;
  try {
    const begun = await journal.start({
      kind: 'disable',
      state: 'running',
      step: 'changing',
      vendor: 'tray',
      accountId: accountOf(owner),
      personId: people.personId,
      requestId: randomUUID(),
      instanceId,
      name: seen.name,
    });
    const problem = { code: 'vendor_unavailable' as const, changed: 'nothing' as const };
    const waiting = await journal.change(begun, { problem });
    const record = recordOf(at, seen);
    if (ends === 'succeeded') {
      await writeThrough(tables, { vendor: 'tray', accountId: accountOf(owner), record }, clock, logger);
    }
    await journal.change(waiting, { state: ends, problem: ends === 'failed' ? problem : null });
  } catch (error) {
    // What production answers with a problem, and not with an error.
    if (!(error instanceof InstanceBusyError) && !(error instanceof OperationMovedError)) throw error;
  }
}

/** Changes a row, takes that back to a savepoint, changes another, and keeps that or not. */
async function thinkTwice({ first, second, look: seen, isKept }: Action & { does: 'think twice' }): Promise<void> {
  const { name, enabled } = seen;
  const values = { name, rest_status: enabled ? ('enabled' as const) : ('disabled' as const) };
  const transaction = await opened.tables.startTransaction().execute();
  const set = (on: Pick<JackfieldDatabase, 'updateTable'>, at: number) =>
    on
      .updateTable('instances')
      .set(values)
      .where('vendor_id', '=', vendorIds[at] ?? '')
      .execute();
  try {
    const saved = await transaction.savepoint('before').execute();
    await set(saved, first);
    await saved.rollbackToSavepoint('before').execute();
    await set(transaction, second);
  } finally {
    await (isKept ? transaction.commit() : transaction.rollback()).execute();
  }
}

async function kept(database: JackfieldDatabase) {
  const { rows: listed } = await sql`select * from listed_instances order by id`.execute(database);
  const { rows: counts } = await sql`
    select kind, vendor, template_id, template_name, status, health, update_kind, needs_person, sum(count) as count
    from instance_counts group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(count) <> 0 order by kind`.execute(database);
  return { listed, counts };
}

/** What the tables would be, were they made anew from the rows as these are now. */
async function recounted() {
  const transaction = await opened.tables.startTransaction().execute();
  try {
    await sql`truncate listed_instances, instance_counts`.execute(transaction);
    await sql`select list_anew(array(select id from instances))`.execute(transaction);
    return await kept(transaction);
  } finally {
    await transaction.rollback().execute();
  }
}

test('the list and its counts are what a recount gives, whoever wrote at once, and nobody was in another’s way', async () => {
  const writers = fc.array(fc.array(drawnAction, { minLength: 6, maxLength: 16 }), { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(writers, async (all) => {
      clock = createAdjustableClock();
      await act({ does: 'read', places: vendorIds.map((_, at) => at), look: { name: 'a', enabled: true, owner: 0 } });
      const ended = await Promise.allSettled(
        all.map(async (actions) => {
          for (const next of actions) {
            // What was written stands against reads for half a minute, and a removed row is kept for ten.
            clock.advance(61_000);
            // oxlint-disable-next-line no-await-in-loop -- one after the other, beside the other writers
            await act(next);
          }
        }),
      );
      expect(ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([]);
      expect(await kept(opened.tables)).toEqual(await recounted());
    }),
    // What comes of chance does not come again when it is made smaller.
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { InstanceRecord } from '#server/vendors/adapter.ts';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { type MergeContext, mergeRead, sweepUnseen } from './merge-read.ts';
import { purgeRemoved, standingMs, writeRemoval, writeThrough } from './write-through.ts';

const logger = createLogger('silent');
let opened: Awaited<ReturnType<typeof openTestTables>>;
let clock: AdjustableClock;
let accountId: string;
let context: MergeContext;

beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());
beforeEach(async () => {
  clock = createAdjustableClock();
  context = { database: opened.tables, audit: createAuditLog(opened.tables, clock), logger };
  const account = { external_id: randomUUID(), name: 'An account', created_at: clock.now() };
  accountId = (await opened.tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow()).id;
});

function record(name: string, vendorId = 'v'): InstanceRecord {
  return {
    vendorId: `${accountId}:${vendorId}`,
    vendorAccountId: 'owner',
    name,
    templateId: 't',
    templateName: 'Template',
    enabled: true,
    useCount: null,
    required: 'complete',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: null,
    fingerprint: 'f',
    valuesFingerprint: 'key.f',
  };
}

const write = (name: string) =>
  writeThrough(opened.tables, { vendor: 'tray', accountId, record: record(name) }, clock, logger);

const merge = (readStartedAt: Date, ...records: InstanceRecord[]) =>
  mergeRead(context, {
    vendor: 'tray',
    rows: records.map((one) => ({ accountId, record: one })),
    readStartedAt,
    isFirstRead: false,
  });

const sweep = (readStartedAt: Date) => sweepUnseen(context, { vendor: 'tray', accountId, readStartedAt });

/** A whole read of the account that found these. */
async function read(readStartedAt: Date, ...records: InstanceRecord[]): Promise<void> {
  await merge(readStartedAt, ...records);
  await sweep(readStartedAt);
}

const later = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds);

async function names(): Promise<string[]> {
  const rows = await opened.tables
    .selectFrom('instances')
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}

const idOf = async () =>
  (
    await opened.tables
      .selectFrom('instances')
      .where('account_id', '=', accountId)
      .select('id')
      .executeTakeFirstOrThrow()
  ).id;

describe('a value that we wrote', () => {
  test.each([
    ['before it', -1],
    ['at the same moment', 0],
    ['just before 30 s were over', standingMs - 1],
  ])('stands against a read that began %s', async (_when, afterMs) => {
    const writtenAt = clock.now();
    await write('ours');
    await read(later(writtenAt, afterMs - 5), record('stale'));
    await sweep(later(writtenAt, afterMs - 5));
    expect(await names()).toEqual(['ours']);
  });

  test('falls to a read that began 30 s later', async () => {
    await write('ours');
    await read(later(clock.now(), standingMs), record('theirs'));
    expect(await names()).toEqual(['theirs']);
  });

  test('keeps its id through reads and writes', async () => {
    const id = await write('ours');
    await read(later(clock.now(), standingMs), record('theirs'));
    expect(await write('ours again')).toBe(id);
  });

  test('is taken out by a read that began 30 s later and did not find it', async () => {
    await write('ours');
    await read(later(clock.now(), standingMs));
    expect(await names()).toEqual([]);
  });
});

describe('reads', () => {
  test('that overtake each other leave what the later one saw', async () => {
    const began = clock.now();
    await merge(later(began, 10), record('new'));
    await merge(began, record('old'));
    expect(await names()).toEqual(['new']);
  });

  test('sweep what they did not find, of their own account and vendor', async () => {
    const began = clock.now();
    await merge(began, record('kept', 'a'), record('gone', 'b'));
    await sweepUnseen(context, { vendor: 'prismatic', accountId, readStartedAt: later(began, 10) });
    await sweepUnseen(context, { vendor: 'tray', accountId: randomUUID(), readStartedAt: later(began, 10) });
    expect(await names()).toEqual(['gone', 'kept']);
    await read(later(began, 10), record('kept', 'a'));
    expect(await names()).toEqual(['kept']);
  });

  test('do not sweep what an operation works on', async () => {
    const began = clock.now();
    await merge(began, record('busy'));
    await opened.tables.updateTable('instances').set({ working: true }).where('account_id', '=', accountId).execute();
    await read(later(began, 10));
    expect(await names()).toEqual(['busy']);
  });

  test('that began before a sweep do not bring back what it took', async () => {
    const began = clock.now();
    await merge(began, record('gone'));
    const slow = later(began, 10);
    await read(later(began, 20));
    await merge(slow, record('gone'));
    expect(await names()).toEqual([]);
    await merge(later(began, 30), record('back'));
    expect(await names()).toEqual(['back']);
  });

  test('may repeat a row', async () => {
    await merge(clock.now(), record('once'), record('twice'));
    expect(await names()).toEqual(['twice']);
  });

  test('may be empty', async () => {
    await merge(clock.now());
    expect(await names()).toEqual([]);
  });
});

describe('a removed instance', () => {
  test('is not brought back by a read within 30 s, and is drift after that', async () => {
    await write('removed');
    await writeRemoval(opened.tables, await idOf(), clock);
    const removedAt = clock.now();
    await merge(later(removedAt, standingMs - 1_000), record('removed'));
    expect(await names()).toEqual([]);
    await merge(later(removedAt, standingMs + 1_000), record('still there'));
    expect(await names()).toEqual(['still there']);
  });

  test('is forgotten after ten minutes and not before', async () => {
    await write('removed');
    await writeRemoval(opened.tables, await idOf(), clock);
    const rows = () => opened.tables.selectFrom('instances').where('account_id', '=', accountId).selectAll().execute();
    clock.advance(10 * 60_000 - 1_000);
    await purgeRemoved(opened.tables, clock);
    expect(await rows()).toHaveLength(1);
    clock.advance(2_000);
    await purgeRemoved(opened.tables, clock);
    expect(await rows()).toEqual([]);
  });
});

describe('the status at rest', () => {
  test.each([
    [true, 'complete', 'enabled'],
    [true, 'missing', 'enabled'],
    [false, 'complete', 'disabled'],
    [false, 'nothing', 'disabled'],
    [false, 'missing', 'unfinished'],
  ] as const)('of enabled %s with values %s is %s', async (enabled, required, status) => {
    await merge(clock.now(), { ...record('one'), enabled, required });
    const row = await opened.tables
      .selectFrom('instances')
      .where('account_id', '=', accountId)
      .select('rest_status')
      .executeTakeFirst();
    expect(row).toEqual({ rest_status: status });
  });
});

describe('a read that finds a row as it is', () => {
  /** The row's version as PostgreSQL has it, which every write makes anew, and when it was checked. */
  async function stored() {
    const { rows } = await sql<{ version: string; checked_at: Date; listed_at: Date }>`
      select instances.xmin::text as version, instances.checked_at, instance_checks.checked_at as listed_at
      from instances join instance_checks on instance_id = id where account_id = ${accountId}`.execute(opened.tables);
    expect(rows).toHaveLength(1);
    return rows[0];
  }

  test('notes when, and leaves the row alone', async () => {
    const began = clock.now();
    await merge(began, record('same'));
    const before = await stored();
    expect(before?.listed_at).toEqual(began);
    await merge(later(began, 60_000), record('same'));
    expect(await stored()).toEqual({ ...before, listed_at: later(began, 60_000) });
  });

  test.each<[string, Partial<InstanceRecord>]>([
    ['its name', { name: 'other' }],
    ['what it lacks', { missing: { connections: ['Slack'], values: [] } }],
    ['its fingerprint', { fingerprint: 'g' }],
    ['when it was made', { createdAt: new Date(0) }],
  ])('one that finds %s changed writes it', async (_what, change) => {
    const began = clock.now();
    await merge(began, record('same'));
    const before = await stored();
    await merge(later(began, 60_000), { ...record('same'), ...change });
    expect((await stored())?.version).not.toBe(before?.version);
  });

  test('one that began earlier says nothing', async () => {
    const began = clock.now();
    await merge(began, record('same'));
    await merge(later(began, -60_000), record('same'));
    expect((await stored())?.listed_at).toEqual(began);
  });

  test('what was just written through is not taken as checked by a read from before', async () => {
    await write('same');
    const before = await stored();
    await merge(later(clock.now(), 1_000), record('same'));
    expect(await stored()).toEqual(before);
  });

  test('a removed row has no age, and one that comes back has one again', async () => {
    const began = clock.now();
    await read(began, record('same'));
    await read(later(began, 60_000));
    const { rows } = await sql`select from instance_checks join instances on id = instance_id
      where account_id = ${accountId}`.execute(opened.tables);
    expect(rows).toEqual([]);
    await read(later(began, 120_000), record('same'));
    expect((await stored())?.listed_at).toEqual(later(began, 120_000));
  });
});

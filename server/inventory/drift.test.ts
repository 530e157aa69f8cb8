import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import type { Clock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { InstanceRecord } from '#server/vendors/adapter.ts';
import { type MergeContext, mergeRead, sweepUnseen } from './merge-read.ts';
import { standingMs, writeRemoval, writeThrough } from './write-through.ts';

const logger = createLogger('silent');
let opened: Awaited<ReturnType<typeof openTestTables>>;
/** It stands still, so that a millisecond can decide. */
let clock: Clock & { advance(milliseconds: number): void };
let accountId: string;
let personId: string;
let context: MergeContext;

beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());
beforeEach(async () => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  clock = { now: () => new Date(now), advance: (milliseconds) => (now += milliseconds) };
  context = { database: opened.tables, audit: createAuditLog(opened.tables, clock), logger };
  const account = { external_id: randomUUID(), name: 'An account', created_at: clock.now() };
  accountId = (await opened.tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow()).id;
  const person = { account_id: accountId, demo_key: randomUUID(), name: 'P', role: 'user', view_only: false } as const;
  personId = (
    await opened.tables
      .insertInto('people')
      .values({ ...person, featured: false })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
});

function record(change: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    vendorId: `${accountId}:v`,
    vendorAccountId: 'owner',
    name: 'Orders',
    templateId: 't',
    templateName: 'Template',
    enabled: true,
    useCount: null,
    required: 'complete',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: null,
    fingerprint: 'f',
    valuesFingerprint: 'key.values',
    ...change,
  };
}

const write = (change: Partial<InstanceRecord> = {}) =>
  writeThrough(opened.tables, { vendor: 'tray', accountId, record: record(change) }, clock, logger);

/** A whole read that begins now. */
async function read(records: InstanceRecord[], isFirstRead = false): Promise<void> {
  const readStartedAt = clock.now();
  const rows = records.map((one) => ({ accountId, record: one }));
  await mergeRead(context, { vendor: 'tray', rows, readStartedAt, isFirstRead });
  await sweepUnseen(context, { vendor: 'tray', accountId, readStartedAt });
}

async function driftNoted(): Promise<(string | null)[]> {
  const entries = await opened.tables
    .selectFrom('audit_entries')
    .where('account_id', '=', accountId)
    .where('action', '=', 'instance.drift')
    .orderBy('id')
    .selectAll()
    .execute();
  expect(entries.filter((entry) => entry.person_id !== null || entry.instance_id === null)).toEqual([]);
  return entries.map((entry) => entry.detail);
}

/** An operation of ours on the instance, which the row speaks of. */
async function operate(instanceId: string | null, change: { state: 'running' | 'waiting_for_person' | 'failed' }) {
  const now = clock.now();
  const operation = await opened.tables
    .insertInto('operations')
    .values({
      kind: 'activate',
      step: 'configuring',
      vendor: 'tray',
      account_id: accountId,
      person_id: personId,
      request_id: 'r',
      instance_id: instanceId,
      template_id: 't',
      name: 'Orders',
      data: '{}',
      due_at: now,
      started_at: now,
      ended_at: change.state === 'failed' ? now : null,
      ...change,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (instanceId === null) return;
  await opened.tables
    .updateTable('instances')
    .set({ last_operation_id: operation.id, working: change.state === 'running' })
    .where('id', '=', instanceId)
    .execute();
}

const differences: [string, Partial<InstanceRecord>, string][] = [
  ['the name', { name: 'Other' }, 'name'],
  ['what it is made from', { templateId: 'u' }, 'template'],
  ['being disabled', { enabled: false }, 'disabled'],
  [
    'a newer version',
    { flags: { hasNewerVersion: true, requiresUserInput: true, requiresSystemInput: false } },
    'version',
  ],
  ['its values', { fingerprint: 'g', valuesFingerprint: 'key.others' }, 'values'],
  ['several', { name: 'Other', enabled: false, valuesFingerprint: 'key.others' }, 'name, disabled, values'],
];

describe('what a read finds different', () => {
  test.each(differences)('in %s is noted, once', async (_what, change, words) => {
    await write();
    clock.advance(standingMs);
    await read([record(change)]);
    clock.advance(1_000);
    await read([record(change)]);
    expect(await driftNoted()).toEqual([words]);
  });

  test.each(differences)('in %s is not noted while our own write stands', async (_what, change) => {
    await write();
    clock.advance(standingMs - 1);
    await read([record(change)]);
    expect(await driftNoted()).toEqual([]);
  });

  test('is nothing when all that differs is the key of the digest, or a value was never known', async () => {
    await write({ valuesFingerprint: '' });
    clock.advance(standingMs);
    await read([record({ valuesFingerprint: 'old.values', fingerprint: 'x' })]);
    clock.advance(1_000);
    await read([record({ valuesFingerprint: 'new.values', fingerprint: 'y' })]);
    expect(await driftNoted()).toEqual([]);
  });

  test('is not noted while an operation of ours works on it, nor just after one ended', async () => {
    const id = await write();
    clock.advance(standingMs);
    await operate(id, { state: 'running' });
    await read([record({ enabled: false })]);
    await operate(id, { state: 'failed' });
    clock.advance(standingMs - 1);
    await read([record({ enabled: true })]);
    expect(await driftNoted()).toEqual([]);
    clock.advance(1);
    await read([record({ enabled: false })]);
    expect(await driftNoted()).toEqual(['disabled']);
  });

  test('in values and version is the wizard’s while one is waited for; anything else is not', async () => {
    const id = await write();
    await operate(id, { state: 'waiting_for_person' });
    clock.advance(standingMs);
    await read([record({ valuesFingerprint: 'key.others' })]);
    expect(await driftNoted()).toEqual([]);
    clock.advance(1_000);
    await read([record({ valuesFingerprint: 'key.more', enabled: false })]);
    expect(await driftNoted()).toEqual(['disabled']);
  });
});

describe('rows that come and go', () => {
  test('are noted: appeared, removed, there again', async () => {
    await read([]);
    clock.advance(1_000);
    await read([record()]);
    clock.advance(1_000);
    await read([]);
    clock.advance(1_000);
    await read([record()]);
    expect(await driftNoted()).toEqual(['appeared', 'removed', 'reappeared']);
  });

  test('are nothing new in a first read', async () => {
    await read([record()], true);
    expect(await driftNoted()).toEqual([]);
  });

  test('are ours when we removed them, or an activation of that solution may have made them', async () => {
    const id = await write();
    await writeRemoval(opened.tables, id, clock);
    clock.advance(standingMs);
    await read([]);
    await operate(null, { state: 'running' });
    await read([record({ vendorId: `${accountId}:made` })]);
    expect(await driftNoted()).toEqual([]);
    clock.advance(1_000);
    await read([
      record({ vendorId: `${accountId}:made` }),
      record({ vendorId: `${accountId}:other`, templateId: 'u' }),
    ]);
    expect(await driftNoted()).toEqual(['appeared']);
  });

  test('are noted in full when there are hundreds, in few statements', async () => {
    const many = Array.from({ length: 300 }, (_, index) => record({ vendorId: `${accountId}:${index}` }));
    await read(many);
    clock.advance(1_000);
    await read([]);
    const noted = await driftNoted();
    expect([noted.filter((words) => words === 'appeared').length, noted.length]).toEqual([300, 600]);
  });
});

test('two reads of the same rows at once wait for each other and note a change once', async () => {
  const many = Array.from({ length: 50 }, (_, index) => record({ vendorId: `${accountId}:${index}` }));
  await read(many, true);
  clock.advance(1_000);
  const changed = many.map((one) => ({ ...one, enabled: false }));
  await Promise.all([changed, changed.toReversed(), changed].map((rows) => read(rows)));
  expect(await driftNoted()).toHaveLength(50);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { InstanceRecord } from '#server/vendors/adapter.ts';
import type { DeploymentState } from '#server/vendors/deployment-state.ts';
import { findInstance } from './indexed-instance.ts';
import { type MergeContext, mergeRead } from './merge-read.ts';
import { restStatus } from './row-values.ts';
import { standingMs, writeThrough } from './write-through.ts';

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

const atWork: DeploymentState = {
  wasDeployed: true,
  isEnabled: true,
  configuration: 'complete',
  hasUndeployedChanges: false,
  isFailing: false,
  isSuspended: false,
  versionNumber: 3,
  deployedVersionNumber: 3,
  newerVersionNumber: 4,
  lastDeployedAt: new Date('2026-03-01T12:00:00.000Z'),
  lastRanAt: null,
};

function record(change: Partial<DeploymentState> = {}): InstanceRecord {
  const deployment = { ...atWork, ...change };
  return {
    vendorId: `${accountId}:v`,
    vendorAccountId: 'owner',
    name: 'Orders',
    templateId: 't',
    templateName: 'Template',
    enabled: deployment.isEnabled && deployment.wasDeployed,
    useCount: null,
    deployment,
    required: 'complete',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: null,
    fingerprint: 'f',
    valuesFingerprint: 'key.values',
  };
}

const write = (change: Partial<DeploymentState> = {}) =>
  writeThrough(opened.tables, { vendor: 'prismatic', accountId, record: record(change) }, clock, logger);

async function read(change: Partial<DeploymentState>): Promise<void> {
  clock.advance(standingMs + 1);
  const rows = [{ accountId, record: record(change) }];
  await mergeRead(context, { vendor: 'prismatic', rows, readStartedAt: clock.now(), isFirstRead: false });
}

async function driftNoted(): Promise<(string | null)[]> {
  const entries = await opened.tables
    .selectFrom('audit_entries')
    .where('account_id', '=', accountId)
    .where('action', '=', 'instance.drift')
    .orderBy('id')
    .select('detail')
    .execute();
  return entries.map(({ detail }) => detail);
}

test.each([
  [{ wasDeployed: false, lastDeployedAt: null }, 'unfinished'],
  [{ wasDeployed: false, isEnabled: false, lastDeployedAt: null }, 'unfinished'],
  [{ configuration: 'incomplete' }, 'unfinished'],
  [{ configuration: 'incomplete', isEnabled: false }, 'unfinished'],
  [{ configuration: 'users' }, 'enabled'],
  [{ configuration: 'unknown' }, 'enabled'],
  [{}, 'enabled'],
  [{ isEnabled: false }, 'disabled'],
  [{ isSuspended: true, isFailing: true, hasUndeployedChanges: true }, 'enabled'],
] satisfies [Partial<DeploymentState>, string][])('%j rests as %s', (change, status) => {
  expect(restStatus(record(change))).toBe(status);
});

test('a state that its vendor words as nobody knows is unknown', () => {
  expect(restStatus({ ...record(), hasUnknownState: true })).toBe('unknown');
});

test('each read tells how a deployment stands, and none of that is a change by others', async () => {
  const id = await write();
  expect((await findInstance(opened.tables, id))?.deployment).toEqual(atWork);

  const later = {
    hasUndeployedChanges: true,
    isFailing: true,
    isSuspended: true,
    lastRanAt: new Date('2026-03-01T12:05:00.000Z'),
  };
  await read(later);
  const row = await findInstance(opened.tables, id);
  expect(row?.deployment).toEqual({ ...atWork, ...later });
  expect(row?.health).toBe('failed');
  expect(await driftNoted()).toEqual([]);
});

test('what was written through stands against a read from before it', async () => {
  const id = await write({ hasUndeployedChanges: true });
  const rows = [{ accountId, record: record({ hasUndeployedChanges: false }) }];
  await mergeRead(context, { vendor: 'prismatic', rows, readStartedAt: clock.now(), isFirstRead: false });
  expect((await findInstance(opened.tables, id))?.deployment?.hasUndeployedChanges).toBe(true);
});

test('a set-up that became incomplete after it was at work has not been turned off', async () => {
  const id = await write();
  await read({ configuration: 'incomplete' });
  expect((await findInstance(opened.tables, id))?.status).toBe('unfinished');
  await read({});
  expect(await driftNoted()).toEqual([]);

  await read({ isEnabled: false });
  await read({});
  expect(await driftNoted()).toEqual(['disabled', 'enabled']);
});

test('one that is deployed for the first time elsewhere has been turned on', async () => {
  await write({ wasDeployed: false, lastDeployedAt: null });
  await read({});
  expect(await driftNoted()).toEqual(['enabled']);
});

test('how its newest run ended stays as it is when the instance is read', async () => {
  const id = await write();
  await opened.tables.updateTable('instances').set({ last_run: 'failed' }).where('id', '=', id).execute();
  await read({});
  expect((await findInstance(opened.tables, id))?.lastRun).toBe('failed');
});

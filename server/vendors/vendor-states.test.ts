import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { migrations } from '#server/platform/database/migrations.ts';
import { jackfieldSchema, type JackfieldDatabase, type Tables } from '#server/platform/database/schema.ts';
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts';
import type { VendorLimits } from './call-budget.ts';
import { failuresToOpen, operatorKey } from './circuit.ts';
import { createVendorStates, readVendorTrouble, type VendorStates } from './vendor-states.ts';

const limits: VendorLimits = { per: 'vendor', perSecond: 10, burst: 20, clickReserve: 5 };
const start = new Date('2026-03-02T10:00:00.000Z');
const later = (milliseconds: number) => new Date(start.getTime() + milliseconds);

let database: TestDatabase;
/** Two replicas: each has connections of its own. */
let pools: [JackfieldDatabase, JackfieldDatabase];
let one: VendorStates;
let other: VendorStates;

beforeAll(async () => {
  database = await createTestDatabase();
  const open = () => openDatabase<Tables>(database.url, { schema: jackfieldSchema, maxConnections: 8 });
  pools = [open(), open()];
  await migrate(pools[0], jackfieldSchema, migrations);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.destroy()));
  await database.drop();
});

beforeEach(async () => {
  await pools[0].deleteFrom('vendor_states').execute();
  await pools[0].deleteFrom('owner_budgets').execute();
  one = createVendorStates(pools[0], 'tray', limits);
  other = createVendorStates(pools[1], 'tray', limits);
});

test('two replicas that take at once share one budget', async () => {
  const takes = Array.from({ length: 60 }, (_, index) =>
    (index % 2 === 0 ? one : other).take({ owner: null, clicks: 1, background: 0, now: start }),
  );
  const taken = await Promise.all(takes);
  expect(taken.reduce((sum, { clicks }) => sum + clicks, 0)).toBe(limits.burst);

  const refilled = await Promise.all(
    [one, other].map((states) => states.take({ owner: null, clicks: 9, background: 9, now: later(1_000) })),
  );
  expect(refilled.reduce((sum, { clicks, background }) => sum + clicks + background, 0)).toBe(10);
});

test('it never holds more than the burst, and a clock that lags takes nothing back and adds nothing', async () => {
  expect(await one.take({ owner: null, clicks: 100, background: 0, now: start })).toMatchObject({
    clicks: 20,
    level: 0,
  });
  expect(await one.take({ owner: null, clicks: 100, background: 0, now: later(3_600_000) })).toMatchObject({
    clicks: 20,
  });
  expect(await other.take({ owner: null, clicks: 1, background: 0, now: later(1_000) })).toMatchObject({ clicks: 0 });
  expect(await one.take({ owner: null, clicks: 5, background: 0, now: later(3_600_150) })).toMatchObject({
    clicks: 1,
    level: 0.5,
  });
});

test('background leaves the reserve, clicks take it', async () => {
  expect(await one.take({ owner: null, clicks: 2, background: 50, now: start })).toMatchObject({
    clicks: 2,
    background: 13,
  });
  expect(await other.take({ owner: null, clicks: 0, background: 50, now: start })).toMatchObject({ background: 0 });
  expect(await other.take({ owner: null, clicks: 50, background: 50, now: start })).toMatchObject({
    clicks: 5,
    background: 0,
  });
});

test('what one replica finds out of the vendor, all know: it is left alone, one tries, an answer ends it', async () => {
  await one.take({ owner: null, clicks: 1, background: 0, now: start });
  const failure = { key: operatorKey, at: start, isProbe: false, isVendorWide: false };
  await Promise.all(
    Array.from({ length: failuresToOpen }, (_, index) => (index % 2 === 0 ? one : other).recordFailure(failure)),
  );
  const shut = await other.take({ owner: null, clicks: 3, background: 3, now: later(100) });
  expect(shut).toMatchObject({ clicks: 0, background: 0, hasFailures: true, openUntil: later(3_000) });
  expect(await readVendorTrouble(pools[1], 'tray', later(100))).toEqual({ failedSince: start, retryAt: later(3_000) });

  expect(await other.claimProbe(later(2_999))).toBe(false);
  const claims = await Promise.all([one, other, one, other].map((states) => states.claimProbe(later(3_000))));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await readVendorTrouble(pools[1], 'tray', later(3_000))).toEqual({ failedSince: start, retryAt: null });

  await one.recordFailure({ ...failure, at: later(3_500), isProbe: true });
  expect(await readVendorTrouble(pools[1], 'tray', later(3_600))).toEqual({
    failedSince: start,
    retryAt: later(9_500),
  });
  expect(await other.claimProbe(later(9_500))).toBe(true);
  // The process that tries died: after a while another may.
  expect(await one.claimProbe(later(9_600))).toBe(false);
  expect(await one.claimProbe(later(9_500 + 30_000))).toBe(true);

  await one.recordAnswer();
  expect(await other.take({ owner: null, clicks: 1, background: 0, now: later(60_000) })).toMatchObject({
    clicks: 1,
    hasFailures: false,
    openUntil: null,
  });
  expect(await readVendorTrouble(pools[1], 'tray', later(60_000))).toEqual({ failedSince: null, retryAt: null });
});

test('a pause holds the background of every replica, and a shorter one does not end it', async () => {
  await one.take({ owner: null, clicks: 1, background: 0, now: start });
  await one.pauseBackground(later(60_000), null);
  await other.pauseBackground(later(1_000), null);
  expect(await other.take({ owner: null, clicks: 1, background: 1, now: later(30_000) })).toMatchObject({
    clicks: 1,
    background: 0,
    backgroundPausedUntil: later(60_000),
  });
  expect(await readVendorTrouble(pools[1], 'tray', later(30_000))).toEqual({
    failedSince: null,
    retryAt: later(60_000),
  });
  expect(await other.take({ owner: null, clicks: 0, background: 1, now: later(60_000) })).toMatchObject({
    background: 1,
  });
});

test('owners have a budget each, which two replicas share, from the very first call', async () => {
  const owners = ['one', 'two', operatorKey];
  const takes = Array.from({ length: 180 }, async (_, index) => {
    const owner = owners[index % 3] ?? '';
    const { clicks } = await (index % 2 === 0 ? one : other).take({ owner, clicks: 1, background: 0, now: start });
    return { owner, clicks };
  });
  const taken = await Promise.all(takes);
  const sumOf = (owner: string) => taken.reduce((sum, take) => sum + (take.owner === owner ? take.clicks : 0), 0);
  expect(owners.map(sumOf)).toEqual([limits.burst, limits.burst, limits.burst]);

  const refilled = await Promise.all(
    [one, other].map((states) => states.take({ owner: 'one', clicks: 9, background: 9, now: later(1_000) })),
  );
  expect(refilled.reduce((sum, { clicks, background }) => sum + clicks + background, 0)).toBe(10);
  expect(await other.take({ owner: 'two', clicks: 9, background: 0, now: later(500) })).toMatchObject({ clicks: 5 });
});

test('an owner’s budget leaves the reserve, and another vendor’s owner of that name has its own', async () => {
  const elsewhere = createVendorStates(pools[1], 'patchworks', limits);
  expect(await one.take({ owner: 'one', clicks: 2, background: 50, now: start })).toMatchObject({ background: 13 });
  expect(await elsewhere.take({ owner: 'one', clicks: 3, background: 0, now: start })).toMatchObject({ level: 17 });
  expect(await other.take({ owner: 'one', clicks: 50, background: 50, now: start })).toMatchObject({
    clicks: 5,
    background: 0,
    level: 0,
  });
});

test('an owner who takes is not held up by another’s lock, nor by the vendor’s', async () => {
  await one.take({ owner: 'one', clicks: 1, background: 0, now: start });
  const impatient = openDatabase<Tables>(database.url, { schema: jackfieldSchema, maxConnections: 1 });
  await sql`set lock_timeout = '1s'`.execute(impatient);
  const states = createVendorStates(impatient, 'tray', limits);
  const take = () => states.take({ owner: 'two', clicks: 1, background: 0, now: start });
  await take();
  const taken = await pools[0].transaction().execute(async (transaction) => {
    await transaction.selectFrom('vendor_states').selectAll().forUpdate().execute();
    await transaction.selectFrom('owner_budgets').where('owner_key', '=', 'one').selectAll().forUpdate().execute();
    return take().catch((error: unknown) => error);
  });
  await impatient.destroy();
  expect(taken).toMatchObject({ clicks: 1 });
});

test('an owner’s pause holds that owner on every replica and is nobody else’s trouble; the vendor’s holds all', async () => {
  const backgroundOf = async (owner: string, now: Date) =>
    (await other.take({ owner, clicks: 0, background: 1, now })).background;
  await one.take({ owner: 'one', clicks: 1, background: 0, now: start });
  await one.pauseBackground(later(60_000), 'one');
  await other.pauseBackground(later(1_000), 'one');
  expect(await backgroundOf('one', later(30_000))).toBe(0);
  expect(await backgroundOf('two', later(30_000))).toBe(1);
  expect(await readVendorTrouble(pools[1], 'tray', later(30_000))).toEqual({ failedSince: null, retryAt: null });
  expect(await backgroundOf('one', later(60_000))).toBe(1);

  await one.pauseBackground(later(120_000), null);
  expect(await backgroundOf('one', later(90_000))).toBe(0);
  expect(await backgroundOf('two', later(90_000))).toBe(0);
  expect(await backgroundOf('two', later(120_000))).toBe(1);
});

test('a vendor that fails is left alone for every owner, and its answer ends that for all', async () => {
  await one.take({ owner: 'one', clicks: 1, background: 0, now: start });
  for (let count = 0; count < failuresToOpen; count += 1) {
    await one.recordFailure({ key: count === 0 ? 'one' : 'two', at: start, isProbe: false, isVendorWide: false });
  }
  expect(await other.take({ owner: 'never seen', clicks: 3, background: 3, now: later(100) })).toMatchObject({
    clicks: 0,
    background: 0,
    level: limits.burst,
    openUntil: later(3_000),
  });
  const claims = await Promise.all([one, other].map((states) => states.claimProbe(later(3_000))));
  expect(claims.filter(Boolean)).toHaveLength(1);
  await other.recordAnswer();
  expect(await one.take({ owner: 'two', clicks: 1, background: 0, now: later(3_100) })).toMatchObject({ clicks: 1 });
});

test('a vendor that was never asked has no trouble', async () => {
  expect(await readVendorTrouble(pools[0], 'tray', start)).toEqual({ failedSince: null, retryAt: null });
});

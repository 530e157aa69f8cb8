import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { InstancePage, InstanceRecord, VendorAdapter, VendorReader } from '#server/vendors/adapter.ts';
import { VendorError } from '#server/vendors/vendor-error.ts';
import { readOutcome } from './sync-state.ts';
import { createSync, everything, type Sync } from './sync.ts';

const logger = createLogger('silent');
let opened: Awaited<ReturnType<typeof openTestTables>>;
let clock: AdjustableClock;
let accountId: string;
let owner: string;
let vendor: ReturnType<typeof stubVendor>;
let sync: Sync;

beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

beforeEach(async () => {
  await opened.tables.deleteFrom('instances').execute();
  await opened.tables.deleteFrom('sync_states').execute();
  clock = createAdjustableClock();
  owner = randomUUID();
  const account = { external_id: randomUUID(), name: 'An account', created_at: clock.now() };
  accountId = (await opened.tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow()).id;
  await opened.tables
    .insertInto('vendor_links')
    .values({ account_id: accountId, vendor: 'tray', vendor_account_id: owner })
    .execute();
  vendor = stubVendor();
  sync = syncOf(vendor.reader);
});

function syncOf(reader: VendorReader): Sync {
  const adapters = new Map([['tray', { vendor: 'tray', reader } as VendorAdapter]] as const);
  return createSync({ database: opened.tables, adapters, clock, audit: createAuditLog(opened.tables, clock), logger });
}

function record(vendorId: string, vendorAccountId = owner): InstanceRecord {
  return {
    vendorId,
    vendorAccountId,
    name: vendorId,
    templateId: 't',
    templateName: 'Template',
    enabled: true,
    required: 'complete',
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: null,
    fingerprint: 'f',
  };
}

/** A vendor of whom a test says what it answers. Every read of it is counted. */
function stubVendor() {
  const page: InstancePage = { records: [], totalCount: 0, next: null };
  const reader = {
    vendor: 'tray' as const,
    listTemplates: vi.fn<VendorReader['listTemplates']>(async () => []),
    listAllInstances: vi.fn<VendorReader['listAllInstances']>(async () => page),
    listOwnInstances: vi.fn<VendorReader['listOwnInstances']>(async () => page),
    readInstance: vi.fn<VendorReader['readInstance']>(async () => null),
    listAuthentications: vi.fn<VendorReader['listAuthentications']>(async () => []),
    listOwners: vi.fn<VendorReader['listOwners']>(async () => []),
  };
  const pageOf = (...records: InstanceRecord[]): InstancePage => ({ records, totalCount: records.length, next: null });
  return { reader, pageOf };
}

async function refresh(): Promise<void> {
  const { finished } = await sync.refreshAccount('tray', accountId);
  await finished;
}

const rows = () =>
  opened.tables
    .selectFrom('instances')
    .where('removed_at', 'is', null)
    .orderBy('name')
    .select(['name', 'account_id'])
    .execute();
const names = async () => (await rows()).map(({ name }) => name);
const outcome = () =>
  readOutcome(opened.tables, { vendor: 'tray', scopes: [accountId, everything], now: clock.now(), since: null });

describe('the read of one account', () => {
  test('is done once for any number of pages opened at once, in any number of replicas', async () => {
    const other = syncOf(vendor.reader);
    const reads = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? sync : other).refreshAccount('tray', accountId)),
    );
    for (const { finished } of reads) await finished;
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
  });

  test('is done again only when the last one is 30 s old', async () => {
    await refresh();
    clock.advance(29_000);
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
    clock.advance(1_000);
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
  });

  test('never makes its caller wait for the vendor', async () => {
    let answer = (_page: InstancePage) => {};
    vendor.reader.listOwnInstances.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const { finished } = await sync.refreshAccount('tray', accountId);
    expect(await outcome()).toMatchObject({ state: 'pending', refreshing: true });
    await vi.waitFor(() => expect(vendor.reader.listOwnInstances).toHaveBeenCalled());
    answer(vendor.pageOf(record('a')));
    await finished;
    expect(await outcome()).toMatchObject({ state: 'ok', refreshing: false });
    expect(await names()).toEqual(['a']);
  });

  test('sweeps what is gone, after the last page and not before', async () => {
    vendor.reader.listOwnInstances.mockResolvedValueOnce(vendor.pageOf(record('a'), record('b')));
    await refresh();
    clock.advance(30_000);
    vendor.reader.listOwnInstances
      .mockResolvedValueOnce({ records: [record('b')], totalCount: 2, next: 'page 2' })
      .mockRejectedValueOnce(new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' }));
    await refresh();
    expect(await names()).toEqual(['a', 'b']);
    clock.advance(30_000);
    vendor.reader.listOwnInstances.mockResolvedValueOnce(vendor.pageOf(record('b')));
    await refresh();
    expect(await names()).toEqual(['b']);
  });

  test('takes nothing for gone while a row cannot be read', async () => {
    vendor.reader.listOwnInstances.mockResolvedValueOnce(vendor.pageOf(record('a'), record('b')));
    await refresh();
    clock.advance(30_000);
    vendor.reader.listOwnInstances.mockResolvedValueOnce({ ...vendor.pageOf(record('b')), unreadableCount: 1 });
    await refresh();
    expect(await names()).toEqual(['a', 'b']);
  });

  test('that fails keeps the rows, says since when, rests five seconds and recovers', async () => {
    vendor.reader.listOwnInstances.mockResolvedValueOnce(vendor.pageOf(record('a')));
    await refresh();
    const { checkedAt } = await outcome();
    clock.advance(31_000);
    vendor.reader.listOwnInstances.mockRejectedValue(new VendorError('tray', 'rate_limited', { wasDone: 'no' }));
    await refresh();
    const failed = await outcome();
    expect(failed).toMatchObject({ state: 'failed', code: 'rate_limited', checkedAt, refreshing: false });
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
    clock.advance(6_000);
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(3);
    expect(await outcome()).toMatchObject({ state: 'failed', failedSince: failed.failedSince });
    expect(await names()).toEqual(['a']);
    clock.advance(6_000);
    vendor.reader.listOwnInstances.mockResolvedValue(vendor.pageOf(record('a')));
    await refresh();
    expect(await outcome()).toMatchObject({ state: 'ok', code: null, failedSince: null });
  });

  test('that died with its process is taken up after two minutes', async () => {
    vendor.reader.listOwnInstances.mockImplementationOnce(() => new Promise(() => {}));
    await sync.refreshAccount('tray', accountId);
    await vi.waitFor(() => expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1));
    clock.advance(119_000);
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
    clock.advance(2_000);
    await refresh();
    expect(vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
  });

  test('without a link asks nobody and says `not_connected`', async () => {
    await opened.tables.deleteFrom('vendor_links').where('account_id', '=', accountId).execute();
    await refresh();
    expect(vendor.reader.listOwnInstances).not.toHaveBeenCalled();
    expect(await outcome()).toMatchObject({ state: 'not_connected' });
  });

  test('that holds somebody else’s rows is refused whole and audited', async () => {
    vendor.reader.listOwnInstances.mockResolvedValue(vendor.pageOf(record('mine'), record('theirs', randomUUID())));
    await refresh();
    expect(await names()).toEqual([]);
    expect(await outcome()).toMatchObject({ state: 'failed', code: 'vendor_garbled' });
    const entries = await opened.tables
      .selectFrom('audit_entries')
      .where('account_id', '=', accountId)
      .selectAll()
      .execute();
    expect(entries).toMatchObject([
      { action: 'vendor.foreign_rows', outcome: 'failed', problem_code: 'vendor_garbled' },
    ]);
  });
});

describe('the read of everybody', () => {
  const owners = (...list: { vendorAccountId: string; name: string; externalId: string | null }[]) =>
    vendor.reader.listOwners.mockResolvedValue(list);
  const accountNamed = (externalId: string) =>
    opened.tables
      .selectFrom('accounts')
      .leftJoin('people', 'people.account_id', 'accounts.id')
      .where('external_id', '=', externalId)
      .select(['accounts.id', 'accounts.name', 'people.id as personId'])
      .execute();

  test('makes an account without people of an owner whom nobody knows, and asks for names once', async () => {
    const [known, nameless] = [randomUUID(), randomUUID()];
    const externalId = `new-${known}`;
    owners({ vendorAccountId: known, name: 'Newcomer', externalId });
    vendor.reader.listAllInstances
      .mockResolvedValueOnce({ records: [record('a', known)], totalCount: 2, next: 'page 2' })
      .mockResolvedValueOnce(vendor.pageOf(record('b', nameless)));
    await sync.readEverything();
    expect(await accountNamed(externalId)).toMatchObject([{ name: 'Newcomer', personId: null }]);
    expect(await accountNamed(`tray:${nameless}`)).toMatchObject([{ name: nameless, personId: null }]);
    expect(await names()).toEqual(['a', 'b']);
    expect(vendor.reader.listOwners).toHaveBeenCalledTimes(1);
  });

  test('keeps apart two owners who claim one external id, and gives neither the other’s rows', async () => {
    const impostor = randomUUID();
    const { external_id: taken } = await opened.tables
      .selectFrom('accounts')
      .where('id', '=', accountId)
      .select('external_id')
      .executeTakeFirstOrThrow();
    owners(
      { vendorAccountId: owner, name: 'Owner', externalId: taken },
      { vendorAccountId: impostor, name: 'Twin', externalId: taken },
    );
    vendor.reader.listAllInstances.mockResolvedValue(vendor.pageOf(record('mine'), record('twin', impostor)));
    await sync.readEverything();
    const [twin] = await accountNamed(`tray:${impostor}`);
    expect(await rows()).toEqual([
      { name: 'mine', account_id: accountId },
      { name: 'twin', account_id: twin?.id },
    ]);
  });

  test('records a failure that nobody foresaw as ours', async () => {
    vendor.reader.listAllInstances.mockRejectedValue(new TypeError('x is not a function'));
    await sync.readEverything();
    expect(await outcome()).toMatchObject({ state: 'failed', code: 'internal' });
  });

  test('keeps the catalogue that it has when the vendor fails', async () => {
    const template = {
      templateId: 't',
      title: 'One',
      description: null,
      tags: [],
      customFields: [],
      authSlotTitles: [],
      configSlotTitles: [],
    };
    vendor.reader.listTemplates
      .mockResolvedValueOnce([template])
      .mockRejectedValue(new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' }));
    await sync.readEverything();
    clock.advance(1_000);
    await sync.readEverything();
    expect(await opened.tables.selectFrom('templates').select('title').execute()).toEqual([{ title: 'One' }]);
  });
});

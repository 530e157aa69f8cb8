import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type {
  EverybodyReads,
  InstancePage,
  InstanceRecord,
  VendorAdapter,
  VendorReader,
} from '#server/vendors/adapter.ts';
import { trayCapabilities } from '#server/vendors/tray/capabilities.ts';
import { type ReadOutcome, readOutcome } from '../read-outcome.ts';
import { createSync, everything, type Sync } from '../sync.ts';

/** A sync over tables of its own and a vendor of whom a test says what it answers, new for each test. */
export interface SyncBed {
  tables: JackfieldDatabase;
  clock: AdjustableClock;
  /** An account with a link to the vendor, and who it is there. */
  accountId: string;
  owner: string;
  vendor: StubVendor;
  sync: Sync;
  syncOf(reader: VendorReader, everybodyReads?: EverybodyReads): Sync;
  /** Reads the account and waits until that is over. */
  refresh(): Promise<void>;
  record(vendorId: string, vendorAccountId?: string): InstanceRecord;
  rows(): Promise<{ name: string; account_id: string }[]>;
  names(): Promise<string[]>;
  /** How the account's page would say its vendor stands; or another view's. */
  outcome(scopes?: string[]): Promise<ReadOutcome>;
}

type StubVendor = ReturnType<typeof stubVendor>;

/** Every read of it is counted. */
function stubVendor() {
  const page: InstancePage = { records: [], totalCount: 0, next: null };
  const reader = {
    vendor: 'tray' as const,
    listTemplates: vi.fn<VendorReader['listTemplates']>(async () => []),
    listAllInstances: vi.fn<VendorReader['listAllInstances']>(async () => page),
    listOwnInstances: vi.fn<VendorReader['listOwnInstances']>(async () => page),
    readInstance: vi.fn<VendorReader['readInstance']>(async () => null),
    listAuthentications: vi.fn<VendorReader['listAuthentications']>(async () => []),
    listConnections: vi.fn<VendorReader['listConnections']>(async () => []),
    listOwners: vi.fn<VendorReader['listOwners']>(async () => []),
  };
  const pageOf = (...records: InstanceRecord[]): InstancePage => ({ records, totalCount: records.length, next: null });
  return { reader, pageOf };
}

function notYet(): never {
  throw new Error('there is no sync before a test');
}

/** Sets the bed up for the tests of the file that calls this. */
export function useSyncBed(): SyncBed {
  let opened: Awaited<ReturnType<typeof openTestTables>>;
  const logger = createLogger('silent');
  const bed: SyncBed = {
    get tables() {
      return opened.tables;
    },
    clock: createAdjustableClock(),
    accountId: '',
    owner: '',
    vendor: stubVendor(),
    sync: { readEverything: notYet, refreshAccount: notYet, refreshCatalogue: notYet, stop: () => {} },
    syncOf: (reader, everybodyReads = 'operator') => {
      const none = { connectors: null, deployables: null, deployments: null };
      // A reading asks for nothing else of an adapter.
      const adapter = {
        vendor: 'tray',
        capabilities: trayCapabilities,
        everybodyReads,
        reader,
        ...none,
      } as VendorAdapter;
      const adapters = new Map([['tray', adapter]] as const);
      const audit = createAuditLog(opened.tables, bed.clock);
      return createSync({ database: opened.tables, adapters, clock: bed.clock, audit, logger });
    },
    refresh: async () => {
      const { finished } = await bed.sync.refreshAccount('tray', bed.accountId);
      await finished;
    },
    record: (vendorId, vendorAccountId = bed.owner) => ({
      vendorId,
      vendorAccountId,
      name: vendorId,
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
    }),
    rows: () =>
      opened.tables
        .selectFrom('instances')
        .where('removed_at', 'is', null)
        .orderBy('name')
        .select(['name', 'account_id'])
        .execute(),
    names: async () => (await bed.rows()).map(({ name }) => name),
    outcome: (scopes = [bed.accountId, everything]) =>
      readOutcome(opened.tables, { vendor: 'tray', scopes, now: bed.clock.now(), since: null }),
  };

  beforeAll(async () => {
    opened = await openTestTables();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await opened.tables.deleteFrom('instances').execute();
    await opened.tables.deleteFrom('sync_states').execute();
    const now = createAdjustableClock();
    const account = { external_id: randomUUID(), name: 'An account', created_at: now.now() };
    const { id } = await opened.tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow();
    Object.assign(bed, { clock: now, accountId: id, owner: randomUUID(), vendor: stubVendor() });
    await opened.tables
      .insertInto('vendor_links')
      .values({ account_id: id, vendor: 'tray', vendor_account_id: bed.owner })
      .execute();
    bed.sync = bed.syncOf(bed.vendor.reader);
  });
  return bed;
}

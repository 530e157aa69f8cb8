import { setTimeout as delay } from 'node:timers/promises';
import type { Vendor } from '#contract/vendors.ts';
import { accountsOfOwners, ownerAt } from '../accounts/vendor-links.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstancePage, VendorAdapter } from '../vendors/adapter.ts';
import { ForeignRowsError, VendorError } from '../vendors/vendor-error.ts';
import { replaceCatalogue } from './catalogue.ts';
import { auditForeignRows } from './foreign-rows.ts';
import { claimRead, endRead, failRead } from './sync-state.ts';
import { mergeRead, purgeRemoved, sweepUnseen } from './write-through.ts';

/** Reads vendors into the index. A read that another replica or request is doing already is not done twice. */
export interface Sync {
  /** Everybody's instances of every vendor, with the operator's credential, and the catalogue. */
  readEverything(): Promise<void>;
  /**
   * Begins to read one account's instances at one vendor, with its own credential, unless they were read in the last
   * 30 s. Resolves as soon as the read is claimed; `finished` resolves when it is over, and is null
   * when nothing is read.
   */
  refreshAccount(vendor: Vendor, accountId: string): Promise<{ finished: Promise<void> | null }>;
  /** The same for the catalogue of one vendor. */
  refreshCatalogue(vendor: Vendor): Promise<{ finished: Promise<void> | null }>;
}

export interface SyncOptions {
  database: JackfieldDatabase;
  adapters: Map<Vendor, VendorAdapter>;
  clock: Clock;
  audit: AuditLog;
  logger: Logger;
}

/** Data younger than this is not read again because a page opened. */
export const freshMs = 30_000;

/** At most 20 pages a second. */
const pageIntervalMs = 50;

export const everything = 'everything';
export const catalogueScope = 'catalogue';

export function createSync(options: SyncOptions): Sync {
  const { database, adapters, clock, audit, logger } = options;

  /** Begins one read in its scope, one at a time, and records how it went. It never rejects: the outcome is data. */
  async function begin(
    vendor: Vendor,
    scope: string,
    olderThanMs: number,
    work: (startedAt: Date) => Promise<number>,
  ): Promise<{ finished: Promise<void> | null }> {
    const startedAt = clock.now();
    const claimed = await claimRead(database, { vendor, scope, now: startedAt, olderThanMs });
    return { finished: claimed ? read(vendor, scope, startedAt, work) : null };
  }

  async function read(
    vendor: Vendor,
    scope: string,
    startedAt: Date,
    work: (startedAt: Date) => Promise<number>,
  ): Promise<void> {
    try {
      const found = await work(startedAt);
      await endRead(database, { vendor, scope, startedAt, found });
    } catch (error) {
      const code = error instanceof VendorError ? error.code : 'internal';
      logger.warn(
        { vendor, scope, problem: code, error: error instanceof Error ? error.message : String(error) },
        'read failed',
      );
      await failRead(database, { vendor, scope, now: clock.now(), code }).catch((failure: unknown) =>
        logger.error({ err: failure, vendor, scope }, 'the outcome of a read could not be recorded'),
      );
    }
  }

  async function walk(
    adapter: VendorAdapter,
    nextPage: (after: string | null) => Promise<InstancePage>,
    target: { accountId: string | null; startedAt: Date },
  ): Promise<number> {
    let found = 0;
    let unreadable = 0;
    let after: string | null = null;
    const listOwners = onlyOnce(() => adapter.reader.listOwners());
    do {
      // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
      const page: InstancePage = await nextPage(after);
      const owners = [...new Set(page.records.map((record) => record.vendorAccountId))];
      const accounts =
        target.accountId === null
          ? // oxlint-disable-next-line no-await-in-loop -- as above
            await accountsOfOwners(database, { vendor: adapter.vendor, listOwners }, owners, clock)
          : new Map(owners.map((owner) => [owner, target.accountId]));
      const rows = page.records.flatMap((record) => {
        const accountId = accounts.get(record.vendorAccountId);
        return accountId ? [{ accountId, record }] : [];
      });
      // oxlint-disable-next-line no-await-in-loop -- as above
      await mergeRead(database, { vendor: adapter.vendor, rows, readStartedAt: target.startedAt }, logger);
      found += rows.length;
      unreadable += page.unreadableCount ?? 0;
      after = page.next;
      // oxlint-disable-next-line no-await-in-loop -- leaves the vendor's limit (Tray: 30 requests a second) to people's clicks
      if (after !== null) await delay(pageIntervalMs);
    } while (after !== null);
    // A row that could not be read may be any of those that were not seen.
    if (unreadable === 0) {
      await sweepUnseen(database, {
        vendor: adapter.vendor,
        accountId: target.accountId,
        readStartedAt: target.startedAt,
      });
    }
    return found;
  }

  function refreshCatalogue(adapter: VendorAdapter, olderThanMs: number): Promise<{ finished: Promise<void> | null }> {
    return begin(adapter.vendor, catalogueScope, olderThanMs, async () => {
      const templates = await adapter.reader.listTemplates();
      await replaceCatalogue(database, adapter.vendor, templates);
      return templates.length;
    });
  }

  async function readAllOf(adapter: VendorAdapter): Promise<void> {
    const catalogue = await refreshCatalogue(adapter, 0);
    await catalogue.finished;
    const instances = await begin(adapter.vendor, everything, 0, (startedAt) =>
      walk(adapter, (after) => adapter.reader.listAllInstances(after), { accountId: null, startedAt }),
    );
    await instances.finished;
  }

  async function walkAccount(adapter: VendorAdapter, accountId: string, startedAt: Date): Promise<number> {
    const owner = await ownerAt(database, adapter.vendor, accountId);
    const nextPage = async (after: string | null) => {
      const page = await adapter.reader.listOwnInstances(owner, after);
      const isForeign = page.records.some((record) => record.vendorAccountId !== owner.vendorAccountId);
      if (isForeign) throw new ForeignRowsError(adapter.vendor);
      return page;
    };
    try {
      return await walk(adapter, nextPage, { accountId, startedAt });
    } catch (error) {
      await auditForeignRows(audit, error, accountId);
      throw error;
    }
  }

  return {
    readEverything: async () => {
      await Promise.all([...adapters.values()].map(readAllOf));
      await purgeRemoved(database, clock);
    },
    refreshAccount: async (vendor, accountId) => {
      const adapter = adapters.get(vendor);
      if (!adapter) return { finished: null };
      return begin(vendor, accountId, freshMs, (startedAt) => walkAccount(adapter, accountId, startedAt));
    },
    refreshCatalogue: async (vendor) => {
      const adapter = adapters.get(vendor);
      return adapter ? refreshCatalogue(adapter, freshMs) : { finished: null };
    },
  };
}

/** Asks when first called, and answers the same from then on. */
function onlyOnce<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let asked: Promise<Result> | null = null;
  return () => (asked ??= ask());
}

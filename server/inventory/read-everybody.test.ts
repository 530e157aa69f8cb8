import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { VendorError } from '#server/vendors/vendor-error.ts';
import { everything } from './sync.ts';
import { useSyncBed } from './testing/sync-bed.ts';

const bed = useSyncBed();

describe('everybody read bed.owner by owner', () => {
  const ownersOf = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
  const listed = (ids: string[]) =>
    bed.vendor.reader.listOwners.mockResolvedValue(
      ids.map((id) => ({ vendorAccountId: id, name: id, externalId: `own-${id}` })),
    );
  const readOf = (owners: string[]) =>
    bed.vendor.reader.listOwnInstances.mock.calls.map(([asked]) => owners.indexOf(asked.vendorAccountId));
  const ofEverybody = () => bed.outcome([everything]);

  beforeEach(async () => {
    await bed.tables.deleteFrom('vendor_links').execute();
    bed.sync = bed.syncOf(bed.vendor.reader, 'per-owner');
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) =>
      bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId)),
    );
  });

  test('reads each with that owner’s own credential and never asks for all', async () => {
    const ids = ownersOf(4);
    listed(ids);
    await bed.sync.readEverything();
    expect(await bed.names()).toEqual(ids.map((id) => `of ${id}`).toSorted());
    expect(bed.vendor.reader.listAllInstances).not.toHaveBeenCalled();
    expect(bed.vendor.reader.listOwners).toHaveBeenCalledTimes(1);
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
  });

  test('one owner’s failure spoils nothing of the others, and is counted', async () => {
    const ids = ownersOf(4);
    listed(ids);
    await bed.sync.readEverything();
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) => {
      if (asked.vendorAccountId === ids[1]) throw new VendorError('tray', 'vendor_forbidden', { wasDone: 'no' });
      return bed.vendor.pageOf(bed.record(`again ${asked.vendorAccountId}`, asked.vendorAccountId));
    });
    bed.clock.advance(60_000);
    await bed.sync.readEverything();
    expect(await ofEverybody()).toMatchObject({ state: 'failed', code: 'incomplete', missingCount: 1 });
    expect((await bed.names()).filter((name) => name.startsWith('again'))).toHaveLength(3);
    expect(await bed.names()).toContain(`of ${ids[1]}`);
  });

  test('goes on after a crash with those who were not read yet', async () => {
    const ids = ownersOf(6);
    listed(ids);
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) => {
      if (bed.vendor.reader.listOwnInstances.mock.calls.length === 3) return new Promise(() => {});
      return bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId));
    });
    void bed.sync.readEverything();
    await vi.waitFor(() => expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(3), 10_000);
    const before = readOf(ids).slice(0, 2);
    bed.vendor.reader.listOwnInstances.mockReset();
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) =>
      bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId)),
    );
    bed.clock.advance(61_000);
    await bed.syncOf(bed.vendor.reader, 'per-owner').readEverything();
    expect(readOf(ids).toSorted((one, other) => one - other)).toEqual(
      [0, 1, 2, 3, 4, 5].filter((index) => !before.includes(index)),
    );
    expect(await bed.names()).toHaveLength(6);
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
  });

  test('begins with those whose data is the oldest', async () => {
    const ids = ownersOf(3);
    listed(ids);
    await bed.sync.readEverything();
    const first = readOf(ids);
    bed.vendor.reader.listOwnInstances.mockClear();
    bed.clock.advance(60_000);
    const link = await bed.tables
      .selectFrom('vendor_links')
      .where('vendor_account_id', '=', ids[first[0] ?? 0] ?? '')
      .select('account_id')
      .executeTakeFirstOrThrow();
    await (
      await bed.sync.refreshAccount('tray', link.account_id)
    ).finished;
    bed.vendor.reader.listOwnInstances.mockClear();
    bed.clock.advance(1_000);
    await bed.sync.readEverything();
    expect(readOf(ids).at(-1)).toBe(first[0]);
  });

  test('ends early when the vendor itself is away', async () => {
    listed(ownersOf(12));
    bed.vendor.reader.listOwnInstances.mockRejectedValue(
      new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' }),
    );
    await bed.sync.readEverything();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(5);
    expect(await ofEverybody()).toMatchObject({ state: 'failed', code: 'vendor_unavailable' });
  });

  test('who met a limit is asked for once more when all others have had their turn', async () => {
    const ids = ownersOf(8);
    listed(ids);
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) => {
      const times = bed.vendor.reader.listOwnInstances.mock.calls.filter(
        ([one]) => one.vendorAccountId === asked.vendorAccountId,
      );
      // Each owner has a limit of its own here, and every other one is at theirs.
      bed.clock.advance(3_000);
      if (ids.indexOf(asked.vendorAccountId) % 2 !== 0 && times.length === 1) {
        throw new VendorError('tray', 'rate_limited', { wasDone: 'no', retryAfterMs: 1_000 });
      }
      return bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId));
    });
    await bed.sync.readEverything();
    expect(await bed.names()).toHaveLength(8);
    expect(await ofEverybody()).toMatchObject({ state: 'ok', missingCount: null });
  });

  test('a limit that meets one owner after the other ends the reading, and the next reads those who are left', async () => {
    const ids = ownersOf(12);
    listed(ids);
    let isLimited = false;
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) => {
      isLimited ||= bed.vendor.reader.listOwnInstances.mock.calls.length > 4;
      if (isLimited) throw new VendorError('tray', 'rate_limited', { wasDone: 'no', retryAfterMs: 120_000 });
      return bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId));
    });
    await bed.sync.readEverything();
    expect(await ofEverybody()).toMatchObject({ state: 'failed', code: 'rate_limited', checkedAt: null });
    const before = readOf(ids).slice(0, 4);
    bed.vendor.reader.listOwnInstances.mockReset();
    bed.vendor.reader.listOwnInstances.mockImplementation(async (asked) =>
      bed.vendor.pageOf(bed.record(`of ${asked.vendorAccountId}`, asked.vendorAccountId)),
    );
    bed.clock.advance(60_000);
    await bed.sync.readEverything();
    // The vendor asked for two minutes.
    expect(bed.vendor.reader.listOwnInstances).not.toHaveBeenCalled();
    bed.clock.advance(60_000);
    await bed.sync.readEverything();
    expect(readOf(ids)).toHaveLength(8);
    expect(readOf(ids).filter((owner) => before.includes(owner))).toEqual([]);
    expect(await bed.names()).toHaveLength(12);
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
  });
});

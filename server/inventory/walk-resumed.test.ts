import { describe, expect, test, vi } from 'vitest';
import type { InstancePage, InstanceRecord } from '#server/vendors/adapter.ts';
import { BrokenListError, VendorError } from '#server/vendors/vendor-error.ts';
import { everything } from './sync.ts';
import { useSyncBed } from './testing/sync-bed.ts';

const bed = useSyncBed();

const pageSize = 10;

/** A vendor with so many rows in pages, whose cursors are numbers of pages; it tells which ones it was asked for. */
function vendorOf(count: number) {
  const rows = Array.from({ length: count }, (_, place) => bed.record(`row ${String(place).padStart(4, '0')}`));
  const asked: string[] = [];
  const vendor = {
    rows,
    asked,
    /** Throws what the vendor says instead of a page. */
    trouble: (_page: number): Error | null => null,
    pageOf: (page: number): InstancePage => ({
      records: vendor.rows.slice(page * pageSize, (page + 1) * pageSize),
      totalCount: vendor.rows.length,
      next: (page + 1) * pageSize < vendor.rows.length ? String(page + 1) : null,
    }),
  };
  bed.vendor.reader.listAllInstances.mockImplementation(async (after) => {
    const page = Number(after ?? 0);
    asked.push(String(page));
    const trouble = vendor.trouble(page);
    if (trouble) throw trouble;
    return vendor.pageOf(page);
  });
  return vendor;
}

const unavailable = () => new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' });
const unauthorized = () => new VendorError('tray', 'vendor_unauthorized', { wasDone: 'no' });
const refused = () => new VendorError('tray', 'refused', { wasDone: 'no' });

const named = (rows: InstanceRecord[]) => rows.map(({ name }) => name);
const ofEverybody = () => bed.outcome([everything]);
const readAll = () => bed.sync.readEverything();

async function drift(): Promise<Record<string, string[]>> {
  const rows = await bed.tables
    .selectFrom('audit_entries')
    .innerJoin('instances', 'instances.id', 'audit_entries.instance_id')
    .where('audit_entries.action', '=', 'instance.drift')
    .orderBy('instances.vendor_id')
    .select(['instances.vendor_id', 'audit_entries.detail'])
    .execute();
  const told: Record<string, string[]> = {};
  for (const { vendor_id: vendorId, detail } of rows) (told[detail ?? ''] ??= []).push(vendorId);
  return told;
}

describe('a walk that was broken off', () => {
  test.each([
    ['the vendor is down', unavailable],
    ['the vendor refuses the credential', unauthorized],
  ])('because %s goes on where it stopped, and is whole in the end', async (_, trouble) => {
    const vendor = vendorOf(100);
    vendor.trouble = (page) => (page === 6 ? trouble() : null);
    await readAll();
    expect(await bed.names()).toEqual(named(vendor.rows.slice(0, 60)));
    expect(await ofEverybody()).toMatchObject({ state: 'failed', checkedAt: null });

    // It refuses for good, minute after minute, and nothing is read twice meanwhile.
    vendor.asked.length = 0;
    bed.clock.advance(60_000);
    await readAll();
    expect(vendor.asked).toEqual(['6']);

    vendor.trouble = () => null;
    vendor.asked.length = 0;
    bed.clock.advance(60_000);
    await readAll();
    expect(vendor.asked).toEqual(['6', '7', '8', '9']);
    expect(await bed.names()).toEqual(named(vendor.rows));
    expect(await ofEverybody()).toMatchObject({ state: 'ok', missingCount: null });

    vendor.asked.length = 0;
    bed.clock.advance(60_000);
    await readAll();
    expect(vendor.asked).toHaveLength(10);
  });

  test('by a kill goes on in another process: no page that is in the index is asked for again, and no row is lost', async () => {
    const vendor = vendorOf(100);
    const killed = bed.syncOf({
      ...bed.vendor.reader,
      // A process that was killed never hears an answer.
      listAllInstances: async (after) =>
        after === '7' ? new Promise(() => {}) : bed.vendor.reader.listAllInstances(after),
    });
    void killed.readEverything();
    await vi.waitFor(async () => expect(await bed.rows()).toHaveLength(70), 20_000);
    vendor.asked.length = 0;
    bed.clock.advance(61_000);
    await readAll();
    expect(vendor.asked).toEqual(['7', '8', '9']);
    expect(await bed.names()).toEqual(named(vendor.rows));
    expect(await ofEverybody()).toMatchObject({ state: 'ok', missingCount: null });
    expect(await drift()).toEqual({});
  });

  test('tells exactly what changed at the vendor, and takes for gone what it and the next miss', async () => {
    const vendor = vendorOf(400);
    await readAll();
    bed.clock.advance(60_000);
    const changed = vendor.rows.filter((_, place) => place % 40 === 3);
    const gone = vendor.rows.filter((_, place) => place % 40 === 5);
    for (const row of changed) row.name = `${row.name} renamed`;
    vendor.rows.splice(0, vendor.rows.length, ...vendor.rows.filter((row) => !gone.includes(row)));
    vendor.trouble = (page) => (page === 20 ? unavailable() : null);
    await readAll();
    vendor.trouble = () => null;
    bed.clock.advance(60_000);
    await readAll();
    const ids = (rows: InstanceRecord[]) => rows.map(({ vendorId }) => vendorId);
    expect(await drift()).toEqual({ name: ids(changed) });
    expect(await bed.names()).toHaveLength(400);
    bed.clock.advance(60_000);
    await readAll();
    expect(await drift()).toEqual({ name: ids(changed), removed: ids(gone) });
    expect(await bed.names()).toEqual(named(vendor.rows).toSorted());
  });

  test('is judged by the moment at which it began: what was read on its first pages is not older than its last', async () => {
    const vendor = vendorOf(40);
    vendor.trouble = (page) => (page === 2 ? unavailable() : null);
    const began = bed.clock.now();
    await readAll();
    vendor.trouble = () => null;
    bed.clock.advance(5 * 60_000);
    await readAll();
    const { checkedAt } = await ofEverybody();
    expect(Number(checkedAt) - began.getTime()).toBeLessThan(60_000);
    const { count } = await bed.tables
      .selectFrom('instances')
      .where('checked_at', '=', checkedAt ?? new Date(0))
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(40);
  });

  test('is begun anew when that is half an hour ago', async () => {
    const vendor = vendorOf(40);
    vendor.trouble = (page) => (page === 2 ? unavailable() : null);
    await readAll();
    vendor.trouble = () => null;
    vendor.asked.length = 0;
    bed.clock.advance(30 * 60_000);
    await readAll();
    expect(vendor.asked).toEqual(['0', '1', '2', '3']);
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
  });

  test('is begun anew at once when the vendor does not take the cursor any more', async () => {
    const vendor = vendorOf(40);
    vendor.trouble = (page) => (page === 2 ? unavailable() : null);
    await readAll();
    let isTaken = false;
    vendor.trouble = (page) => (page === 2 && !isTaken ? refused() : null);
    bed.vendor.reader.listOwners.mockResolvedValue([]);
    vendor.asked.length = 0;
    bed.clock.advance(60_000);
    const page = vendor.pageOf;
    vendor.pageOf = (number) => {
      isTaken = true;
      return page(number);
    };
    await readAll();
    expect(vendor.asked).toEqual(['2', '0', '1', '2', '3']);
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
    expect(await bed.names()).toEqual(named(vendor.rows));
  });
});

describe('a list that is broken', () => {
  const all = () => named(vendorOf(60).rows);

  test.each<[string, (page: number, right: InstancePage) => InstancePage]>([
    ['whose cursor stands still', (page, right) => (page === 3 ? { ...right, next: '3' } : right)],
    ['that leads back to its beginning', (page, right) => (page === 3 ? { ...right, next: '0' } : right)],
    ['that goes round in a small circle', (page, right) => (page === 4 ? { ...right, next: '2' } : right)],
    ['that shrinks below what it has shown', (page, right) => (page === 3 ? { ...right, totalCount: 5 } : right)],
  ])('%s ends as incomplete: what came stands, and nothing is taken for gone', async (_, bent) => {
    const vendor = vendorOf(60);
    await readAll();
    bed.clock.advance(60_000);
    const right = vendor.pageOf;
    vendor.pageOf = (page) => bent(page, right(page));
    const first = vendor.rows[0];
    if (first) first.name = 'row 0000 renamed';
    await readAll();
    expect(await ofEverybody()).toMatchObject({ state: 'failed', code: 'incomplete' });
    expect(vendor.asked.length).toBeLessThan(60);
    expect((await bed.names()).toSorted()).toEqual(['row 0000 renamed', ...all().slice(1)]);

    // It is begun anew, for going on would lead into the same circle.
    vendor.pageOf = right;
    vendor.asked.length = 0;
    bed.clock.advance(60_000);
    await readAll();
    expect(bed.vendor.reader.listAllInstances.mock.calls.at(-6)?.[0]).toBeNull();
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
  });

  test('as its adapter says ends as incomplete too, with the pages before it', async () => {
    const vendor = vendorOf(60);
    vendor.trouble = (page) => (page === 4 ? new BrokenListError('tray', 'The cursors repeat') : null);
    await readAll();
    expect(await ofEverybody()).toMatchObject({ state: 'failed', code: 'incomplete', missingCount: 20 });
    expect(await bed.names()).toHaveLength(40);
  });

  test('and was read in part is not the one before that an unsure walk goes by', async () => {
    const vendor = vendorOf(60);
    await readAll();
    bed.clock.advance(60_000);
    vendor.trouble = (page) => (page === 1 ? new BrokenListError('tray', 'The cursors repeat') : null);
    await readAll();
    vendor.trouble = () => null;
    bed.clock.advance(60_000);
    const right = vendor.pageOf;
    // A row was removed on the first page, and another moved up between two pages, unseen.
    vendor.pageOf = (page) => {
      const { records, next } = right(page);
      const skipped = page === 2 ? records.slice(1) : records;
      return { records: skipped, next, totalCount: page < 2 ? 60 : 59 };
    };
    await readAll();
    expect(await ofEverybody()).toMatchObject({ state: 'ok' });
    expect(await bed.names()).toHaveLength(60);
  });
});

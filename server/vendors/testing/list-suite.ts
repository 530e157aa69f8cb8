import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestName } from '../adapter.ts';
import { ForeignRowsError, VendorError } from '../vendor-error.ts';
import type { AdapterHarness, ScriptedAnswer, ScriptedRow, ScriptedVendor } from './adapter-harness.ts';
import { collectInstances } from './collect-instances.ts';

const garbled = { name: 'VendorError', code: 'vendor_garbled', wasDone: 'no' };

/** Names with which vendors have been seen to surprise, and worse. */
const strangeName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u202egnitset', '\ud800', 'a\u0000b', '', '   ', '<img src=x onerror=alert(1)>', '\u2066\u2067'),
  fc.constant('long '.repeat(200_000)),
  fc.jsonValue(),
);

const strangeRow: fc.Arbitrary<ScriptedRow> = fc.option(
  fc.record(
    {
      id: fc.oneof(
        fc.uuid(),
        fc.constantFrom('twice', ' ', '', 'a/../b', '\ud800', 'x'.repeat(100_000)),
        fc.jsonValue(),
      ),
      name: strangeName,
      isEnabled: fc.oneof(fc.boolean(), fc.jsonValue()),
      createdAt: fc.oneof(fc.constantFrom('0', '2026-01-01', '9999-12-31T23:59:59Z', 'yesterday'), fc.jsonValue()),
    },
    { requiredKeys: ['id'] },
  ),
  { freq: 5 },
);

/** What an adapter makes of lists that are not as they should be. */
export function describeLists(harnessOf: () => AdapterHarness): void {
  async function withScript(
    answer: (cursor: string | null) => ScriptedAnswer,
    check: (vendor: ScriptedVendor) => Promise<void>,
  ): Promise<void> {
    const vendor = await harnessOf().script(answer);
    try {
      await check(vendor);
    } finally {
      await vendor.stop();
    }
  }

  const row = (id: string): ScriptedRow => ({ id, name: id });
  const isOperators = () => harnessOf().adapter.everybodyReads === 'operator';
  /** The list that this vendor has: everybody's, or one owner's. */
  const endOf = (vendor: ScriptedVendor, mostPages?: number) =>
    collectInstances(vendor.reader, isOperators() ? null : vendor.owner, mostPages);
  const firstPage = ({ reader, owner }: ScriptedVendor) =>
    isOperators() ? reader.listAllInstances(null) : reader.listOwnInstances(owner, null);

  describe('a list whose cursors', () => {
    test('lead on is read page by page to its end', () =>
      withScript(
        (cursor) =>
          cursor === null
            ? { rows: [row('a'), row('b')], hasMore: true, cursor: 'b', totalCount: 3 }
            : { rows: [row('c')], hasMore: false, cursor: 'c', totalCount: 3 },
        async (vendor) => {
          expect((await endOf(vendor)).map((record) => record.vendorId)).toEqual(['a', 'b', 'c']);
        },
      ));

    test.each<[string, ScriptedAnswer]>([
      ['vanish', { rows: [row('a')], hasMore: true, cursor: null }],
      ['lead on from an empty page', { rows: [], hasMore: true, cursor: 'on' }],
      ['repeat', { rows: [row('a')], hasMore: true, cursor: 'same' }],
    ])('%s ends as unreadable', (_what, answer) =>
      withScript(
        () => answer,
        async (vendor) => {
          await expect(endOf(vendor, 50)).rejects.toMatchObject(garbled);
        },
      ),
    );

    test('go round in a circle, of whatever length and entered wherever, ends as unreadable', async () => {
      let steps: number[] = [];
      const script = (cursor: string | null): ScriptedAnswer => {
        const at = cursor === null ? 0 : (steps[Number(cursor)] ?? 0);
        return { rows: [row(`row ${at}`)], hasMore: true, cursor: String(at) };
      };
      await withScript(script, (vendor) =>
        fc.assert(
          fc.asyncProperty(fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }), async (drawn) => {
            steps = drawn;
            await expect(endOf(vendor, 200)).rejects.toMatchObject(garbled);
          }),
          { numRuns: 20 },
        ),
      );
    });

    test('run out in the middle fails, and quotes no credential', () =>
      withScript(
        (cursor) => (cursor === null ? { rows: [row('a')], hasMore: true, cursor: 'a' } : 'refusal'),
        async (vendor) => {
          const end: unknown = await endOf(vendor).catch((error: unknown) => error);
          expect(end).toBeInstanceOf(VendorError);
          const told = inspect(end, { depth: 10 });
          expect(vendor.secrets().length).toBeGreaterThan(0);
          expect(vendor.secrets().filter((secret) => told.includes(secret))).toEqual([]);
        },
      ));
  });

  test('the vendor’s own count is passed on as it changes, and is null when it makes no sense', () =>
    withScript(
      (cursor) => ({ rows: [row('a')], hasMore: false, cursor: 'a', totalCount: cursor === null ? 'many' : 7 }),
      async (vendor) => {
        expect((await firstPage(vendor)).totalCount).toBeNull();
      },
    ));

  test('somebody else’s row in an owner’s list is an error and never a row', (context) => {
    context.skip(!harnessOf().traits.rowsNameOwner, 'rows do not say whose they are');
    return withScript(
      () => ({ rows: [row('mine'), { id: 'theirs', name: 'theirs', isForeign: true }], hasMore: false, cursor: null }),
      async ({ reader, owner }) => {
        await expect(reader.listOwnInstances(owner, null)).rejects.toBeInstanceOf(ForeignRowsError);
        await expect(reader.readInstance(owner, 'mine')).rejects.toBeInstanceOf(ForeignRowsError);
      },
    );
  });

  test('a list of which nothing can be read is a failure and never an empty list', () =>
    withScript(
      () => ({ rows: [null, { id: null }], hasMore: false, cursor: null }),
      async (vendor) => {
        const { reader, owner } = vendor;
        await expect(firstPage(vendor)).rejects.toMatchObject(garbled);
        await expect(reader.listOwnInstances(owner, null)).rejects.toMatchObject(garbled);
      },
    ));

  test('strange rows become what can be shown and stored, or are counted; good rows stay', async () => {
    let rows: ScriptedRow[] = [];
    await withScript(
      () => ({ rows, hasMore: false, cursor: null, totalCount: rows.length }),
      (vendor) =>
        fc.assert(
          fc.asyncProperty(fc.array(strangeRow, { maxLength: 6 }), async (strange) => {
            rows = [...strange, { id: 'good', name: 'Good', isEnabled: true, createdAt: '2026-01-01T00:00:00Z' }];
            const { records, unreadableCount = 0 } = await firstPage(vendor);
            const ids = records.map((record) => record.vendorId);
            expect(records.at(-1)).toMatchObject({ vendorId: 'good', name: 'Good' });
            expect(records.at(-1)?.enabled).toBe(harnessOf().adapter.capabilities.enable);
            expect(new Set(ids).size).toBe(ids.length);
            expect(records.length + unreadableCount).toBeGreaterThanOrEqual(new Set(rows.map((one) => one?.id)).size);
            expect(ids.filter((id) => id.trim() === '' || id.length > 200 || !isStorable(id))).toEqual([]);
            const names = records.map((record) => record.name);
            expect(
              names.filter((name) => name.trim() === '' || name.length > longestName || !isStorable(name)),
            ).toEqual([]);
            expect(records.filter(({ createdAt }) => createdAt !== null && Number.isNaN(createdAt.getTime()))).toEqual(
              [],
            );
          }),
          { numRuns: 150 },
        ),
    );
  }, 60_000);
}

/** PostgreSQL holds well-formed text without U+0000; anything else comes back changed, and would look like a change. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && Buffer.from(text).toString() === text;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowLayouts } from './row-layout.ts';
import type { MeasuredHeights } from './row-layout.ts';

interface Row {
  id: string;
  hasNote: boolean;
}

const pageSize = 10;
const nothing: MeasuredHeights = new Map();
const layouts = () => rowLayouts<Row>({ pageSize, unreadPx: 40, expectedPx: ({ hasNote }) => (hasNote ? 70 : 40) });
const page = (first: number, notes: readonly boolean[]): Row[] =>
  notes.map((hasNote, place) => ({ id: `row ${first + place}`, hasNote }));
const plain = (first: number, count = pageSize) =>
  page(
    first,
    Array.from({ length: count }, () => false),
  );

describe('the layout of a long list', () => {
  test('rows that were not read are expected to be as high as a plain one', () => {
    const layout = layouts()({ count: 25, pages: new Map(), measured: nothing });
    expect(layout.totalPx).toBe(1000);
    expect(layout.startOf(24)).toBe(960);
    expect(layout.heightOf(24)).toBe(40);
    expect(layout.indexAt(-5)).toBe(0);
    expect(layout.indexAt(399.5)).toBe(9);
    expect(layout.indexAt(400)).toBe(10);
    expect(layout.indexAt(5000)).toBe(24);
  });

  test('a page that comes moves only what stands below it', () => {
    const layOut = layouts();
    const middle = new Map([[1, page(10, [true, ...plain(11, 9).map(() => false)])]]);
    const layout = layOut({ count: 30, pages: middle, measured: nothing });
    expect([9, 10, 11, 20].map(layout.startOf)).toEqual([360, 400, 470, 830]);
    expect(layout.indexAt(469)).toBe(10);
  });

  test('what was measured counts until something else is expected of the row', () => {
    const layOut = layouts();
    const rows = plain(0);
    const measured: MeasuredHeights = new Map([[0, new Map([['row 2', { px: 58, expectedPx: 40 }]])]]);
    expect(layOut({ count: 10, pages: new Map([[0, rows]]), measured: nothing }).totalPx).toBe(400);
    expect(layOut({ count: 10, pages: new Map([[0, rows]]), measured }).heightOf(2)).toBe(58);
    const noted = rows.with(2, { id: 'row 2', hasNote: true });
    expect(layOut({ count: 10, pages: new Map([[0, noted]]), measured }).heightOf(2)).toBe(70);
  });

  test('fewer or more rows than the page was read with are laid out as counted', () => {
    const layOut = layouts();
    const pages = new Map([[0, page(0, [true, false, false])]]);
    expect(layOut({ count: 2, pages, measured: nothing }).totalPx).toBe(110);
    expect(layOut({ count: 5, pages, measured: nothing }).totalPx).toBe(70 + 4 * 40);
    expect(layOut({ count: 0, pages, measured: nothing }).totalPx).toBe(0);
  });

  test('places and heights agree with each other, whatever was read', () => {
    const lists = fc.record({
      count: fc.integer({ min: 1, max: 57 }),
      read: fc.uniqueArray(fc.integer({ min: 0, max: 5 })),
      noted: fc.uniqueArray(fc.integer({ min: 0, max: 56 })),
      measured: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 56 }), fc.integer({ min: 20, max: 120 })), {
        selector: ([index]) => index,
      }),
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    const layOut = layouts();
    fc.assert(
      fc.property(lists, ({ count, read, noted, measured, share }) => {
        const notes = Array.from({ length: 60 }, (_, index) => noted.includes(index));
        const pages = new Map(
          read.map((number) => [number, page(number * 10, notes.slice(number * 10, number * 10 + 10))]),
        );
        const heights = new Map<number, Map<string, { px: number; expectedPx: number }>>();
        for (const [index, px] of measured) {
          const number = Math.floor(index / pageSize);
          const ofPage = heights.get(number) ?? new Map<string, { px: number; expectedPx: number }>();
          heights.set(number, ofPage.set(`row ${index}`, { px, expectedPx: notes[index] ? 70 : 40 }));
        }
        const expected = Array.from({ length: count }, (_, index) => {
          if (!read.includes(Math.floor(index / pageSize))) return 40;
          return measured.find(([place]) => place === index)?.[1] ?? (notes[index] ? 70 : 40);
        });
        const layout = layOut({ count, pages, measured: heights });
        expect(expected.map((_, index) => layout.heightOf(index))).toEqual(expected);
        expect(layout.totalPx).toBe(expected.reduce((sum, px) => sum + px, 0));
        const px = share * layout.totalPx;
        const index = layout.indexAt(px);
        expect(layout.startOf(index)).toBeLessThanOrEqual(px);
        expect(layout.startOf(index) + layout.heightOf(index)).toBeGreaterThan(px);
      }),
    );
  });
});

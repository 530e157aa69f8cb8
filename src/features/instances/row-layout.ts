/** Heights that rows turned out to have, by page and by id, with what had been expected of each. In pixels. */
export type MeasuredHeights = ReadonlyMap<number, ReadonlyMap<string, MeasuredHeight>>;

export interface MeasuredHeight {
  px: number;
  /** Of a row that is to be otherwise by now, what was measured says nothing any more. */
  expectedPx: number;
}

/** Where each row of a long list stands. Rows count from 0; pixels from the top of the first one. */
export interface RowLayout {
  totalPx: number;
  heightOf: (index: number) => number;
  startOf: (index: number) => number;
  /** The row at a height; above the list the first one, below it the last one. */
  indexAt: (px: number) => number;
}

interface ListedRow {
  id: string;
}

interface ListedRows<Row> {
  count: number;
  pages: ReadonlyMap<number, readonly Row[]>;
  measured: MeasuredHeights;
}

/**
 * Gives the function that lays out a list. It sums up by pages, and what it knows of a page it keeps with its rows, so that
 * another page of 100,000 rows costs a thousand additions.
 *
 * - `pageSize`: how many rows each page but the last one holds
 * - `unreadPx`: what is expected of a row that was not read
 * - `expectedPx`: what is expected of one that was
 */
export function rowLayouts<Row extends ListedRow>({
  pageSize,
  unreadPx,
  expectedPx,
}: {
  pageSize: number;
  unreadPx: number;
  expectedPx: (row: Row) => number;
}): (rows: ListedRows<Row>) => RowLayout {
  const known = new WeakMap<
    readonly Row[],
    { measured: ReadonlyMap<string, MeasuredHeight> | undefined; starts: number[] }
  >();

  function startsOf(rows: readonly Row[], count: number, measured: ReadonlyMap<string, MeasuredHeight> | undefined) {
    const before = known.get(rows);
    if (before?.measured === measured && before?.starts.length === count + 1) return before.starts;
    const starts = [0];
    for (let place = 0; place < count; place += 1) {
      const row = rows[place];
      starts.push((starts[place] ?? 0) + (row ? heightOf(row, expectedPx(row), measured) : unreadPx));
    }
    known.set(rows, { measured, starts });
    return starts;
  }

  return ({ count, pages, measured }) => {
    const pageCount = Math.ceil(count / pageSize);
    const countOn = (page: number) => Math.min(pageSize, count - page * pageSize);
    const startsOn = (page: number) => {
      const rows = pages.get(page);
      return rows && startsOf(rows, countOn(page), measured.get(page));
    };
    const pageStarts = [0];
    for (let page = 0; page < pageCount; page += 1) {
      const height = startsOn(page)?.at(-1) ?? countOn(page) * unreadPx;
      pageStarts.push((pageStarts[page] ?? 0) + height);
    }
    const startOf = (index: number) => {
      const page = Math.floor(index / pageSize);
      const place = index % pageSize;
      return (pageStarts[page] ?? 0) + (startsOn(page)?.[place] ?? place * unreadPx);
    };
    return {
      totalPx: pageStarts[pageCount] ?? 0,
      startOf,
      heightOf: (index) => startOf(index + 1) - startOf(index),
      indexAt(px) {
        const page = Math.min(lastUpTo(pageStarts, px), pageCount - 1);
        const within = px - (pageStarts[page] ?? 0);
        const starts = startsOn(page);
        const place = starts ? lastUpTo(starts, within) : Math.floor(within / unreadPx);
        return Math.max(0, Math.min(page * pageSize + Math.min(place, countOn(page) - 1), count - 1));
      },
    };
  };
}

function heightOf(
  row: ListedRow,
  expectedPx: number,
  measured: ReadonlyMap<string, MeasuredHeight> | undefined,
): number {
  const found = measured?.get(row.id);
  return found?.expectedPx === expectedPx ? found.px : expectedPx;
}

/** The place of the last of these growing numbers that is no greater; 0 when all are. */
function lastUpTo(numbers: readonly number[], most: number): number {
  let from = 0;
  let to = numbers.length - 1;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((numbers[middle] ?? 0) <= most) from = middle;
    else to = middle - 1;
  }
  return from;
}

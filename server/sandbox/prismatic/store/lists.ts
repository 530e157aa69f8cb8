import { type RawBuilder, sql } from 'kysely';

import type { PrismaticDatabase } from '../database/tables.ts';
import { PrismaticError } from '../prismatic-errors.ts';

export type Sql = RawBuilder<unknown>;

/** What a filter makes of its value; it is never asked for null, which means "not given". */
export type Filter = (value: unknown) => Sql;

/** A list of rows with everything a caller may ask of it. */
export interface ListDefinition {
  /** What one row is. */
  select: Sql;
  from: Sql;
  filters: Record<string, Filter>;
  orders: Record<string, Sql>;
  /** Settles the order of equals. */
  tie: Sql;
}

interface Order {
  field: string;
  direction: 'ASC' | 'DESC';
}

/** The arguments of a connection: paging, order, and filters by their names. */
export interface ListArguments {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
  offset?: number | null;
  orderBy?: Order | null;
  sortBy?: readonly (Order | null)[] | null;
}

/** A stretch of a list, in its order. */
export interface Source<Row> {
  count(): Promise<number>;
  read(offset: number, limit: number): Promise<Row[]>;
}

/** Makes a source of a definition, under these arguments and further conditions. */
export function listSource<Row>(
  database: PrismaticDatabase,
  definition: ListDefinition,
  args: ListArguments,
  conditions: readonly Sql[],
): Source<Row> {
  const filters = Object.entries(args).flatMap(([name, value]) => {
    const filter = definition.filters[name];
    return filter && value !== null && value !== undefined ? [filter(value)] : [];
  });
  const where = sql.join([...conditions, ...filters, sql`true`], sql` and `);
  const orders = [args.orderBy, ...(args.sortBy ?? [])].flatMap((order) => {
    const expression = order && definition.orders[order.field];
    return expression ? [order.direction === 'DESC' ? sql`${expression} desc` : sql`${expression} asc`] : [];
  });
  const order = sql.join([...orders, definition.tie]);
  return {
    count: async () => {
      const counted = await sql<{
        count: number;
      }>`select count(*) as count from ${definition.from} where ${where}`.execute(database);
      return counted.rows[0]?.count ?? 0;
    },
    read: async (offset, limit) => {
      const read = await sql<Row>`
        select ${definition.select} from ${definition.from} where ${where}
        order by ${order} limit ${limit} offset ${offset}`.execute(database);
      return read.rows;
    },
  };
}

/** A source over rows that are all at hand. */
export function sourceOf<Row>(rows: readonly Row[]): Source<Row> {
  return {
    count: () => Promise.resolve(rows.length),
    read: (offset, limit) => Promise.resolve(rows.slice(offset, offset + limit)),
  };
}

/** The vendor gives out 100 rows at most, and as many without `first`. */
const largestPage = 100;

interface Page<Row> {
  rows: Row[];
  start: number;
  more: boolean;
}

/** One page in the form of the vendor's connections. What costs a query of its own is asked for only when selected. */
export function connection<Row, Node>(source: Source<Row>, args: ListArguments, present: (row: Row) => Node) {
  let reading: Promise<Page<Row>> | undefined;
  const page = () => (reading ??= readPage(source, args));
  return {
    nodes: async () => (await page()).rows.map((row) => present(row)),
    edges: async () => {
      const { rows, start } = await page();
      return rows.map((row, place) => ({ node: present(row), cursor: cursorAt(start + place) }));
    },
    pageInfo: async () => {
      const { rows, start, more } = await page();
      return {
        hasNextPage: more,
        hasPreviousPage: start > 0,
        startCursor: rows.length > 0 ? cursorAt(start) : null,
        endCursor: rows.length > 0 ? cursorAt(start + rows.length - 1) : null,
      };
    },
    totalCount: () => source.count(),
  };
}

async function readPage<Row>(source: Source<Row>, args: ListArguments): Promise<Page<Row>> {
  for (const name of ['first', 'last', 'offset'] as const) {
    if ((args[name] ?? 0) < 0) throw new PrismaticError(`The argument "${name}" must not be negative`);
  }
  const before = placeOf(args.before);
  let start = (placeOf(args.after) ?? -1) + 1 + (args.offset ?? 0);
  let size = Math.min(args.first ?? largestPage, largestPage);
  if (typeof args.last === 'number') {
    const until = Math.min(before ?? Number.POSITIVE_INFINITY, await source.count());
    const end = typeof args.first === 'number' ? Math.min(until, start + size) : until;
    start = Math.max(start, end - Math.min(args.last, largestPage));
    size = Math.max(0, end - start);
  } else if (before !== undefined) {
    size = Math.max(0, Math.min(size, before - start));
  }
  const read = await source.read(start, size + 1);
  return { rows: read.slice(0, size), start, more: read.length > size };
}

/** Cursors are base64 of `arrayconnection:` and the row's place; anything else, the empty text too, means the start. */
function placeOf(cursor: string | null | undefined): number | undefined {
  const place = /^arrayconnection:(\d{1,9})$/.exec(Buffer.from(cursor ?? '', 'base64').toString('utf8'))?.[1];
  return place === undefined ? undefined : Number(place);
}

function cursorAt(place: number): string {
  return Buffer.from(`arrayconnection:${place}`).toString('base64');
}

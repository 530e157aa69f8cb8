import { TrayError } from '../tray-errors.ts';

/** Relay's paging arguments as Tray takes them. */
export interface PageArguments {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
}

/** A stretch of a list: positions strictly between the two bounds. */
export interface Stretch {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  backwards: boolean;
}

/** A list that can be read in stretches, in the order of a position that never changes. */
export interface PagedList<Row> {
  positionOf(id: string): Promise<number | undefined>;
  read(stretch: Stretch): Promise<Row[]>;
}

/** A page in the form of Tray's connections; what costs a query of its own is asked for only when selected. */
export interface Connection<Node> {
  edges: { node: Node; cursor: string }[];
  pageInfo: {
    startCursor: string | null;
    endCursor: string | null;
    hasNextPage: () => Promise<boolean>;
    hasPreviousPage: () => Promise<boolean>;
  };
}

/** Neither a default nor a maximum is documented; without `first` all rows come, up to this many. */
export const pageCap = 1000;

/** Reads one page and presents each row. Throws a TrayError for arguments that make no sense. */
export async function readPage<Row extends { id: string; position: number }, Node>(
  list: PagedList<Row>,
  page: PageArguments,
  present: (row: Row) => Node,
  now: Date,
): Promise<Connection<Node>> {
  const backwards = typeof page.last === 'number' && typeof page.first !== 'number';
  const wanted = Math.min((backwards ? page.last : page.first) ?? pageCap, pageCap);
  if (wanted < 0) throw new TrayError('invalidInput', 'The size of a page must not be negative', now);
  const after = await positionOfCursor(list, page.after, now);
  const before = await positionOfCursor(list, page.before, now);

  const read = await list.read({ after, before, limit: wanted + 1, backwards });
  const rows = read.slice(0, wanted);
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const exists = async (stretch: Omit<Stretch, 'limit'>) => (await list.read({ ...stretch, limit: 1 })).length > 0;
  const moreAhead = read.length > wanted;

  return {
    edges: rows.map((row) => ({ node: present(row), cursor: cursorOf(row.id) })),
    pageInfo: {
      startCursor: first ? cursorOf(first.id) : null,
      endCursor: last ? cursorOf(last.id) : null,
      hasNextPage: async () =>
        backwards ? before !== undefined && exists({ after: before - 1, backwards: false }) : moreAhead,
      hasPreviousPage: async () =>
        backwards ? moreAhead : after !== undefined && exists({ before: after + 1, backwards: true }),
    },
  };
}

/** Tray's cursors are the node's id in base64. */
export function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64');
}

/** A list that is in memory as a whole. */
export function listInMemory<Row extends { id: string; position: number }>(rows: readonly Row[]): PagedList<Row> {
  return {
    positionOf: (id) => Promise.resolve(rows.find((row) => row.id === id)?.position),
    read: ({ after, before, limit, backwards }) => {
      const inside = rows.filter(
        ({ position }) => (after === undefined || position > after) && (before === undefined || position < before),
      );
      return Promise.resolve((backwards ? inside.toReversed() : inside).slice(0, limit));
    },
  };
}

async function positionOfCursor<Row>(
  list: PagedList<Row>,
  cursor: string | null | undefined,
  now: Date,
): Promise<number | undefined> {
  if (cursor === null || cursor === undefined || cursor === '') return undefined;
  const position = await list.positionOf(Buffer.from(cursor, 'base64').toString('utf8'));
  if (position === undefined) throw new TrayError('invalidInput', 'The cursor is not known', now);
  return position;
}

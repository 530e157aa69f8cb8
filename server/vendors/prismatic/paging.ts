import { z } from 'zod';
import { BrokenListError } from '../vendor-error.ts';
import { readable } from './errors.ts';
import type { WirePage } from './wire-lists.ts';

/** Prismatic gives out no more at once. */
export const pageSize = 100;

/** More pages than any organisation fills. A vendor that never ends its list is not answering the question. */
const mostPages = 10_000;

/**
 * Where a walk over pages stands: the vendor's cursor, and what Brent's cycle detection keeps (one earlier cursor, moved up
 * after 1, 2, 4, ... pages), so that a walk whose pages are fetched one by one, by different processes even, notices cursors
 * that go round in a circle of any length.
 */
const position = z.tuple([z.string().min(1), z.string(), z.number().int(), z.number().int().positive()]);
type Position = z.infer<typeof position>;

/** The variables of one page behind a reference that `nextPage` made; null for the first. */
export function pageVariables(after: string | null, first = pageSize): { first: number; after?: string } {
  return after === null ? { first } : { first, after: positionOf(after)[0] };
}

/**
 * The reference to the page behind this one, or null after the last. Throws `VendorError` when Prismatic says that there is
 * more but gives no way on, or leads back to where the walk has been.
 */
export function nextPage(after: string | null, page: WirePage<unknown>): string | null {
  if (!page.hasNextPage) return null;
  if (page.isEmpty) throw new BrokenListError('prismatic', 'An empty page claims that more pages follow');
  if (page.lastCursor === null)
    throw new BrokenListError('prismatic', 'A page claims that more pages follow but has no cursor');
  return JSON.stringify(advance(after, page.lastCursor));
}

function advance(after: string | null, cursor: string): Position {
  if (after === null) return [cursor, cursor, 0, 1];
  const [previous, anchor, steps, limit] = positionOf(after);
  if (cursor === previous || cursor === anchor)
    throw new BrokenListError('prismatic', 'The cursors of the pages repeat');
  return steps + 1 === limit ? [cursor, cursor, 0, limit * 2] : [cursor, anchor, steps + 1, limit];
}

function positionOf(after: string): Position {
  return readable('read', () => position.parse(JSON.parse(after)));
}

/** Every row of a list, page after page. `betweenPages` is awaited before each further page. */
export async function collectPages<Row>(
  fetchPage: (after: string | null) => Promise<WirePage<Row>>,
  betweenPages: () => Promise<void> = () => Promise.resolve(),
): Promise<{ rows: Row[]; unreadableCount: number }> {
  const rows: Row[] = [];
  let unreadableCount = 0;
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    // Each page needs the cursor of the one before it.
    // oxlint-disable-next-line no-await-in-loop
    const page: WirePage<Row> = await fetchPage(after);
    rows.push(...page.rows);
    unreadableCount += page.unreadableCount;
    after = nextPage(after, page);
    if (after === null) return { rows, unreadableCount };
    // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
    await betweenPages();
  }
  throw new BrokenListError('prismatic', 'The list does not end');
}

import { z } from 'zod';
import { BrokenListError } from '../vendor-error.ts';
import { readable } from './errors.ts';
import type { WireSolution, WireSolutionPage } from './wire.ts';

/** Instabase documents a default of 20 and no maximum. */
export const pageSize = 100;

/**
 * So many rows of the page before are asked for once more. Pages are counted from the start of a list that moves: when
 * something before is removed meanwhile, the rows that move up would be in neither page, and be taken for gone.
 */
const overlap = 5;

/** More pages than any site fills. */
const mostPages = 10_000;

/** Where a walk stands: the offset behind the last page, and the ids at its end. */
const position = z.tuple([z.number().int().positive(), z.array(z.string()).max(overlap)]);

/** What a walk asks for next. `after` is a reference that `continueWalk` made; null for the first page. */
export function windowOf(after: string | null): { offset: number; limit: number } {
  const [offset, tail] = positionOf(after);
  return { offset: Math.max(0, offset - tail.length), limit: pageSize };
}

/**
 * The rows of a page that the page before did not have, and the reference to the page behind it: null after the last.
 * `isGapless` is false when none of the former page's last rows came again, so that rows between may have slipped away.
 * Throws `VendorError` when the list contradicts itself: a walk that does not move on would never end, and one that ends
 * too early would make the rest look gone.
 */
export function continueWalk(
  after: string | null,
  page: WireSolutionPage,
): { rows: WireSolution[]; next: string | null; isGapless: boolean } {
  const [reached, tail] = positionOf(after);
  const former = new Set(tail);
  const rows = page.rows.filter((row) => !former.has(row.id));
  const isGapless = tail.length === 0 || rows.length < page.rows.length;
  const offset = nextOffset(page);
  if (offset === null) return { rows, next: null, isGapless };
  if (page.came === 0) throw new BrokenListError('instabase', 'An empty page claims that more pages follow');
  if (offset <= reached) throw new BrokenListError('instabase', 'The pages do not move on');
  // Only where every row can be read do the last ids stand for the last rows.
  // Never more than half of a page, however short the vendor makes them: the walk has to move on.
  const again = page.unreadableCount > 0 ? 0 : Math.min(overlap, Math.floor(page.rows.length / 2));
  const ids = page.rows.slice(page.rows.length - again).map((row) => row.id);
  return { rows, next: JSON.stringify([offset, ids]), isGapless };
}

/** Every row of a list, page after page. */
export async function collectWalk(
  fetchPage: (window: { offset: number; limit: number }) => Promise<WireSolutionPage>,
): Promise<WireSolution[]> {
  const rows = new Map<string, WireSolution>();
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each page tells where the next one begins
    const step = continueWalk(after, await fetchPage(windowOf(after)));
    for (const row of step.rows) rows.set(row.id, row);
    after = step.next;
    if (after === null) return [...rows.values()];
  }
  throw new BrokenListError('instabase', 'The list does not end');
}

/** Null at the end. Either of the two values may be missing, as long as the other one tells. */
function nextOffset({ hasMore, nextOffset: told }: WireSolutionPage): number | null {
  if (hasMore === false || (hasMore === null && told === -1)) return null;
  if (told === null || told < 0)
    throw new BrokenListError('instabase', 'A page claims that more follow but does not say where');
  return told;
}

function positionOf(after: string | null): z.infer<typeof position> {
  return after === null ? [0, []] : readable('read', () => position.parse(JSON.parse(after)));
}

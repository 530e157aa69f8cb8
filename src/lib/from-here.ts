import * as z from 'zod/mini';
import { safeReturnPath } from './paths.ts';

/** What the page of one thing is told of the list that leads to it, so that it leads back there. */
export function fromHere({ pathname, search }: Pick<Location, 'pathname' | 'search'> = location): { from: string } {
  return { from: `${pathname}${search}` };
}

const fromHereSchema = z.object({ from: z.string() });

/**
 * The list that led to a page, where the link told; null else. `page` is the router's location of that very page: while it
 * is being left, the browser's own is that of the next page already.
 */
export function cameFrom(page: { pathname: string; state: unknown }): string | null {
  const told = z.safeParse(fromHereSchema, page.state);
  const from = told.success ? safeReturnPath(told.data.from, location.origin) : null;
  // What opens a page from itself has told nothing.
  return from !== null && from.split('?')[0] !== page.pathname ? from : null;
}

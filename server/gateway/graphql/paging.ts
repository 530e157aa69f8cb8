import { ProblemError } from '../problem-error.ts';

/** More rows than this are asked for page by page. */
const mostPerPage = 100;

/** Where a page begins and how long it is. Throws `ProblemError` for what is not a page. */
export function readPage(input: { first: number | null; after?: string | null; offset?: number | null }): {
  limit: number;
  offset: number;
} {
  const limit = input.first ?? 0;
  if (limit < 1 || limit > mostPerPage) throw new ProblemError('bad_input', { fields: { first: 'unknown_value' } });
  if (input.after != null) return { limit, offset: readCursor(input.after) };
  const offset = input.offset ?? 0;
  if (offset < 0) throw new ProblemError('bad_input', { fields: { offset: 'unknown_value' } });
  return { limit, offset };
}

/** What follows a page of `length` rows, of `totalCount`. */
export function pageInfo(page: { offset: number }, length: number, totalCount: number) {
  const end = page.offset + length;
  return { endCursor: length > 0 ? writeCursor(end) : null, hasNextPage: end < totalCount };
}

/** A cursor says how many rows come before: the index is sorted by the server, so any of its pages can be asked for. */
function writeCursor(offset: number): string {
  return Buffer.from(`after:${offset}`).toString('base64url');
}

function readCursor(cursor: string): number {
  const match = /^after:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  return Number(match[1]);
}

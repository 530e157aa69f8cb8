import { describe, expect, it } from 'vitest';

import { type Connection, cursorOf, listInMemory, readPage } from './pages.ts';

const now = new Date('2026-01-01T00:00:00Z');
const row = (position: number) => ({ id: `row-${position}`, position });
const rows = (count: number) => Array.from({ length: count }, (_unused, place) => row(place + 1));

async function walk(count: number): Promise<{ pages: number; ids: string[] }> {
  const list = listInMemory(rows(count));
  const ids: string[] = [];
  let pages = 0;
  let after: string | null = null;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the last one ended
    const page: Connection<string> = await readPage(list, { first: 100, after }, ({ id }) => id, now);
    pages += 1;
    ids.push(...page.edges.map(({ node }) => node));
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!(await page.pageInfo.hasNextPage())) return { pages, ids };
    after = page.edges.at(-1)?.cursor ?? null;
  }
}

describe('readPage', () => {
  it.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [200, 2],
  ])('walks %i rows in %i pages of 100', async (count, pages) => {
    const walked = await walk(count);
    expect(walked.pages).toBe(pages);
    expect(walked.ids).toEqual(rows(count).map(({ id }) => id));
  });

  it('has no cursors on an empty page', async () => {
    const page = await readPage(listInMemory(rows(0)), { first: 10 }, ({ id }) => id, now);
    expect(page.pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });

  it('reads backwards from a cursor, in list order', async () => {
    const page = await readPage(listInMemory(rows(10)), { last: 3, before: cursorOf('row-8') }, ({ id }) => id, now);
    expect(page.edges.map(({ node }) => node)).toEqual(['row-5', 'row-6', 'row-7']);
    expect(await page.pageInfo.hasPreviousPage()).toBe(true);
    expect(await page.pageInfo.hasNextPage()).toBe(true);
  });

  it('knows that rows lie before an `after`', async () => {
    const page = await readPage(listInMemory(rows(10)), { first: 3, after: cursorOf('row-8') }, ({ id }) => id, now);
    expect(page.edges.map(({ node }) => node)).toEqual(['row-9', 'row-10']);
    expect(await page.pageInfo.hasPreviousPage()).toBe(true);
    expect(await page.pageInfo.hasNextPage()).toBe(false);
  });

  it('refuses a negative size and a cursor it never gave', async () => {
    const list = listInMemory(rows(2));
    await expect(readPage(list, { first: -1 }, ({ id }) => id, now)).rejects.toThrow('negative');
    await expect(readPage(list, { after: 'bm90aGluZw==' }, ({ id }) => id, now)).rejects.toThrow('cursor');
  });
});

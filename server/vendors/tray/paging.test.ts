import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { collectPages, cursorOf, nextPage } from './paging.ts';
import type { WirePage } from './wire.ts';

function page(lastCursor: string | null, more: Partial<WirePage<string>> = {}): WirePage<string> {
  return {
    rows: ['row'],
    unreadableCount: 0,
    totalCount: null,
    isEmpty: false,
    hasNextPage: true,
    lastCursor,
    ...more,
  };
}

const garbled = expect.objectContaining({ code: 'vendor_garbled' });

test('goes from cursor to cursor and ends where Tray says so', async () => {
  const asked: (string | undefined)[] = [];
  const { rows, unreadableCount } = await collectPages((cursor) => {
    asked.push(cursor);
    const index = asked.length;
    return Promise.resolve(
      page(`c${index}`, { rows: [`r${index}`], hasNextPage: index < 4, unreadableCount: index === 2 ? 1 : 0 }),
    );
  });

  expect(asked).toEqual([undefined, 'c1', 'c2', 'c3']);
  expect(rows).toEqual(['r1', 'r2', 'r3', 'r4']);
  expect(unreadableCount).toBe(1);
});

test('more without rows or without a cursor is an error, not the end', () => {
  expect(() => nextPage(null, page('c', { isEmpty: true }))).toThrow(garbled);
  expect(() => nextPage(null, page(null))).toThrow(garbled);
});

test('a reference that this adapter did not make is refused', () => {
  expect(() => cursorOf('abc')).toThrow(garbled);
  expect(() => cursorOf('["a"]')).toThrow(garbled);
});

test('a walk that goes round in a circle of any length, entered anywhere, ends with an error', async () => {
  assert(
    property(integer({ min: 0, max: 40 }), integer({ min: 1, max: 40 }), (lead, circle) => {
      let after: string | null = null;
      let pages = 0;
      const walk = (): void => {
        for (; pages < 1000; pages += 1) {
          const index = pages < lead ? pages : lead + ((pages - lead) % circle);
          after = nextPage(after, page(`c${index}`));
        }
      };
      expect(walk).toThrow(garbled);
      expect(pages).toBeLessThan(4 * (lead + circle) + 4);
    }),
  );
});

test('a list with ever new cursors is given up', async () => {
  let pages = 0;
  const endless = collectPages(() => {
    pages += 1;
    return Promise.resolve(page(`c${pages}`, { rows: [] }));
  });
  await expect(endless).rejects.toThrow(garbled);
  expect(pages).toBe(10_000);
});

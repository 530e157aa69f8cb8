import { array, assert, asyncProperty, boolean, constant, constantFrom, integer, nat, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { VendorError } from '../vendor-error.ts';
import { solution } from './fixtures/answers.ts';
import { collectWalk, continueWalk, windowOf } from './paging.ts';
import { readSolutionList, type WireSolutionPage } from './wire.ts';

function page(ids: string[], more: Record<string, unknown> = {}): WireSolutionPage {
  const solutions = ids.map((id) => solution({ id }));
  const read = readSolutionList({ has_more: [false], next_offset: [-1], solutions, ...more });
  if (read === null) throw new Error('The page cannot be read');
  return read;
}

/** A vendor with a list of these ids, newest first, that counts as it documents. */
function listing(ids: string[], pageLength: number) {
  return ({ offset }: { offset: number }): WireSolutionPage => {
    const shown = ids.slice(offset, offset + pageLength);
    const hasMore = offset + pageLength < ids.length;
    return page(shown, { has_more: [hasMore], next_offset: [hasMore ? offset + shown.length : -1] });
  };
}

const garbled = expect.objectContaining({ code: 'vendor_garbled', wasDone: 'no' });

test.each([
  ['arrays of one', { has_more: [true], next_offset: [40] }],
  ['bare values', { has_more: true, next_offset: 40 }],
  ['one of each', { has_more: [true], next_offset: '40' }],
  ['only the offset', { has_more: null, next_offset: [40] }],
])('the page behind is told by %s', (_what, more) => {
  const { next } = continueWalk(null, page(['a', 'b'], more));
  expect(windowOf(next)).toEqual({ offset: 39, limit: 100 });
});

test.each([
  ['arrays of one', { has_more: [false], next_offset: [-1] }],
  ['bare values', { has_more: false, next_offset: -1 }],
  ['only that there is no more', { has_more: [false], next_offset: undefined }],
  ['only the offset', { has_more: undefined, next_offset: [-1] }],
])('the end is told by %s', (_what, more) => {
  expect(continueWalk(null, page(['a'], more)).next).toBeNull();
});

test('what is left out is the same as what is not told', () => {
  const without = (answer: Record<string, unknown>) => {
    const read = readSolutionList({ solutions: [solution()], ...answer });
    return read && continueWalk(null, read).next;
  };
  expect(without({ has_more: [false] })).toBeNull();
  expect(without({ next_offset: [-1] })).toBeNull();
  expect(windowOf(without({ next_offset: [40] })).offset).toBe(40);
  expect(() => without({})).toThrow(garbled);
});

test.each([
  ['says nothing of its end', { has_more: undefined, next_offset: undefined }],
  ['goes on and is at its end', { has_more: [true], next_offset: [-1] }],
  ['goes on but not where', { has_more: [true], next_offset: [] }],
  ['says two things at once', { has_more: [false, true], next_offset: [3, 4] }],
  ['does not move on', { has_more: [true], next_offset: [0] }],
])('a page that %s is an error and not the end', (_what, more) => {
  expect(() => continueWalk(null, page(['a'], more))).toThrow(garbled);
});

test('a page that repeats its offset, goes back, or is empty and leads on is an error', () => {
  const { next } = continueWalk(null, page(['a'], { has_more: [true], next_offset: [100] }));
  for (const offset of [100, 99, 5]) {
    expect(() => continueWalk(next, page(['b'], { has_more: [true], next_offset: [offset] }))).toThrow(garbled);
  }
  expect(() => continueWalk(next, page([], { has_more: [true], next_offset: [200] }))).toThrow(garbled);
});

test('a reference that this adapter did not make is refused', () => {
  for (const after of ['', 'abc', '[]', '[0,[]]', '[5]', '{"offset":5}']) {
    expect(() => windowOf(after)).toThrow(garbled);
  }
});

test('a list is read whole, whatever its length and that of its pages', () =>
  assert(
    asyncProperty(nat(60), integer({ min: 1, max: 30 }), async (length, pageLength) => {
      const ids = Array.from({ length }, (_, place) => `s${place}`);
      const rows = await collectWalk((window) => Promise.resolve(listing(ids, pageLength)(window)));
      expect(rows.map((row) => row.id)).toEqual(ids);
    }),
  ));

test('rows that move up while pages are read are read all the same, or are known to lack', () =>
  assert(
    asyncProperty(array(record({ place: nat(39), isRemoval: boolean() }), { maxLength: 40 }), async (changes) => {
      let ids = Array.from({ length: 40 }, (_, place) => `s${place}`);
      const standing = new Set(ids);
      const seen = new Set<string>();
      let isWhole = true;
      let after: string | null = null;
      let step = 0;
      do {
        const { rows, next, isGapless } = continueWalk(after, listing(ids, 10)(windowOf(after)));
        for (const row of rows) seen.add(row.id);
        isWhole &&= isGapless;
        after = next;
        // More between two pages than the rows that are asked for once more can make up for.
        for (const { place, isRemoval } of changes.slice(step * 10, step * 10 + 10)) {
          const gone = ids[place];
          if (isRemoval && gone !== undefined) standing.delete(gone);
          ids = isRemoval ? ids.filter((id) => id !== gone) : [`new ${step} ${place}`, ...ids];
        }
        step += 1;
      } while (after !== null);
      const missed = [...standing].filter((id) => !seen.has(id));
      expect(isWhole && missed.length > 0).toBe(false);
    }),
    { numRuns: 300 },
  ));

test('rows that moved up too far are known to lack', () => {
  const ids = Array.from({ length: 40 }, (_, place) => `s${place}`);
  const { next } = continueWalk(null, listing(ids, 10)(windowOf(null)));
  const { rows, isGapless } = continueWalk(next, listing(ids.slice(10), 10)(windowOf(next)));
  expect(rows[0]?.id).toBe('s15');
  expect(isGapless).toBe(false);
});

test('whatever the vendor answers, a walk ends', () => {
  const told = oneof(integer({ min: -3, max: 300 }), constantFrom(null, 'x', '7', undefined));
  const answer = record({
    ids: array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
    has_more: oneof(boolean(), constant(null), constant([true]), constant([false])),
    next_offset: oneof(
      told,
      told.map((value) => [value]),
    ),
  });
  return assert(
    asyncProperty(array(answer, { minLength: 1, maxLength: 6 }), async (answers) => {
      let asked = 0;
      const walk = collectWalk(() => {
        const { ids, ...more } = answers[asked % answers.length] ?? { ids: [] };
        asked += 1;
        return Promise.resolve(page(ids, more));
      });
      const end: unknown = await walk.then(
        () => 'read',
        (error: unknown) => error,
      );
      expect(end === 'read' || end instanceof VendorError).toBe(true);
      expect(asked).toBeLessThanOrEqual(310);
    }),
  );
});

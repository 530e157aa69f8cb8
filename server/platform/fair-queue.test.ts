import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createFairQueue } from './fair-queue.ts';

test('keys take turns, and within one the first to come goes first', () => {
  const queue = createFairQueue<number>();
  for (const [index, key] of ['a', 'a', 'a', 'b', 'c', 'b'].entries()) queue.add(key, index);
  const order = Array.from({ length: 6 }, () => queue.next()?.item);
  expect(order).toEqual([0, 3, 4, 1, 5, 2]);
  expect(queue.next()).toBeNull();
  expect(queue.size).toBe(0);
});

test('a key that may not go keeps its place', () => {
  const queue = createFairQueue<string>();
  queue.add('a', 'first');
  queue.add('b', 'second');
  expect(queue.next((key) => key !== 'a')).toEqual({ key: 'b', item: 'second' });
  expect(queue.next((key) => key !== 'a')).toBeNull();
  expect(queue.next()).toEqual({ key: 'a', item: 'first' });
});

test('whoever waits is served before anybody else is served twice more', () => {
  assert(
    property(array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }), (keys) => {
      const queue = createFairQueue<number>();
      for (const [index, key] of keys.entries()) queue.add(key, index);
      const served: string[] = [];
      for (let next = queue.next(); next; next = queue.next()) served.push(next.key);
      expect(served).toHaveLength(keys.length);
      for (const key of new Set(keys)) {
        const turns = served.flatMap((other, index) => (other === key ? [index] : []));
        for (const [turn, index] of turns.entries()) {
          const between = served.slice(turn === 0 ? 0 : (turns[turn - 1] ?? 0) + 1, index);
          expect(new Set(between).size, 'each other key at most once between two turns').toBe(between.length);
        }
      }
    }),
  );
});

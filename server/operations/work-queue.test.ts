import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { expect, test } from 'vitest';
import { createWorkQueue, type WorkLimits } from './work-queue.ts';

const limits: WorkLimits = { atOnce: 8, perAccount: 3, keptFree: 2, background: 4 };

/** A queue whose work ends when the test says so. */
function createBed() {
  const begun: { id: string; accountId: string; end: () => void }[] = [];
  const order: string[] = [];
  let emptied = 0;
  const queue = createWorkQueue({
    limits,
    work: (id, accountId) => {
      order.push(id);
      return new Promise((resolve) => {
        begun.push({ id, accountId, end: () => resolve() });
      });
    },
    onEmpty: () => {
      emptied += 1;
    },
  });
  const endNext = async () => {
    begun.shift()?.end();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { queue, begun, order, endNext, emptied: () => emptied };
}

test('an account gets a few places, another one begins at once', () => {
  const { queue, order } = createBed();
  for (let index = 0; index < 300; index += 1) queue.add('bulk', `bulk ${index}`);
  expect(order).toEqual(['bulk 0', 'bulk 1', 'bulk 2']);
  queue.add('person', 'click');
  expect(order.at(-1)).toBe('click');
});

test('two bulks leave places that only others may take', () => {
  const { queue, order } = createBed();
  for (let index = 0; index < 20; index += 1) {
    queue.add('bulk', `bulk ${index}`);
    queue.add('other', `other ${index}`);
  }
  expect(order).toHaveLength(6);
  queue.add('person', 'click');
  queue.add('second', 'another click');
  expect(order.slice(6)).toEqual(['click', 'another click']);
});

test('work that nobody waits for gets half of the places, and clicks go before it', async () => {
  const { queue, order, endNext } = createBed();
  for (let index = 0; index < 20; index += 1) queue.add(`account ${index % 5}`, `bulk ${index}`, 'background');
  expect(order).toHaveLength(4);
  for (let index = 0; index < 4; index += 1) queue.add(`account ${index}`, `click ${index}`);
  expect(order.slice(4)).toEqual(['click 0', 'click 1', 'click 2', 'click 3']);
  queue.add('person', 'a later click');
  await endNext();
  expect(order.at(-1)).toBe('a later click');
});

test('what ends makes room at once, in turns, and the same is never done twice at once', async () => {
  const { queue, order, endNext, emptied } = createBed();
  for (let index = 0; index < 5; index += 1) queue.add('bulk', `bulk ${index}`);
  queue.add('bulk', 'bulk 0');
  queue.add('bulk', 'bulk 4');
  await endNext();
  expect(order).toEqual(['bulk 0', 'bulk 1', 'bulk 2', 'bulk 3']);
  expect(queue.has('bulk 0')).toBe(false);
  expect([queue.has('bulk 3'), queue.has('bulk 4')]).toEqual([true, true]);
  expect(emptied()).toBe(0);
  await endNext();
  expect(order).toHaveLength(5);
  expect(emptied()).toBe(1);
});

test('draining forgets what waits and waits for what is being done', async () => {
  const { queue, begun, order } = createBed();
  for (let index = 0; index < 5; index += 1) queue.add('bulk', `bulk ${index}`);
  let isDrained = false;
  const drained = queue.drain().then(() => {
    isDrained = true;
  });
  begun[0]?.end();
  await Promise.resolve();
  expect(isDrained).toBe(false);
  for (const { end } of begun) end();
  await drained;
  expect(order).toHaveLength(3);
});

test('never more than the limits, nobody starves, and no place stays empty that may be taken', async () => {
  await assert(
    asyncProperty(array(constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 }), async (accounts) => {
      const { queue, begun, order, endNext } = createBed();
      for (const [index, account] of accounts.entries()) queue.add(account, `${account} ${index}`);
      while (begun.length > 0) {
        expect(begun.length).toBeLessThanOrEqual(limits.atOnce);
        for (const account of new Set(accounts)) {
          const own = begun.filter(({ accountId }) => accountId === account).length;
          expect(own).toBeLessThanOrEqual(limits.perAccount);
          const waits = accounts.some((other, index) => other === account && !order.includes(`${account} ${index}`));
          const isLeftOut = waits && begun.length < limits.atOnce && own === 0;
          expect(isLeftOut).toBe(false);
        }
        await endNext();
      }
      expect(order).toHaveLength(accounts.length);
    }),
    { numRuns: 50 },
  );
});

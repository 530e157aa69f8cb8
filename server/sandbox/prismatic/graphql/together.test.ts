import { expect, test } from 'vitest';

import { together } from './together.ts';

test('what is asked for at once is read at once, each id one time; what is asked for later, anew', async () => {
  const reads: string[][] = [];
  let state = 'old';
  const read = together((ids) => {
    reads.push(ids);
    return Promise.resolve(new Map(ids.filter((id) => id !== 'gone').map((id) => [id, `${state} ${id}`])));
  });

  expect(await Promise.all([read('a'), read('b'), read('a'), read('gone')])).toEqual([
    'old a',
    'old b',
    'old a',
    undefined,
  ]);
  state = 'new';
  expect(await read('a')).toBe('new a');
  expect(reads).toEqual([['a', 'b', 'gone'], ['a']]);
});

test('a read that fails fails for everybody who asked, and for nobody later', async () => {
  let isBroken = true;
  const read = together((ids) =>
    isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(new Map(ids.map((id) => [id, id]))),
  );
  expect((await Promise.allSettled([read('a'), read('b')])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  isBroken = false;
  expect(await read('a')).toBe('a');
});

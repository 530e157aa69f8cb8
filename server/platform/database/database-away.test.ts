import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

const coded = (code: string) => Object.assign(new Error('said so'), { code });

test.each(['08006', '08P01', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET'])('%s: it went away', (code) => {
  expect(isDatabaseAway(coded(code))).toBe(true);
});

test('a connection that broke under a query has no code', () => {
  expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
});

test.each([coded('23505'), coded('22021'), coded('57014'), new Error('bug'), 'ECONNREFUSED', null])(
  '%s is not',
  (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  },
);

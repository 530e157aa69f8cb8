import { expect, test } from 'vitest';
import { paths, safeReturnPath } from './paths.ts';

const origin = 'https://jackfield.test';

test.each([
  ['/instances?q=a#b', '/instances?q=a#b'],
  ['//evil.example', null],
  ['/\\evil.example', null],
  ['/\t/evil.example', null],
  ['https://evil.example/', null],
  ['javascript:alert(1)', null],
  ['/sign-in?from=/x', null],
  [null, null],
])('%s leads to %s', (from, path) => {
  expect(safeReturnPath(from, origin)).toBe(path);
});

test('ids are encoded into addresses', () => {
  expect(paths.instance.to('a/../b?c')).toBe('/instances/a%2F..%2Fb%3Fc');
});

import { expect, test } from 'vitest';
import {
  isJobFiltered,
  mayFollow,
  readJobFilter,
  toJobVariables,
  withJobSort,
  withJobValues,
  withoutJobFilter,
} from './job-filter.ts';

const search = new URLSearchParams(
  'vendor=instabase&state=failed&state=nonsense&state=running&user=maya&user=&space=maya%2Fclaims&job=a&job=a&solution=s1&order=-duration&account=acc',
);

test('reads what it knows, each value once', () => {
  const filter = readJobFilter(search);
  expect(filter).toEqual({
    states: ['failed', 'running'],
    users: ['maya'],
    jobIds: ['a'],
    spaces: ['maya/claims'],
    owners: [],
    names: [],
    solutions: ['s1'],
    account: 'acc',
    sort: { field: 'duration', isDescending: true },
  });
  expect(isJobFiltered(filter)).toBe(true);
});

test('an address without a filter asks for the newest of all', () => {
  const filter = readJobFilter(new URLSearchParams('vendor=instabase&order=nonsense'));
  expect(isJobFiltered(filter)).toBe(false);
  expect(toJobVariables(filter, null, false)).toEqual({
    filter: {},
    sort: { field: 'started', direction: 'descending' },
  });
});

test('of one solution its own jobs are asked for, and an account by admins alone', () => {
  const filter = { ...readJobFilter(search), owners: ['maya'], names: ['Claims'] };
  expect(toJobVariables(filter, 'i1', false).filter).toEqual({
    instanceIds: ['i1'],
    users: ['maya'],
    jobIds: ['a'],
    states: ['failed', 'running'],
    spaces: ['maya/claims'],
  });
  expect(toJobVariables(filter, null, true).filter).toMatchObject({
    accountId: 'acc',
    owners: ['maya'],
    names: ['Claims'],
    instanceIds: ['s1'],
  });
});

test('what is of others in the address stays', () => {
  const changed = withJobSort(withJobValues(search, 'user', ['a', 'b', 'a']), { field: 'name', isDescending: false });
  expect(changed.getAll('user')).toEqual(['a', 'b']);
  expect(changed.get('order')).toBe('name');
  expect(withoutJobFilter(changed).toString()).toBe('vendor=instabase&order=name');
});

test.each([
  [{ count: 100, mayHaveMore: true }, true],
  [{ count: 37, mayHaveMore: false }, false],
  // As many as it answers by itself: it may not answer more at once.
  [{ count: 20, mayHaveMore: false }, true],
])('%o', ({ count, mayHaveMore }, expected) => {
  expect(mayFollow({ nodes: Array.from({ length: count }), mayHaveMore, unreadableCount: 0 })).toBe(expected);
});

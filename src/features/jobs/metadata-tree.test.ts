import { expect, test } from 'vitest';
import { readMetadata } from './metadata-tree.ts';

test('objects and lists have children, all else a text', () => {
  expect(readMetadata('{"authors":["Maya",2],"empty":{}}')).toEqual({
    key: null,
    text: null,
    kind: 'object',
    children: [
      {
        key: 'authors',
        text: null,
        kind: 'list',
        children: [
          { key: '0', text: 'Maya', kind: 'text', children: [] },
          { key: '1', text: '2', kind: 'other', children: [] },
        ],
      },
      { key: 'empty', text: null, kind: 'object', children: [] },
    ],
  });
});

test('what does not parse is no tree, and what is very deep ends as text', () => {
  expect(readMetadata('{"authors": ["Maya"')).toBeNull();
  const deep = `${'['.repeat(40)}1${']'.repeat(40)}`;
  let node = readMetadata(deep);
  let depth = 0;
  while (node?.children[0]) {
    node = node.children[0];
    depth += 1;
  }
  expect(depth).toBe(12);
  expect(node?.text).toContain('[[');
});

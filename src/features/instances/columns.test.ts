import { describe, expect, test } from 'vitest';
import {
  choosableColumns,
  columnIds,
  gridTemplateOf,
  leastWidthOf,
  shownColumns,
  withColumnTurned,
} from './columns.ts';

describe('the columns of a list', () => {
  test('are the usual ones until someone chooses', () => {
    expect(shownColumns([], false)).toEqual(['status', 'name', 'update', 'created', 'actions']);
    expect(shownColumns([], true)).toEqual(['status', 'name', 'account', 'update', 'created', 'actions']);
  });

  test('are turned one by one, and stand in their own order', () => {
    const changed = withColumnTurned(withColumnTurned([], 'id'), 'created');
    expect(shownColumns(changed, false)).toEqual(['status', 'name', 'update', 'id', 'actions']);
    expect(shownColumns(withColumnTurned(changed, 'created'), false)).toEqual([
      'status',
      'name',
      'update',
      'created',
      'id',
      'actions',
    ]);
  });

  test('never lose what every row must have, nor show what is for admins or unknown', () => {
    const everything = [...columnIds, 'colour'];
    expect(shownColumns(everything, false)).toEqual([
      'status',
      'name',
      'template',
      'vendor',
      'checked',
      'id',
      'actions',
    ]);
    expect(choosableColumns(false)).not.toContain('account');
    expect(choosableColumns(true)).toContain('account');
    expect(choosableColumns(true)).not.toContain('name');
  });

  test('have one width each, whatever a cell holds, and fit into the width that they are said to need', () => {
    const template = gridTemplateOf(columnIds, true);
    expect(template.match(/minmax\(\d+px, [^)]+\)/g)).toHaveLength(columnIds.length);
    expect(template).not.toMatch(/auto|content/);
    const least = [...template.matchAll(/minmax\((\d+)px/g)].reduce((sum, [, width]) => sum + Number(width), 0);
    expect(leastWidthOf(columnIds)).toBe(least + 16 * (columnIds.length - 1));
  });
});

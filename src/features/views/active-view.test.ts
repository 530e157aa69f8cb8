import { expect, test } from 'vitest';
import { savedView } from '#src/testing/everybody-bed.tsx';
import { activeView, queryOfView } from './active-view.ts';

const broken = savedView();
const mine = savedView({ id: 'other', name: 'Mine', query: 'q=orders&columns=none' });
const active = (address: string) => activeView([broken, mine], new URLSearchParams(address));

test('a view is active when the address shows the same list, named or not', () => {
  expect(active('health=failed&vendor=tray')).toEqual({ view: broken, isChanged: false });
  expect(active(queryOfView(mine))).toEqual({ view: mine, isChanged: false });
  expect(active('')).toBeNull();
  expect(active('view=gone')).toBeNull();
});

test('a view that was opened stays in mind when the list is changed', () => {
  expect(active('view=other&q=orders&columns=none&vendor=tray')).toEqual({ view: mine, isChanged: true });
  expect(active(`view=other&health=failed&vendor=tray`)).toEqual({ view: mine, isChanged: true });
});

test('opening a view says all that it shows, so that nothing of the former list stays', () => {
  const opened = new URLSearchParams(queryOfView(broken));
  expect(opened.get('sort')).toBe('-created');
  expect(opened.get('columns')).toBe('account,update,created');
  expect(opened.get('density')).toBe('comfortable');
  expect(opened.get('view')).toBe(broken.id);
});

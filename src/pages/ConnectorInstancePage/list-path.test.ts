import { expect, test } from 'vitest';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { listPathOf } from './list-path.ts';

test('the list that one came from, as it was narrowed', () => {
  expect(listPathOf({ ...sessionOf(maya), person: maya }, { from: '/connectors?q=shop' })).toBe('/connectors?q=shop');
  expect(listPathOf({ ...sessionOf(priya), person: priya }, { from: '/admin/instances?vendor=tray' })).toBe(
    '/admin/instances?vendor=tray',
  );
});

test.each([
  null,
  'text',
  { from: 1 },
  { from: 'https://elsewhere.example/' },
  { from: '//elsewhere.example' },
  { from: '/\\elsewhere.example' },
  { from: 'javascript:alert(1)' },
  { from: `${location.pathname}?tab=authentication` },
])('told %o, it is the list on which these instances stand', (state) => {
  expect(listPathOf({ ...sessionOf(maya), person: maya }, state)).toBe('/connectors');
});

import { expect, test } from 'vitest';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { listPathOf } from './list-path.ts';

const at = (state: unknown) => ({ pathname: '/connectors/instances/1', state });

test('the list that one came from, also while the browser is on its way there', () => {
  history.pushState(null, '', '/connectors');
  expect(listPathOf({ ...sessionOf(maya), person: maya }, at({ from: '/connectors?q=shop' }))).toBe(
    '/connectors?q=shop',
  );
});

test('the list that one came from, as it was narrowed', () => {
  expect(listPathOf({ ...sessionOf(maya), person: maya }, at({ from: '/connectors?q=shop' }))).toBe(
    '/connectors?q=shop',
  );
  expect(listPathOf({ ...sessionOf(priya), person: priya }, at({ from: '/admin/instances?vendor=tray' }))).toBe(
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
  { from: '/connectors/instances/1?tab=authentication' },
])('told %o, it is the list on which these instances stand', (state) => {
  expect(listPathOf({ ...sessionOf(maya), person: maya }, at(state))).toBe('/connectors');
});

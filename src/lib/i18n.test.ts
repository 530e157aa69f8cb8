import { expect, test } from 'vitest';
import { count, i18n, locale, params } from './i18n.ts';
import { formatRelative, momentOf } from './format.ts';
import { stretch } from './pseudo-locale.ts';

const messages = i18n('i18nTest', {
  plain: 'Plain',
  named: params<{ name: string; vendor: string }>('{name} at {vendor}'),
  rows: count({ one: '{count} row', other: '{count} rows' }),
});

test('values are put in literally and all at once', () => {
  expect(messages.get().named({ name: '$& {vendor}', vendor: 'Tray' })).toBe('$& {vendor} at Tray');
});

test('counts are grouped and inflected', () => {
  const { rows } = messages.get();
  expect([rows(0), rows(1), rows(12345)]).toEqual(['0 rows', '1 row', '12,345 rows']);
});

test('the pseudo-locale reaches every message and leaves the places alone', async () => {
  const stop = messages.listen(() => {});
  locale.set('en-XA');
  await expect.poll(() => messages.get().plain).toBe(stretch('Plain'));
  expect(messages.get().named({ name: 'A', vendor: 'B' })).toMatch(/^\[A .* B·+\]$/);
  locale.set('en');
  expect(messages.get().plain).toBe('Plain');
  stop();
});

test('times are told without nonsense', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  expect(momentOf('not a date')).toBeNull();
  expect(formatRelative(now + 300_000, now)).toBe('now');
  expect(formatRelative(now - 180_000, now)).toBe('3 min. ago');
  expect(formatRelative(now - 86_400_000, now)).toBe('yesterday');
  expect(formatRelative(0, now)).toBe('Jan 1, 1970');
});

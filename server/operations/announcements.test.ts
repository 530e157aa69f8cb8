import { expect, test } from 'vitest';
import { createAnnouncements } from './announcements.ts';

test('who listens hears at once, also what was said before the wait began', async () => {
  const announcements = createAnnouncements();
  const listener = announcements.listen('one');
  const early = listener.hears(60_000);
  announcements.announce('one');
  expect(await early).toBe(true);
  announcements.announce('one');
  expect(await listener.hears(60_000)).toBe(true);
  expect(await listener.hears(1)).toBe(false);
});

test('others hear nothing, and who has closed neither', async () => {
  const announcements = createAnnouncements();
  const other = announcements.listen('other');
  const closed = announcements.listen('one');
  closed.close();
  announcements.announce('one');
  expect(await Promise.all([other.hears(1), closed.hears(1)])).toEqual([false, false]);
});

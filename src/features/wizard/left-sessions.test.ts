import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const storageKey = 'jackfield.wizard-sessions';

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
});

afterEach(() => {
  vi.useRealTimers();
});

/** The module as a page loads it that finds these ids. */
async function load(ids: string) {
  sessionStorage.setItem(storageKey, ids);
  return import('./left-sessions.ts');
}

test('looks after what an earlier load left, until it is over', async () => {
  const { watchLeftSessions } = await load('["one","two"]');
  const looked: string[] = [];
  let isOver = false;
  const stop = watchLeftSessions(async (id) => {
    looked.push(id);
    return isOver && id === 'one';
  });
  await vi.advanceTimersByTimeAsync(3000);
  expect(looked).toEqual(['one', 'two']);
  isOver = true;
  await vi.advanceTimersByTimeAsync(6000);
  expect(looked).toEqual(['one', 'two', 'one', 'two', 'two']);
  expect(sessionStorage.getItem(storageKey)).toBe('["two"]');
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looked).toHaveLength(5);
});

test('rests after two minutes and begins again when somebody returns', async () => {
  const { watchLeftSessions } = await load('["one"]');
  const look = vi.fn(async () => false);
  const stop = watchLeftSessions(look);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(look).toHaveBeenCalledTimes(40);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(look).toHaveBeenCalledTimes(40);
  window.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(3000);
  expect(look).toHaveBeenCalledTimes(42);
  stop();
});

test('a failed look is tried again, and the sessions of this page are not looked at', async () => {
  const { rememberSession, watchLeftSessions } = await load('["one"]');
  rememberSession('mine');
  expect(sessionStorage.getItem(storageKey)).toBe('["one","mine"]');
  const look = vi
    .fn<(id: string) => Promise<boolean>>()
    .mockRejectedValueOnce(new Error('down'))
    .mockResolvedValue(true);
  const stop = watchLeftSessions(look);
  await vi.advanceTimersByTimeAsync(9000);
  expect(look.mock.calls).toEqual([['one'], ['one']]);
  stop();
});

test.each(['', 'nonsense', '{"a":1}', '[1,2]', 'null'])('ignores a storage that holds %j', async (text) => {
  const { watchLeftSessions } = await load(text);
  const look = vi.fn(async () => true);
  const stop = watchLeftSessions(look);
  await vi.advanceTimersByTimeAsync(9000);
  expect(look).not.toHaveBeenCalled();
  stop();
});

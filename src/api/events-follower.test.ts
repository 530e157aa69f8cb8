import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { queryClient } from './caches.ts';
import { startFollowing } from './events-follower.ts';
import { FakeEventSource, installFakeBrowser, openSources } from './testing/fake-browser.ts';

/** A query on show, and how often it was asked. */
function show(...queryKey: string[]) {
  const queryFn = vi.fn<() => Promise<string>>(async () => 'answer');
  stops.push(new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => {}));
  return queryFn;
}

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

/** happy-dom has no such event. */
function pageEvent(type: 'pagehide' | 'pageshow', persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event(type), { persisted }));
}

const stops: (() => void)[] = [];
const settle = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(async () => {
  vi.useFakeTimers();
  installFakeBrowser({ shares: true });
  stops.push(startFollowing('maya', () => {}));
  await settle();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

const say = (noun: string, id: string | null) => FakeEventSource.opened.at(-1)?.say('message', { noun, id });
const id = '0b6f1f6e-3f0c-4a38-8a54-0a3a4a2a3a4a';
const other = '1b6f1f6e-3f0c-4a38-8a54-0a3a4a2a3a4a';

test('what is told is asked for again, and what another thing is about is not', async () => {
  const [one, another, list, template] = [
    show('operation', id),
    show('operation', other),
    show('operation', 'list'),
    show('template'),
  ];
  await settle();
  say('operation', id);
  await settle();
  expect([one, another, list, template].map(({ mock }) => mock.calls.length)).toEqual([2, 1, 2, 1]);
});

test('a hundred changes in a moment cause two requests', async () => {
  const list = show('operation', 'list');
  await settle();
  for (let count = 0; count < 100; count += 1) say('operation', null);
  await settle();
  expect(list).toHaveBeenCalledTimes(3);
});

test('a tab out of sight asks once, when it is looked at again; for its session at once', async () => {
  const [list, session] = [show('operation', 'list'), show('session')];
  await settle();
  setVisibility('hidden');
  say('operation', id);
  say('operation', other);
  say('session', null);
  await settle();
  expect(list).toHaveBeenCalledTimes(1);
  expect(session).toHaveBeenCalledTimes(2);
  setVisibility('visible');
  await settle();
  expect(list).toHaveBeenCalledTimes(2);
  setVisibility('visible');
  await settle();
  expect(list).toHaveBeenCalledTimes(2);
});

test('a page in the back/forward cache has no stream, and asks for everything when it is back', async () => {
  const list = show('operation', 'list');
  await settle();
  pageEvent('pagehide', true);
  expect(openSources()).toEqual([]);
  pageEvent('pageshow', true);
  await settle();
  expect(openSources()).toHaveLength(1);
  expect(list).toHaveBeenCalledTimes(2);
  window.dispatchEvent(new Event('online'));
  await settle();
  expect(list).toHaveBeenCalledTimes(3);
});

test('nothing is acted on once it has stopped', async () => {
  const list = show('operation', 'list');
  await settle();
  for (const stop of stops.splice(0, 1)) stop();
  say('operation', id);
  window.dispatchEvent(new Event('online'));
  pageEvent('pageshow', true);
  await settle();
  expect(list).toHaveBeenCalledTimes(1);
  expect(openSources()).toEqual([]);
});

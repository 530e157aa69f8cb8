import type { ChangeEvent } from '#contract/endpoints/events.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSharedStream } from './events-stream.ts';
import { FakeEventSource, installFakeBrowser, openSources } from './testing/fake-browser.ts';

const seconds = 1000;

/** A tab that shows somebody, with all it was told. */
function openTab(personId = 'maya') {
  const tab = { told: [] as string[], isLive: false, gaps: 0, close: () => {} };
  tab.close = openSharedStream(personId, {
    onEvent: ({ noun, id }: ChangeEvent) => tab.told.push(`${noun} ${id ?? 'many'}`),
    onGap: () => {
      tab.gaps += 1;
    },
    onLive: (isLive) => {
      tab.isLive = isLive;
    },
  });
  tabs.push(tab);
  return tab;
}

const tabs: { close: () => void }[] = [];
const settle = () => vi.advanceTimersByTimeAsync(0);
const latest = () => FakeEventSource.opened.at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  installFakeBrowser({ shares: true });
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
});

describe('tabs of one person', () => {
  test('share one stream, and all are told', async () => {
    const [one, two, three] = [openTab(), openTab(), openTab()];
    await settle();
    expect(openSources().map(({ url }) => url)).toEqual(['/api/events']);
    latest()?.say('alive', { person: 'maya' });
    latest()?.say('message', { noun: 'instance', id: 'i' });
    const all = [one, two, three];
    expect(all.map(({ told }) => told.join())).toEqual(['instance i', 'instance i', 'instance i']);
    expect(all.every(({ isLive }) => isLive)).toBe(true);
  });

  test('learn from the one that has the stream that it works, when they are opened later', async () => {
    openTab();
    await settle();
    latest()?.say('alive', { person: 'maya' });
    expect(openTab().isLive).toBe(true);
  });

  test('hand the stream on when the one that has it goes', async () => {
    const [one, two] = [openTab(), openTab()];
    await settle();
    latest()?.say('alive', { person: 'maya' });
    one.close();
    await settle();
    expect(FakeEventSource.opened).toHaveLength(2);
    expect(openSources()).toHaveLength(1);
    latest()?.say('message', { noun: 'operation', id: 'o' });
    expect([one.told, two.told, two.gaps]).toEqual([[], ['operation o'], 0]);
  });

  test('are told nothing of what another person’s tab is told', async () => {
    const [maya, tomas] = [openTab('maya'), openTab('tomas')];
    await settle();
    FakeEventSource.opened[0]?.say('message', { noun: 'instance', id: 'i' });
    expect([maya.told, tomas.told]).toEqual([['instance i'], []]);
  });
});

test('without locks and channels each tab has its own', async () => {
  installFakeBrowser({ shares: false });
  const [one, two] = [openTab(), openTab()];
  expect(openSources()).toHaveLength(2);
  for (const source of openSources()) source.say('alive', { person: 'maya' });
  expect([one.isLive, two.isLive]).toEqual([true, true]);
});

describe('a stream that breaks', () => {
  test('is no longer live; after a cut of some length everything is asked for when it is back', async () => {
    const tab = openTab();
    await settle();
    const source = latest();
    source?.say('alive', { person: 'maya' });
    source?.fail(false);
    expect([tab.isLive, tab.gaps]).toEqual([false, 0]);
    await vi.advanceTimersByTimeAsync(20 * seconds);
    source?.say('alive', { person: 'maya' });
    expect([tab.isLive, tab.gaps]).toEqual([true, 1]);
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  test('in silence is given up after 45 s and opened anew', async () => {
    const tab = openTab();
    await settle();
    latest()?.say('alive', { person: 'maya' });
    await vi.advanceTimersByTimeAsync(44 * seconds);
    expect(tab.isLive).toBe(true);
    await vi.advanceTimersByTimeAsync(6 * seconds);
    expect(tab.isLive).toBe(false);
    expect(FakeEventSource.opened).toHaveLength(2);
    expect(openSources()).toHaveLength(1);
  });

  test('because it was refused has every tab ask who is signed in, and is tried again ever more seldom', async () => {
    const [one, two] = [openTab(), openTab()];
    await settle();
    latest()?.fail(true);
    expect([one.told, two.told]).toEqual([['session many'], ['session many']]);
    await vi.advanceTimersByTimeAsync(3 * seconds);
    expect(FakeEventSource.opened).toHaveLength(2);
    latest()?.fail(true);
    await vi.advanceTimersByTimeAsync(3.9 * seconds);
    expect(FakeEventSource.opened).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2.2 * seconds);
    expect(FakeEventSource.opened).toHaveLength(3);
  });
});

describe('somebody else’s', () => {
  test('stream is left at once, and nothing of it is acted on', async () => {
    const tab = openTab('maya');
    await settle();
    const source = latest();
    source?.say('alive', { person: 'tomas' });
    source?.say('message', { noun: 'instance', id: 'of-tomas' });
    expect(tab.told).toEqual(['session many']);
    expect(tab.isLive).toBe(false);
    expect(openSources()).toEqual([]);
  });

  test('session that ended is not reconnected to before the page has asked', async () => {
    const tab = openTab();
    await settle();
    latest()?.say('message', { noun: 'session', id: null });
    expect(tab.told).toEqual(['session many']);
    expect(openSources()).toEqual([]);
    tab.close();
    await vi.advanceTimersByTimeAsync(60 * seconds);
    expect(FakeEventSource.opened).toHaveLength(1);
  });
});

test('a closed tab is told nothing, and leaves no timer', async () => {
  const tab = openTab();
  await settle();
  const source = latest();
  tab.close();
  source?.say('message', { noun: 'instance', id: 'i' });
  expect(tab.told).toEqual([]);
  expect(openSources()).toEqual([]);
  await settle();
  expect(vi.getTimerCount()).toBe(0);
});

test('words of another version are overheard and count as a sign of life', async () => {
  const tab = openTab();
  await settle();
  latest()?.say('message', { noun: 'weather', id: 7 });
  expect([tab.told, tab.isLive]).toEqual([[], true]);
});

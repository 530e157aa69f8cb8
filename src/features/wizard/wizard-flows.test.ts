import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LookReason, WizardSession, WizardSessionState } from '#contract/endpoints/wizard-sessions.ts';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { operation } from '#src/testing/fixtures.ts';
import { createWizardFlows } from './wizard-flows.ts';
import type { WizardPorts } from './wizard-ports.ts';
import type { WizardWindow } from './wizard-window.ts';

const origin = 'https://wizard.test';

/** A window that is only a handle; `source` is what its messages come from. */
interface FakeWindow extends WizardWindow {
  closed: boolean;
  urls: string[];
  focused: number;
  source: object;
}

function fakeWindow(): FakeWindow {
  const source = {};
  const popup: FakeWindow = {
    closed: false,
    urls: [],
    focused: 0,
    source,
    close: () => (popup.closed = true),
    focus: () => (popup.focused += 1),
    navigate: (url) => popup.urls.push(url),
    isSource: (candidate) => candidate === source,
  };
  return popup;
}

const sessionOf = (instanceId: string): WizardSession => ({
  id: `session-${instanceId}`,
  instanceId,
  state: 'open',
  operation: null,
});

function setUp(change: Partial<WizardPorts> = {}) {
  const windows: FakeWindow[] = [];
  const looks: { sessionId: string; reason: LookReason }[] = [];
  const state: { session: WizardSessionState; isBlocked: boolean } = { session: 'unfinished', isBlocked: false };
  const ports: WizardPorts = {
    openWindow: () => {
      if (state.isBlocked) return null;
      const popup = fakeWindow();
      windows.push(popup);
      return popup;
    },
    startActivation: async () => operation({ instanceId: 'made' }),
    readOperation: async () => operation({ instanceId: 'made', state: 'succeeded' }),
    openSession: async (instanceId) => ({
      wizardSession: sessionOf(instanceId),
      url: `${origin}/configure/${instanceId}?code=c`,
      origin,
    }),
    look: async (sessionId, reason) => {
      looks.push({ sessionId, reason });
      const instanceId = sessionId.replace('session-', '');
      return { wizardSession: { ...sessionOf(instanceId), state: state.session }, problem: null };
    },
    allowedOrigins: () => [origin],
    changed: () => {},
    ...change,
  };
  const wizards = createWizardFlows(ports);
  return { wizards, windows, looks, state, flow: () => wizards.flows.get()[0] };
}

function say(popup: FakeWindow, data: unknown, from: string = origin, source: object = popup.source) {
  const event = new MessageEvent('message', { data, origin: from });
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}

function at(windows: readonly FakeWindow[], index: number): FakeWindow {
  const popup = windows[index];
  if (!popup) throw new Error(`No window ${index} was opened`);
  return popup;
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const target = (instanceId: string) => ({ instanceId, name: instanceId, vendor: 'tray' as const });
const finish = { type: 'tray.configPopup.finish' };

beforeEach(() => {
  vi.useFakeTimers();
});

const counts = (calls: readonly (readonly unknown[])[]) =>
  calls.filter(([type]) => type === 'message' || type === 'focus').length;

const created: { clear: () => void }[] = [];
afterEach(() => {
  for (const wizards of created.splice(0)) wizards.clear();
});

async function opened(...ids: string[]) {
  const all = setUp();
  created.push(all.wizards);
  for (const id of ids) all.wizards.open(target(id));
  await settled();
  return all;
}

describe('an activation', () => {
  test('opens the window within the click, makes the instance, and goes to the wizard', async () => {
    const { wizards, windows, flow } = setUp();
    created.push(wizards);
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    expect(windows).toHaveLength(1);
    await settled();
    expect(windows[0]?.urls).toEqual([`${origin}/configure/made?code=c`]);
    expect(flow()).toMatchObject({ phase: 'waiting', instanceId: 'made' });
  });

  test('waits for the instance while its making is still under way', async () => {
    const reads = [operation(), operation({ instanceId: 'late' })];
    const { wizards, flow } = setUp({
      startActivation: async () => operation(),
      readOperation: async () => reads.shift() ?? operation({ instanceId: 'late' }),
    });
    created.push(wizards);
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    await vi.advanceTimersByTimeAsync(2500);
    expect(flow()).toMatchObject({ phase: 'waiting', instanceId: 'late' });
  });

  test('finish closes the window; the server’s answer leads to the end', async () => {
    const { wizards, windows, looks, state, flow } = setUp();
    created.push(wizards);
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    await settled();
    state.session = 'configured';
    say(at(windows, 0), finish);
    await vi.advanceTimersByTimeAsync(3000);
    expect(windows[0]?.closed).toBe(true);
    expect(looks.at(0)?.reason).toBe('finish');
    expect(flow()?.phase).toBe('done');
  });

  test('a failure closes the waiting window and says why', async () => {
    const { wizards, windows, flow } = setUp({
      startActivation: async () => {
        throw new ProblemError(plainProblem('vendor_unavailable'));
      },
    });
    created.push(wizards);
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    await settled();
    expect(windows[0]?.closed).toBe(true);
    expect(flow()).toMatchObject({ phase: 'failed', problem: { code: 'vendor_unavailable' } });
  });

  test('the same key twice is one activation', async () => {
    const { wizards, windows } = setUp();
    created.push(wizards);
    const activation = { vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' } as const;
    wizards.activate(activation);
    wizards.activate(activation);
    await settled();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.focused).toBe(1);
  });
});

describe('who may speak', () => {
  test.each(['https://wizard.test.evil.example', 'http://wizard.test', 'null', ''])(
    'nothing from the origin «%s» counts',
    async (from) => {
      const { windows, looks, flow } = await opened('a');
      say(at(windows, 0), finish, from);
      await settled();
      expect(looks).toEqual([]);
      expect(flow()?.phase).toBe('waiting');
    },
  );

  test('nothing from another window of the right origin counts', async () => {
    const { windows, looks } = await opened('a');
    say(at(windows, 0), finish, origin, {});
    await settled();
    expect(looks).toEqual([]);
    expect(windows[0]?.closed).toBe(false);
  });

  test('what is said again is heard once, and ready is drawn once', async () => {
    const { wizards, windows, looks } = await opened('a');
    let drawn = 0;
    const stop = wizards.flows.listen(() => (drawn += 1));
    for (let count = 0; count < 100; count += 1) say(at(windows, 0), { type: 'tray.configPopup.ready' });
    expect(drawn).toBe(1);
    for (let count = 0; count < 100; count += 1) {
      say(at(windows, 0), count % 2 === 0 ? finish : { type: 'tray.configPopup.cancel' });
    }
    await settled();
    stop();
    expect(looks.map(({ reason }) => reason)).toEqual(['finish']);
  });

  test('what the server could not be told at once is told with the next look', async () => {
    const reasons: LookReason[] = [];
    const { wizards, windows } = setUp({
      look: async (_id, reason) => {
        reasons.push(reason);
        if (reasons.length < 3) throw new ProblemError(plainProblem('unreachable'));
        return { wizardSession: { ...sessionOf('a'), state: 'configured' }, problem: null };
      },
    });
    created.push(wizards);
    wizards.open(target('a'));
    await settled();
    say(at(windows, 0), finish);
    await vi.advanceTimersByTimeAsync(6000);
    expect(reasons).toEqual(['finish', 'finish', 'finish']);
  });

  test('an opening is worded as what the server takes it for', async () => {
    const { wizards, flow } = setUp({
      openSession: async () => ({
        wizardSession: { ...sessionOf('a'), operation: operation({ instanceId: 'a' }) },
        url: `${origin}/configure/a?code=c`,
        origin,
      }),
    });
    created.push(wizards);
    wizards.open(target('a'));
    await settled();
    expect(flow()?.kind).toBe('activate');
  });

  test('two wizards never cross, in whatever order they speak', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 1 }), async (order) => {
        const { wizards, windows, looks } = await opened('a', 'b', 'c');
        for (const index of order) {
          const before = looks.length;
          say(at(windows, index), finish);
          await settled();
          expect(looks.slice(before).map(({ sessionId }) => sessionId)).toEqual([`session-${'abc'[index]}`]);
        }
        expect(windows.map(({ closed }) => closed)).toEqual([0, 1, 2].map((index) => order.includes(index)));
        wizards.clear();
      }),
      { numRuns: 15 },
    );
  });

  test('a wizard at an origin that is not configured is never shown', async () => {
    const { wizards, windows, flow } = setUp({ allowedOrigins: () => [] });
    created.push(wizards);
    wizards.open(target('a'));
    await settled();
    expect(windows[0]).toMatchObject({ urls: [], closed: true });
    expect(flow()?.phase).toBe('failed');
  });

  test('an address elsewhere than its origin says is never opened', async () => {
    const { wizards, windows } = setUp({
      openSession: async () => ({
        wizardSession: { id: 's', instanceId: 'a', state: 'open', operation: null },
        url: 'javascript:alert(1)',
        origin,
      }),
    });
    created.push(wizards);
    wizards.open(target('a'));
    await settled();
    expect(windows[0]?.urls).toEqual([]);
  });
});

describe('the window', () => {
  test('a second press focuses the first one', async () => {
    const { wizards, windows } = await opened('a');
    wizards.open(target('a'));
    await settled();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.focused).toBe(1);
  });

  test('blocked: nothing is asked of the server until a fresh press', async () => {
    const openSession = vi.fn<WizardPorts['openSession']>(async () => ({
      wizardSession: { id: 's', instanceId: 'a', state: 'open' as const, operation: null },
      url: `${origin}/x`,
      origin,
    }));
    const { wizards, state, flow } = setUp({ openSession });
    created.push(wizards);
    state.isBlocked = true;
    wizards.open(target('a'));
    await settled();
    expect(flow()?.phase).toBe('blocked');
    expect(openSession).not.toHaveBeenCalled();
    state.isBlocked = false;
    wizards.open(target('a'));
    await settled();
    expect(flow()?.phase).toBe('waiting');
  });

  test('closed is advice: the server is asked, and a late finish still counts', async () => {
    const { windows, looks, state, flow } = await opened('a');
    at(windows, 0).closed = true;
    await vi.advanceTimersByTimeAsync(1100);
    expect(looks.at(-1)?.reason).toBe('closed');
    expect(flow()).toMatchObject({ phase: 'unfinished', isClosed: true });
    state.session = 'configured';
    say(at(windows, 0), finish);
    await vi.advanceTimersByTimeAsync(1000);
    expect(flow()?.phase).toBe('done');
  });

  test('cancel closes it and leaves the instance as the server sees it', async () => {
    const { windows, state, flow } = await opened('a');
    state.session = 'unchanged';
    say(at(windows, 0), { type: 'tray.configPopup.cancel' });
    await settled();
    expect(windows[0]?.closed).toBe(true);
    expect(flow()?.phase).toBe('unchanged');
  });

  test('an error is kept as text', async () => {
    const { windows, flow } = await opened('a');
    say(at(windows, 0), { type: 'tray.configPopup.error', err: '<img src=x onerror=alert(1)>' });
    await settled();
    expect(flow()).toMatchObject({ phase: 'failed', wizardError: '<img src=x onerror=alert(1)>' });
  });

  test('looks every 3 s for two minutes, and again after a return to the page', async () => {
    const { looks } = await opened('a');
    await vi.advanceTimersByTimeAsync(120_000);
    const atFirst = looks.length;
    expect(atFirst).toBe(40);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks.length).toBe(atFirst);
    window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(3000);
    expect(looks.slice(atFirst).map(({ reason }) => reason)).toEqual(['focus', 'interval']);
  });
});

test('after many openings no listener and no timer is left', async () => {
  const added = vi.spyOn(window, 'addEventListener');
  const removed = vi.spyOn(window, 'removeEventListener');
  const { wizards, windows, state } = setUp();
  created.push(wizards);
  state.session = 'unchanged';
  const timersBefore = vi.getTimerCount();
  for (let round = 0; round < 200; round += 1) {
    wizards.open(target(`i-${round}`));
    await settled();
    say(at(windows, round), { type: 'tray.configPopup.cancel' });
    await settled();
    wizards.dismiss(`i-${round}`);
  }
  expect(counts(added.mock.calls)).toBe(400);
  expect(counts(removed.mock.calls)).toBe(400);
  expect(vi.getTimerCount()).toBe(timersBefore);
  expect(wizards.flows.get()).toEqual([]);
});

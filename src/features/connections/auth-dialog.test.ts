import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { type FakeWindow, at, fakeWindow, origin, say, settled } from '#src/features/wizard/testing/wizard-stage.ts';
import { createAuthDialog } from './auth-dialog.ts';
import type { AuthDialogPorts } from './auth-dialog.ts';
import type { AuthDialogAnswer, AuthDialogTarget } from './auth-dialog-flow.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

const dismissals: (() => void)[] = [];
afterEach(() => {
  for (const dismiss of dismissals.splice(0)) dismiss();
  vi.restoreAllMocks();
});

const target: AuthDialogTarget = { use: 'slot', instanceId: 'i-1', externalId: 'slack' };
const finish = { type: 'tray.authpopup.finish', authType: 'oauth', authId: 'a-1' };

function answerFor(id: string): AuthDialogAnswer {
  const authentication = { id, name: id, serviceTitle: 'Slack', accountName: id };
  return { authentication, before: null, isOtherAccount: false };
}

function setUp(change: Partial<AuthDialogPorts> = {}) {
  const windows: FakeWindow[] = [];
  const looks: string[] = [];
  const found: AuthDialogAnswer[] = [];
  const dialog = createAuthDialog({
    openWindow: () => {
      const popup = fakeWindow();
      windows.push(popup);
      return popup;
    },
    start: async () => ({ authDialog: { id: 'd-1' }, url: `${origin}/external/auth/create?code=c`, origin }),
    look: async (_dialogId, authenticationId) => {
      looks.push(authenticationId);
      return answerFor(authenticationId);
    },
    allowedOrigins: () => [origin],
    ...change,
  });
  dialog.listen((answer) => found.push(answer));
  dismissals.push(dialog.dismiss);
  return { dialog, windows, looks, found, phase: () => dialog.flow.get()?.phase };
}

async function opened(change: Partial<AuthDialogPorts> = {}) {
  const stage = setUp(change);
  stage.dialog.open(target);
  await settled();
  return { ...stage, popup: at(stage.windows, 0) };
}

test('the window opens in the click, gets its address when the server has one, and its finish is looked at once', async () => {
  const stage = setUp();
  stage.dialog.open(target);
  expect(stage.windows).toHaveLength(1);
  expect(at(stage.windows, 0).urls).toEqual([]);
  expect(stage.phase()).toBe('opening');
  await settled();
  const popup = at(stage.windows, 0);
  expect(popup.urls).toEqual([`${origin}/external/auth/create?code=c`]);
  expect(stage.phase()).toBe('waiting');
  say(popup, { ...finish, type: 'TRAY.AuthPopup.Finish' });
  say(popup, finish);
  say(popup, { type: 'tray.authPopup.error', error: 'late' });
  expect(popup.closed).toBe(true);
  expect(stage.phase()).toBe('checking');
  await settled();
  expect(stage.phase()).toBe('found');
  expect(stage.looks).toEqual(['a-1']);
  expect(stage.found).toEqual([answerFor('a-1')]);
});

test('a second press for the same brings the window to the front; for another one it is used anew', async () => {
  const { dialog, windows, popup, looks } = await opened();
  dialog.open(target);
  expect(windows).toHaveLength(1);
  expect(popup.focused).toBe(1);
  dialog.open({ use: 'edit', authenticationId: 'a-9' });
  await settled();
  expect(windows).toHaveLength(2);
  say(popup, finish);
  await settled();
  expect(looks).toEqual([]);
});

test('a blocked window is said so, asks for no code, and a fresh press opens it', async () => {
  const blocked = vi.fn<AuthDialogPorts['openWindow']>(() => null);
  const start = vi.fn<AuthDialogPorts['start']>(() => new Promise(() => {}));
  const { dialog, phase } = setUp({ openWindow: blocked, start });
  dialog.open(target);
  await settled();
  expect(phase()).toBe('blocked');
  expect(start).not.toHaveBeenCalled();
  blocked.mockImplementation(() => fakeWindow());
  dialog.open(target);
  expect(phase()).toBe('opening');
  expect(start).toHaveBeenCalledTimes(1);
});

test('only that very window, on that origin, is heard', async () => {
  const { popup, looks, phase } = await opened();
  for (const type of ['tray.authpopup.finish', 'tray.authpopup.close', 'tray.authPopup.error']) {
    say(popup, { ...finish, type }, 'https://elsewhere.test');
    say(popup, { ...finish, type }, `${origin}.evil.test`);
    say(popup, { ...finish, type }, origin, {});
  }
  await settled();
  expect(looks).toEqual([]);
  expect(phase()).toBe('waiting');
});

test('wild messages of that very window change nothing and throw nothing', async () => {
  const { popup, looks, phase } = await opened();
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
  fc.assert(
    fc.property(anything, (data) => {
      say(popup, data);
      expect(phase()).toBe('waiting');
    }),
  );
  expect(looks).toEqual([]);
});

test.each([
  [{ type: 'tray.authpopup.close' }, { phase: 'closed', dialogError: null }],
  [
    { type: 'tray.authPopup.error', error: 'denied' },
    { phase: 'failed', dialogError: 'denied' },
  ],
  [
    { type: 'tray.authpopup.error', err: 'denied' },
    { phase: 'failed', dialogError: 'denied' },
  ],
  [{ type: 'tray.authPopup.error' }, { phase: 'failed', dialogError: '' }],
])('after %j it is over', async (message, flow) => {
  const { dialog, popup, looks } = await opened();
  say(popup, message);
  await settled();
  expect(dialog.flow.get()).toMatchObject(flow);
  expect(popup.closed).toBe(true);
  expect(looks).toEqual([]);
});

test('a window that was closed changes nothing; one that only looked closed is still heard', async () => {
  const { popup, phase, found } = await opened();
  popup.closed = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(phase()).toBe('closed');
  say(popup, finish);
  await settled();
  expect(phase()).toBe('found');
  expect(found).toHaveLength(1);
});

test('what the vendor does not list yet is asked for again, for half a minute', async () => {
  let isListed = false;
  const look = vi.fn<AuthDialogPorts['look']>(async (_id, authenticationId) => {
    if (!isListed) throw new ProblemError(plainProblem('not_found'));
    return answerFor(authenticationId);
  });
  const first = await opened({ look });
  say(first.popup, finish);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(first.phase()).toBe('checking');
  isListed = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect(first.phase()).toBe('found');
  isListed = false;
  const second = await opened({ look });
  say(second.popup, finish);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(second.dialog.flow.get()).toMatchObject({ phase: 'failed', problem: { code: 'not_found' } });
});

test.each([
  ['a problem of the server', { start: () => Promise.reject(new ProblemError(plainProblem('vendor_unavailable'))) }],
  [
    'an origin that is not configured',
    { start: async () => ({ authDialog: { id: 'd' }, url: 'https://evil.test/x', origin: 'https://evil.test' }) },
  ],
  [
    'an address on another origin than it says',
    { start: async () => ({ authDialog: { id: 'd' }, url: 'https://evil.test/x', origin }) },
  ],
])('%s closes the window and fails', async (_what, change) => {
  const { popup, phase } = await opened(change);
  expect(phase()).toBe('failed');
  expect(popup.closed).toBe(true);
  expect(popup.urls).toEqual([]);
});

test('a thousand openings, however they end, leave no timer and no listener', async () => {
  const timers = vi.getTimerCount();
  let listeners = 0;
  const add = window.addEventListener.bind(window);
  vi.spyOn(window, 'addEventListener').mockImplementation(
    (type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions | boolean) => {
      listeners += 1;
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => (listeners -= 1));
      add(type, listener, options);
    },
  );
  const stage = setUp();
  const endings = [
    (popup: FakeWindow) => say(popup, finish),
    (popup: FakeWindow) => say(popup, { type: 'tray.authpopup.close' }),
    (popup: FakeWindow) => say(popup, { type: 'tray.authPopup.error' }),
    () => stage.dialog.dismiss(),
  ];
  for (let round = 0; round < 1000; round += 1) {
    stage.dialog.open({ ...target, externalId: `slot-${round}` });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await settled();
    endings[round % endings.length]?.(at(stage.windows, round));
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await settled();
  }
  expect(listeners).toBe(0);
  expect(vi.getTimerCount()).toBe(timers);
});

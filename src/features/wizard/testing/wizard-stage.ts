import { afterEach, beforeEach, vi } from 'vitest';
import type { LookReason, WizardSession, WizardSessionState } from '#contract/endpoints/wizard-sessions.ts';
import { operation } from '#src/testing/fixtures.ts';
import { createWizardFlows } from '../wizard-flows.ts';
import type { WizardPorts } from '../wizard-ports.ts';
import type { WizardWindow } from '../wizard-window.ts';

export const origin = 'https://wizard.test';

/** A window that is only a handle; `source` is what its messages come from. */
export interface FakeWindow extends WizardWindow {
  closed: boolean;
  urls: string[];
  names: string[];
  focused: number;
  /** What it was told, and for which origin. */
  heard: { message: unknown; origin: string }[];
  source: object;
}

export function fakeWindow(): FakeWindow {
  const source = {};
  const popup: FakeWindow = {
    frame: null,
    closed: false,
    urls: [],
    names: [],
    focused: 0,
    heard: [],
    source,
    close: () => (popup.closed = true),
    focus: () => (popup.focused += 1),
    navigate: (url) => popup.urls.push(url),
    rename: (name) => popup.names.push(name),
    tell: (message, to) => {
      if (!popup.closed) popup.heard.push({ message, origin: to });
    },
    isSource: (candidate) => candidate === source,
  };
  return popup;
}

export const sessionOf = (instanceId: string): WizardSession => ({
  id: `session-${instanceId}`,
  instanceId,
  state: 'open',
  operation: null,
});

const created: { clear: () => void }[] = [];

export function setUp(change: Partial<WizardPorts> = {}) {
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
    openFrame: () => {
      const popup = { ...fakeWindow(), frame: document.createElement('iframe') };
      // The handle is the object that the flows hold: its methods must change it, not what it was copied from.
      popup.close = () => (popup.closed = true);
      popup.tell = (message, to) => {
        if (!popup.closed) popup.heard.push({ message, origin: to });
      };
      popup.isSource = (candidate) => candidate === popup.source;
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
    validate: async () => ({ errors: {}, isUnchecked: false }),
    allowedOrigins: () => [origin],
    changed: () => {},
    ...change,
  };
  const wizards = createWizardFlows(ports);
  created.push(wizards);
  return { wizards, windows, looks, state, flow: () => wizards.flows.get()[0] };
}

export function say(popup: FakeWindow, data: unknown, from: string = origin, source: object = popup.source) {
  const event = new MessageEvent('message', { data, origin: from });
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}

export function at(windows: readonly FakeWindow[], index: number): FakeWindow {
  const popup = windows[index];
  if (!popup) throw new Error(`No window ${index} was opened`);
  return popup;
}

export const settled = () => vi.advanceTimersByTimeAsync(0);
export const target = (instanceId: string) => ({ instanceId, name: instanceId, vendor: 'tray' as const });
export const finish = { type: 'tray.configPopup.finish' };

/** Gives each test of a file its own time and no wizard of another. */
export function isolateWizards(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    for (const wizards of created.splice(0)) wizards.clear();
  });
}

export async function opened(...ids: string[]) {
  const all = setUp();
  for (const id of ids) all.wizards.open(target(id));
  await settled();
  return all;
}

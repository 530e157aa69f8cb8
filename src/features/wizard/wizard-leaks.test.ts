import { afterEach, expect, test, vi } from 'vitest';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { operation } from '#src/testing/fixtures.ts';
import { finish, isolateWizards, origin, say, sessionOf, setUp, settled, target } from './testing/wizard-stage.ts';

isolateWizards();
afterEach(() => {
  vi.restoreAllMocks();
});

type Stage = ReturnType<typeof setUp>;

/** Counts the listeners of window and document that were added and not removed. */
function countListeners(): () => number {
  let count = 0;
  for (const place of [window, document]) {
    const add = place.addEventListener.bind(place);
    const remove = place.removeEventListener.bind(place);
    vi.spyOn(place, 'addEventListener').mockImplementation(
      (type: string, listener: EventListenerOrEventListenerObject) => {
        count += 1;
        add(type, listener);
      },
    );
    vi.spyOn(place, 'removeEventListener').mockImplementation(
      (type: string, listener: EventListenerOrEventListenerObject) => {
        count -= 1;
        remove(type, listener);
      },
    );
  }
  return () => count;
}

const latest = ({ windows }: Stage) => {
  const popup = windows.at(-1);
  if (!popup) throw new Error('No window was opened');
  return popup;
};

/** Every way in which an opening can end, from just after the wizard is on show. */
const endings: Record<string, (stage: Stage, id: string) => Promise<void>> = {
  done: async (stage) => {
    stage.state.session = 'configured';
    say(latest(stage), finish);
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.flow()).toMatchObject({ phase: 'done' });
  },
  'done before Finish is pressed': async (stage) => {
    stage.state.session = 'configured';
    await vi.advanceTimersByTimeAsync(5000);
    expect(stage.flow()?.phase).toBe('done');
    say(latest(stage), finish);
    await settled();
  },
  unchanged: async (stage) => {
    stage.state.session = 'unchanged';
    say(latest(stage), finish);
    await settled();
    expect(stage.flow()?.phase).toBe('unchanged');
  },
  cancelled: async (stage) => {
    say(latest(stage), { type: 'tray.configPopup.cancel' });
    await settled();
    expect(stage.flow()?.phase).toBe('unfinished');
  },
  failed: async (stage) => {
    say(latest(stage), { type: 'tray.configPopup.error', err: 'used code' });
    await settled();
    expect(stage.flow()?.phase).toBe('failed');
  },
  'closed, and dismissed': async (stage, id) => {
    latest(stage).closed = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(stage.flow()?.phase).toBe('unfinished');
    stage.wizards.dismiss(id);
  },
  'closed, and continued': async (stage, id) => {
    latest(stage).closed = true;
    await vi.advanceTimersByTimeAsync(1000);
    stage.wizards.open(target(id));
    await settled();
    say(latest(stage), { type: 'tray.configPopup.cancel' });
    await settled();
  },
  'gone from the page': async (stage, id) => {
    stage.wizards.forget(id);
  },
};

const rounds = 1000;
const framedRounds = 200;

async function open(stage: Stage, id: string, place: 'window' | 'frame'): Promise<void> {
  stage.state.session = 'unfinished';
  stage.wizards.open(target(id), place);
  await settled();
}

for (const [place, count] of [
  ['window', rounds],
  ['frame', framedRounds],
] as const) {
  test.each(Object.entries(endings))(
    `${count} openings in a ${place} that end %s leave no listener and no timer`,
    async (_name, end) => {
      const listeners = countListeners();
      const stage = setUp();
      const timers = vi.getTimerCount();
      for (let round = 0; round < count; round += 1) {
        const id = `i-${round}`;
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await open(stage, id, place);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await end(stage, id);
        stage.wizards.dismiss(id);
      }
      expect(listeners()).toBe(0);
      expect(vi.getTimerCount()).toBe(timers);
      expect(stage.windows.filter(({ frame, closed }) => frame !== null && !closed)).toEqual([]);
      expect(stage.wizards.flows.get()).toEqual([]);
    },
    30_000,
  );
}

test('a thousand openings that were blocked, refused or failed at the start leave nothing', async () => {
  const listeners = countListeners();
  let round = 0;
  const stage = setUp({
    openSession: async (instanceId) => {
      if (round % 3 === 1) throw new ProblemError(plainProblem('vendor_unavailable'));
      return { wizardSession: sessionOf(instanceId), url: 'https://elsewhere.test/', origin };
    },
    startActivation: async () => operation({ state: 'failed' }),
  });
  const timers = vi.getTimerCount();
  for (; round < rounds; round += 1) {
    const id = `i-${round}`;
    stage.state.isBlocked = round % 3 === 0;
    if (round % 2 === 0) stage.wizards.open(target(id));
    else stage.wizards.activate({ vendor: 'tray', templateId: 't', name: id, key: id });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await settled();
    stage.wizards.dismiss(id);
  }
  expect(listeners()).toBe(0);
  expect(vi.getTimerCount()).toBe(timers);
  expect(stage.wizards.flows.get()).toEqual([]);
});

test('an opening that is over holds nothing, even while it is still on show', async () => {
  const listeners = countListeners();
  const stage = setUp();
  const timers = vi.getTimerCount();
  for (const name of ['done', 'unchanged', 'cancelled', 'failed'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await open(stage, name, 'window');
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await endings[name]?.(stage, name);
  }
  expect(stage.wizards.flows.get()).toHaveLength(4);
  expect(listeners()).toBe(0);
  expect(vi.getTimerCount()).toBe(timers);
});

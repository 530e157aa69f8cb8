import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { at, isolateWizards, opened, origin, say, setUp, settled, target } from './testing/wizard-stage.ts';
import type { ScreenVerdict, WizardPorts } from './wizard-ports.ts';

isolateWizards();

const screen = { visibleValues: ['channel'], configValues: { channel: 'orders' }, authValues: {} };
const asks = (data: unknown = screen) => ({ type: 'tray.configPopup.validate', data });
const answer = (data: object) => ({ message: { type: 'tray.configPopup.client.validation', data }, origin });
const underWay = answer({ inProgress: true });
const wrong = { channel: 'Begin it with #.' };

/** A check that ends when the test says so. */
function heldCheck() {
  const ends: ((verdict: ScreenVerdict) => void)[] = [];
  const signals: AbortSignal[] = [];
  const validate = vi.fn<WizardPorts['validate']>(
    (_id, _told, signal) =>
      new Promise((resolve) => {
        signals.push(signal);
        ends.push(resolve);
      }),
  );
  return { validate, ends, signals };
}

async function openedWith(validate: WizardPorts['validate'], place: 'window' | 'frame' = 'window') {
  const stage = setUp({ validate });
  stage.wizards.open(target('a'), place);
  await settled();
  return stage;
}

describe.each(['window', 'frame'] as const)('a wizard in a %s that asks', (place) => {
  test('is answered at once and then with what is wrong, at its own origin', async () => {
    const { validate, ends } = heldCheck();
    const { windows, flow } = await openedWith(validate, place);
    const popup = at(windows, 0);
    say(popup, asks());
    expect(popup.heard).toEqual([underWay]);
    expect(flow()?.validation).toBe('checking');
    expect(validate.mock.calls[0]?.slice(0, 2)).toEqual(['session-a', screen]);
    ends[0]?.({ errors: wrong, isUnchecked: false });
    await settled();
    expect(popup.heard).toEqual([underWay, answer({ inProgress: false, errors: wrong })]);
    expect(flow()).toMatchObject({ phase: 'waiting', validation: null });
  });

  test('is told nothing more once it is closed', async () => {
    const { validate, ends } = heldCheck();
    const { windows } = await openedWith(validate, place);
    const popup = at(windows, 0);
    say(popup, asks());
    popup.closed = true;
    ends[0]?.({ errors: {}, isUnchecked: false });
    await settled();
    expect(popup.heard).toEqual([underWay]);
  });
});

test('a check that could not be made releases the wizard, and our page says so', async () => {
  const { windows, flow } = await openedWith(async () => ({ errors: { channel: 'Not now.' }, isUnchecked: true }));
  say(at(windows, 0), asks());
  await settled();
  expect(at(windows, 0).heard.at(-1)).toEqual(answer({ inProgress: false, errors: { channel: 'Not now.' } }));
  expect(flow()?.validation).toBe('unchecked');
});

test('of two checks the newest is answered, and the other is given up', async () => {
  const { validate, ends, signals } = heldCheck();
  const { windows } = await openedWith(validate);
  const popup = at(windows, 0);
  say(popup, asks());
  say(popup, asks());
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  ends[1]?.({ errors: {}, isUnchecked: false });
  ends[0]?.({ errors: wrong, isUnchecked: false });
  await settled();
  expect(popup.heard).toEqual([underWay, underWay, answer({ inProgress: false, errors: {} })]);
});

test('a wizard that is taken off the page while it waits is released', async () => {
  const { wizards, windows } = await openedWith(
    (_id, _told, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ errors: { channel: 'Not now.' }, isUnchecked: true }));
      }),
  );
  say(at(windows, 0), asks());
  wizards.dismiss('a');
  await settled();
  expect(at(windows, 0).heard.at(-1)).toEqual(answer({ inProgress: false, errors: { channel: 'Not now.' } }));
});

test.each([
  ['another origin', 'https://evil.example', undefined],
  ['another window', origin, {}],
])('nothing that comes from %s is checked or answered', async (_who, from, source) => {
  const { validate } = heldCheck();
  const { windows } = await openedWith(validate);
  const popup = at(windows, 0);
  say(popup, asks(), from, source ?? popup.source);
  await settled();
  expect(validate).not.toHaveBeenCalled();
  expect(popup.heard).toEqual([]);
});

test('two wizards are answered each in its own window', async () => {
  const { windows } = await opened('a', 'b');
  say(at(windows, 1), asks());
  await settled();
  expect(windows.map(({ heard }) => heard.length)).toEqual([0, 2]);
});

test('whatever a wizard tells of its screen, it is released', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything({ withBigInt: true, withDate: true, withMap: true }), async (data) => {
      const { wizards, windows } = await opened('a');
      say(at(windows, 0), asks(data));
      await settled();
      expect(at(windows, 0).heard.map(({ message }) => message)).toMatchObject([
        { data: { inProgress: true } },
        { data: { inProgress: false } },
      ]);
      wizards.clear();
    }),
    { numRuns: 50 },
  );
});

import { describe, expect, test, vi } from 'vitest';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { operation } from '#src/testing/fixtures.ts';
import { at, finish, isolateWizards, opened, origin, say, setUp, settled, target } from './testing/wizard-stage.ts';
import type { WizardPorts } from './wizard-ports.ts';

isolateWizards();

describe('an activation', () => {
  test('opens the window within the click, makes the instance, and goes to the wizard', async () => {
    const { wizards, windows, flow } = setUp();
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
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    await vi.advanceTimersByTimeAsync(2500);
    expect(flow()).toMatchObject({ phase: 'waiting', instanceId: 'late' });
  });

  test('finish closes the window; the server’s answer leads to the end', async () => {
    const { wizards, windows, looks, state, flow } = setUp();
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
    wizards.activate({ vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' });
    await settled();
    expect(windows[0]?.closed).toBe(true);
    expect(flow()).toMatchObject({ phase: 'failed', problem: { code: 'vendor_unavailable' } });
  });

  test('the same key twice is one activation', async () => {
    const { wizards, windows } = setUp();
    const activation = { vendor: 'tray', templateId: 't', name: 'Orders', key: 'k' } as const;
    wizards.activate(activation);
    wizards.activate(activation);
    await settled();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.focused).toBe(1);
  });
});

describe('an opening that something has to precede', () => {
  test('opens the window within the click and the wizard when that is done', async () => {
    let end: (value: { problem: null; operationId: null }) => void = () => {};
    const { wizards, windows, flow } = setUp();
    wizards.open(target('a'), undefined, () => new Promise((resolve) => (end = resolve)));
    await settled();
    expect(windows.map(({ urls }) => urls)).toEqual([[]]);
    expect(flow()?.phase).toBe('opening');
    end({ problem: null, operationId: null });
    await settled();
    expect(windows[0]?.urls).toEqual([`${origin}/configure/a?code=c`]);
  });

  test('waits for the operation that is still under way', async () => {
    const reads = [operation(), operation({ state: 'succeeded' })];
    const { wizards, windows } = setUp({ readOperation: async () => reads.shift() ?? operation() });
    wizards.open(target('a'), undefined, async () => ({ problem: null, operationId: 'o' }));
    await settled();
    expect(windows[0]?.urls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(windows[0]?.urls).toHaveLength(1);
  });

  test.each([
    ['is refused', async () => ({ problem: plainProblem('waiting_for_company'), operationId: null })],
    ['fails later', async () => ({ problem: null, operationId: 'o' })],
  ])('closes its window again when that %s', async (_how, prepare) => {
    const { wizards, windows, flow } = setUp({ readOperation: async () => operation({ state: 'failed' }) });
    wizards.open(target('a'), undefined, prepare);
    await settled();
    expect(windows[0]).toMatchObject({ closed: true, urls: [] });
    expect(flow()).toBeUndefined();
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

  test('a finish that the server cannot confirm is called unfinished after half a minute', async () => {
    const { wizards, windows, flow } = setUp();
    wizards.open(target('a'));
    await settled();
    say(at(windows, 0), finish);
    await settled();
    expect(flow()?.phase).toBe('checking');
    await vi.advanceTimersByTimeAsync(33_000);
    expect(flow()?.phase).toBe('unfinished');
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

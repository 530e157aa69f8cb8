import { describe, expect, test, vi } from 'vitest';
import { at, finish, isolateWizards, say, setUp, settled, target } from './testing/wizard-stage.ts';
import { silentMs } from './watch-wizard.ts';
import { createWizardFrame } from './wizard-frame.ts';

isolateWizards();

async function framed() {
  const stage = setUp();
  stage.wizards.open(target('a'), 'frame');
  await settled();
  return stage;
}

describe('the frame itself', () => {
  test('has no window and no message of its own while it is shown nowhere', () => {
    const frame = createWizardFrame('Wizard');
    expect(frame.isSource(null)).toBe(false);
    expect(frame.isSource(window)).toBe(false);
    const holder = document.createElement('div');
    holder.append(frame.frame ?? '');
    frame.close();
    expect(frame.closed).toBe(true);
    expect(holder.childElementCount).toBe(0);
  });

  test('may not lead our page elsewhere, and goes nowhere once it is closed', () => {
    const wizard = createWizardFrame('Wizard');
    expect(wizard.frame?.getAttribute('sandbox')).not.toMatch(/navigation|modals|downloads/);
    wizard.close();
    wizard.navigate('https://wizard.test/x');
    expect(wizard.frame?.getAttribute('src')).toBeNull();
  });
});

describe('a wizard in a frame', () => {
  test('that says nothing is given up after 15 s, until it speaks', async () => {
    const { windows, flow } = await framed();
    await vi.advanceTimersByTimeAsync(silentMs - 1);
    expect(flow()?.isSilent).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(flow()?.isSilent).toBe(true);
    say(at(windows, 0), { type: 'tray.configPopup.ready' });
    expect(flow()).toMatchObject({ isSilent: false, isReady: true });
  });

  test('that said ready is left alone', async () => {
    const { windows, flow } = await framed();
    say(at(windows, 0), { type: 'tray.configPopup.ready' });
    await vi.advanceTimersByTimeAsync(silentMs * 2);
    expect(flow()?.isSilent).toBe(false);
  });

  test('in a window, silence is nobody’s business', async () => {
    const { wizards, flow } = setUp();
    wizards.open(target('a'));
    await vi.advanceTimersByTimeAsync(silentMs * 2);
    expect(flow()?.isSilent).toBe(false);
  });

  test('is left at once: the server is asked, and nothing is undone', async () => {
    const { wizards, looks, flow } = await framed();
    wizards.leave('a');
    await settled();
    expect(looks.map(({ reason }) => reason)).toEqual(['closed']);
    expect(flow()).toMatchObject({ phase: 'unfinished', isClosed: true });
  });

  test('is left while the server is being asked for another reason: it is asked again', async () => {
    const { wizards, looks, flow } = await framed();
    window.dispatchEvent(new Event('focus'));
    wizards.leave('a');
    await settled();
    expect(looks.map(({ reason }) => reason)).toEqual(['focus', 'closed']);
    expect(flow()?.phase).toBe('unfinished');
  });

  test('stays until Finish where the server was faster', async () => {
    const { wizards, windows, state, flow } = await framed();
    state.session = 'configured';
    await vi.advanceTimersByTimeAsync(5000);
    expect(flow()).toMatchObject({ phase: 'done', isClosed: false });
    expect(wizards.frameOf('a')).not.toBeNull();
    say(at(windows, 0), finish);
    expect(flow()?.isClosed).toBe(true);
    expect(wizards.frameOf('a')).toBeNull();
  });

  test('moves to a window on a press, with an opening of its own', async () => {
    const { wizards, windows, flow } = await framed();
    wizards.open(target('a'), 'window');
    await settled();
    expect(windows).toHaveLength(2);
    expect(windows[0]?.closed).toBe(true);
    expect(flow()).toMatchObject({ phase: 'waiting', place: 'window' });
    expect(windows[1]?.urls).toHaveLength(1);
  });

  test('is tried again where it was', async () => {
    const { wizards, windows, flow } = await framed();
    say(at(windows, 0), { type: 'tray.configPopup.error', err: 'used' });
    await settled();
    expect(flow()).toMatchObject({ phase: 'failed', isClosed: true });
    wizards.open(target('a'));
    await settled();
    expect(flow()).toMatchObject({ phase: 'waiting', place: 'frame', wizardError: null });
    expect(windows).toHaveLength(2);
  });
});

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import { ProblemError, plainProblem } from '#src/api/problem.ts';
import { operation } from '#src/testing/fixtures.ts';
import {
  at,
  finish,
  isolateWizards,
  opened,
  origin,
  say,
  sessionOf,
  setUp,
  settled,
  target,
} from './testing/wizard-stage.ts';

isolateWizards();

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
    wizards.open(target('a'));
    await settled();
    expect(windows[0]?.urls).toEqual([]);
  });
});

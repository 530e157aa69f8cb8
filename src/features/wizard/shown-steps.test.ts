import { expect, test } from 'vitest';
import { operation } from '#src/testing/fixtures.ts';
import { shownSteps } from './shown-steps.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const states = (...args: Parameters<typeof shownSteps>) =>
  shownSteps(...args).map(({ step, state }) => `${step} ${state}`);

test('before the server answered the first step is under way', () => {
  expect(states(null, 0)).toEqual(['creating running', 'configuring ahead', 'checking ahead', 'enabling ahead']);
});

test('the wizard is open: what came before is done', () => {
  const open = operation({
    state: 'waiting_for_person',
    steps: [
      { step: 'creating', startedAt: at(0), endedAt: at(1) },
      { step: 'configuring', startedAt: at(1), endedAt: null },
    ],
  });
  expect(states(open, 0)).toEqual(['creating done', 'configuring running', 'checking ahead', 'enabling ahead']);
});

test('a failure stands at the step where it happened', () => {
  const failed = operation({
    state: 'failed',
    steps: [
      { step: 'creating', startedAt: at(0), endedAt: at(1) },
      { step: 'configuring', startedAt: at(1), endedAt: at(5) },
      { step: 'checking', startedAt: at(5), endedAt: at(6) },
      { step: 'enabling', startedAt: at(6), endedAt: at(9) },
    ],
  });
  expect(states(failed, 0).at(-1)).toBe('enabling failed');
});

test('a success has every step done', () => {
  expect(states(operation({ state: 'succeeded', kind: 'rename' }), 0)).toEqual(['changing done']);
});

import { expect, test } from 'vitest';
import { job } from '#src/testing/solution-fixtures.ts';
import { causeOfSolution, debugCauseWords } from './debug-cause.ts';

const places = { instance: '/here', account: '/owner', list: '/list', vendor: '#not-told' };
const of = (jobs: Parameters<typeof causeOfSolution>[1]) =>
  causeOfSolution(debugCauseWords.get(), jobs, { instanceId: 'i-1', places });
const ofState = (state: Parameters<typeof job>[0]) => of([job({ id: 'j-1', outputFolder: null, ...state })]);
const page = '/deployments/i-1/jobs/j-1';

test.each([
  ['failed', 'failed', /failed/, page],
  ['needs_person', 'attention', /waits for a person/, page],
  ['paused', 'attention', /waits for a person/, page],
  ['cancelled', 'off', /cancelled/, '/here'],
  ['running', 'working', /running now/, page],
  ['unknown', 'unknown', /not known here/, page],
] as const)('the newest job is %s', (state, lamp, text, to) => {
  const cause = ofState({ state });
  expect(cause.lamp).toBe(lamp);
  expect(cause.text).toMatch(text);
  expect(cause.next?.to).toBe(to);
});

test('a newest job that went well needs nothing', () => {
  expect(ofState({ state: 'complete' })).toMatchObject({ lamp: 'on', next: null });
});

test('what was never run, and what could not be read', () => {
  expect(of([])).toMatchObject({ lamp: 'off', next: { words: 'Run it.', to: '/here' } });
  expect(of(null)).toMatchObject({ lamp: 'unknown', next: { words: 'See how Instabase stands.', to: '/admin' } });
});

import { expect, test } from 'vitest';
import { deployableDetail, deploymentFlags, instanceFlow } from '#src/testing/run-fixtures.ts';
import { causeOfDeployable, debugCauseWords } from './debug-cause.ts';

const words = debugCauseWords.get();
const failedRun = { flowName: 'Take orders', startedAt: '2026-01-04T08:00:00.000Z', error: '401 from the shop' };
const failing = instanceFlow({ isFailing: true });

test('the run that failed, since when, what it says, and how many others', () => {
  const flows = [failing, instanceFlow({ id: 'f2', name: 'Tidy up', isFailing: true })];
  const cause = causeOfDeployable(words, deployableDetail({ flows }), failedRun);
  expect(cause.lamp).toBe('failed');
  expect(cause.text).toMatch(
    /^The newest run of .Take orders. failed, at .+\. It says: “401 from the shop” 1 other flow fails too\. Next: /,
  );
});

test('a flow that fails is named while its run is not known', () => {
  const { text } = causeOfDeployable(words, deployableDetail({ flows: [failing] }), null);
  expect(text).toMatch(/^The newest run of .Take orders. failed\. Next: /);
});

const of = (change: Parameters<typeof deploymentFlags>[0]) => ({ state: deploymentFlags(change) });
const key = { key: 'ERP', lastRefreshedAt: null };

const others: [change: Parameters<typeof deployableDetail>[0], lamp: string, text: RegExp][] = [
  [{ ...of({ isSuspended: true }), flows: [failing] }, 'failed', /suspended/],
  [of({ isFailing: true }), 'failed', /one of its flows failed/],
  [{ connections: [{ ...key, status: 'failed' }] }, 'failed', /ERP. failed/],
  [{ connections: [{ ...key, status: 'waiting' }] }, 'attention', /Nobody has agreed/],
  [of({ wasDeployed: false, configuration: 'incomplete' }), 'attention', /finish its set-up/],
  [of({ wasDeployed: false }), 'attention', /never deployed/],
  [of({ hasUndeployedChanges: true }), 'attention', /not deployed since/],
  [of({ configuration: 'users' }), 'attention', /single users/],
  [{}, 'on', /Nothing wrong/],
];

test.each(others)('%o', (change, lamp, text) => {
  const cause = causeOfDeployable(words, deployableDetail(change), null);
  expect(cause.lamp).toBe(lamp);
  expect(cause.text).toMatch(text);
});

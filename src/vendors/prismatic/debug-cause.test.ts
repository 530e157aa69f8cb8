import { expect, test } from 'vitest';
import { deployableDetail, deploymentFlags, instanceFlow } from '#src/testing/run-fixtures.ts';
import { causeOfDeployable, debugCauseWords } from './debug-cause.ts';

const words = debugCauseWords.get();
const failedRun = {
  id: 'run-1',
  flowName: 'Take orders',
  startedAt: '2026-01-04T08:00:00.000Z',
  error: '401 from the shop',
};
const places = { instance: '/here', account: '/owner', list: '/list', vendor: '#not-told' };
const subject = { row: { id: 'i-1', account: { name: 'Northwind' } }, places };
const plain = (text = '') => text.replaceAll(/[\u2068\u2069]/g, '');
const failing = instanceFlow({ isFailing: true });

test('the run that failed, since when, what it says, and how many others', () => {
  const flows = [failing, instanceFlow({ id: 'f2', name: 'Tidy up', isFailing: true })];
  const cause = causeOfDeployable(words, deployableDetail({ flows }), failedRun, subject);
  expect(cause.lamp).toBe('failed');
  expect(cause.text).toMatch(
    /^The newest run of .Take orders. failed, at .+\. It says: “401 from the shop” 1 other flow fails too\.$/,
  );
  expect(cause.next?.to).toBe('/instances/i-1/runs/run-1');
});

test('a flow that fails is named while its run is not known', () => {
  const { text, next } = causeOfDeployable(words, deployableDetail({ flows: [failing] }), null, subject);
  expect(text).toMatch(/^The newest run of .Take orders. failed\.$/);
  expect(next).toEqual({ words: 'Look at its runs.', to: '/here?tab=runs' });
});

const of = (change: Parameters<typeof deploymentFlags>[0]) => ({ state: deploymentFlags(change) });
const key = { key: 'ERP', lastRefreshedAt: null };

const others: [change: Parameters<typeof deployableDetail>[0], lamp: string, text: RegExp, next: string | null][] = [
  [{ ...of({ isSuspended: true }), flows: [failing] }, 'failed', /suspended/, 'Look at it in Prismatic. #not-told'],
  [of({ isFailing: true }), 'failed', /one of its flows failed/, 'Look at its runs. /here?tab=runs'],
  [
    { connections: [{ ...key, status: 'failed' }] },
    'failed',
    /ERP. failed/,
    'Ask Northwind to connect it again. /owner',
  ],
  [
    { connections: [{ ...key, status: 'waiting' }] },
    'attention',
    /Nobody has agreed/,
    'Ask Northwind to connect it. /owner',
  ],
  [of({ wasDeployed: false, configuration: 'incomplete' }), 'attention', /not complete/, 'Finish its set-up. /here'],
  [of({ wasDeployed: false }), 'attention', /never deployed/, 'Deploy it. /here'],
  [of({ hasUndeployedChanges: true }), 'attention', /not deployed since/, 'Deploy it. /here'],
  [of({ configuration: 'users' }), 'attention', /single users/, 'Ask the people of Northwind to do so. /owner'],
  [{}, 'on', /Nothing wrong/, null],
];

test.each(others)('%o', (change, lamp, text, next) => {
  const cause = causeOfDeployable(words, deployableDetail(change), null, subject);
  expect(cause.lamp).toBe(lamp);
  expect(cause.text).toMatch(text);
  expect(cause.next && `${plain(cause.next.words)} ${cause.next.to}`).toBe(next);
});
